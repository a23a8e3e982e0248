"""Limits on trying: counted in the database, so that all processes share them, in a transaction of their own.

Limits go by address and by account. A browser that signed in before has a count of its own, and a mail link always
works: who tries somebody else's password locks nobody out.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from metro.accounts import links, repository
from metro.accounts.secrets import keyed_digest
from metro.kernel import clock
from metro.kernel.db import transaction
from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _
from metro.kernel.scopes import NOBODY


class TooManyTries(AppError):
    """Tried too often; `retry_seconds` is how long to wait."""

    code = "too_many_tries"
    status = 429

    def __init__(self, message: str, retry_seconds: int) -> None:
        super().__init__(message)
        self.retry_seconds = retry_seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries of `what` within a window."""

    what: str
    most: int
    window: timedelta


PASSWORD_BY_ADDRESS = Limit("password by address", 100, timedelta(minutes=15))
PASSWORD_BY_ACCOUNT = Limit("password by account", 10, timedelta(minutes=15))
CODE_BY_SESSION = Limit("code by session", 6, timedelta(minutes=15))
PIN_BY_DEVICE = Limit("pin by device", 6, timedelta(minutes=15))
LINK_BY_ADDRESS = Limit("link by address", 60, timedelta(hours=1))
LINK_BY_ACCOUNT = Limit("link by account", 6, links.VALID)  # so that one of those sent is always good
SECRET_BY_ADDRESS = Limit("secret by address", 120, timedelta(minutes=15))


def network_of(address: str) -> str:
    """What of an address is counted: all of an IPv4 address, the /64 of an IPv6 one, which one household shares."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def count_try(sessions: sessionmaker[Session], key: bytes, limit: Limit, who: str) -> None:
    """Count a try by `who`; TooManyTries when it is over `limit`."""
    now = clock.now()
    with transaction(sessions, NOBODY) as session:
        count, began = repository.count_try(session, keyed_digest(key, limit.what, who), now, now - limit.window)
    if count > limit.most:
        seconds = max(1, int((began + limit.window - now).total_seconds()))
        minutes = -(-seconds // 60)
        raise TooManyTries(_("Dat was te vaak. Probeer het over %(minutes)s minuten weer.", minutes=minutes), seconds)


def forget_tries(session: Session, key: bytes, limit: Limit, who: str) -> None:
    """Start counting `who` from nothing: it was the right one. With the session's own transaction, so that nobody
    waits for a second connection while holding one."""
    repository.forget_tries(session, keyed_digest(key, limit.what, who))
