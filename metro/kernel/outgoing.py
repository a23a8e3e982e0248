"""Mail that leaves from a job: where it goes, and the address that its links begin with."""

from __future__ import annotations

from dataclasses import dataclass

from metro.kernel.letters import Letter
from metro.kernel.mail import Post


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The post office of this process, and the pages that letters lead to."""

    post: Post
    base_url: str


_bound: Outgoing | None = None


def bind(outgoing: Outgoing) -> None:
    """Give the jobs of this process their post office."""
    global _bound
    _bound = outgoing


def send(letter: Letter) -> None:
    """Send `letter`; Undeliverable when it did not leave, and the job is to be tried again."""
    _outgoing().post.send(letter)


def address(path: str) -> str:
    """The whole address of the page at `path`."""
    return f"{_outgoing().base_url}{path}"


def _outgoing() -> Outgoing:
    if _bound is None:
        raise RuntimeError("outgoing.bind was not called in this process")
    return _bound
