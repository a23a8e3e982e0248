"""Mail that leaves from a job: where it goes, and the address that its links begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from procrastinate import RetryStrategy

from metro.kernel.errors import Unavailable
from metro.kernel.letters import Letter
from metro.kernel.mail import Mailbox, Post


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The post office of this process, and the pages that letters lead to."""

    post: Post
    base_url: str


# 6, 36, 216 ... seconds, up to days: a mail server may be away. A receiver that it refuses is not asked again.
TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=6, retry_exceptions={Unavailable})

_bound: Outgoing | None = None


def bind(outgoing: Outgoing) -> None:
    """Give the jobs of this process their post office."""
    global _bound
    _bound = outgoing


def send(letter: Letter) -> None:
    """Send `letter`; Unavailable when a later try may help, Undeliverable when the receiver is refused."""
    _outgoing().post.send(letter)


def forget_before(moment: datetime) -> None:
    """Throw away mail laid in a folder before `moment`; what went out over SMTP is not here."""
    post = _outgoing().post
    if isinstance(post, Mailbox):
        post.forget_before(moment)


def address(path: str) -> str:
    """The whole address of the page at `path`."""
    return f"{_outgoing().base_url}{path}"


def _outgoing() -> Outgoing:
    if _bound is None:
        raise RuntimeError("outgoing.bind was not called in this process")
    return _bound
