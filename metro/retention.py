"""How long what is kept: one table for the daily job, for `metro retention` and for the privacy page's promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academies.members import forgetting
from lines.assessments import repository as scans
from metro.accounts import repository as accounts
from metro.kernel import clock, jobs, outgoing
from metro.kernel.scopes import system

REASON = "retention"
AUDIT_KEPT = timedelta(days=7 * 365)
Forget = Callable[[Session, datetime], int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data, how long it is kept, and what deletes all that ended before a moment and counts it."""

    what: str
    kept: timedelta
    forget: Forget


KEPT = (
    Kept("scan of nobody", timedelta(days=30), scans.delete_unchanged_since),
    Kept("mail link", timedelta(days=1), accounts.delete_mail_links_before),
    Kept("counted tries", timedelta(days=1), accounts.delete_tries_before),
    Kept("ended session", timedelta(days=90), accounts.delete_sessions_before),
    Kept("ended invitation", timedelta(days=365), forgetting.delete_invitations_before),
    Kept("answered request", timedelta(days=365), forgetting.delete_requests_before),
    Kept("ended membership", timedelta(days=730), accounts.delete_memberships_before),
)


def forget_what_is_old(session: Session, rules: Iterable[Kept] = KEPT) -> dict[str, int]:
    """Delete what is older than it may be; how many of each kind there were."""
    now = clock.now()
    return {rule.what: rule.forget(session, now - rule.kept) for rule in rules}


@jobs.app.periodic(cron="17 3 * * *")
@jobs.app.task(name="forget_what_is_old")
def forget_daily(timestamp: int) -> None:
    """Once a day, for the tick `timestamp`."""
    with jobs.transaction(system(REASON)) as session:
        counts = forget_what_is_old(session)
    outgoing.forget_before(clock.now() - timedelta(days=1))
    jobs.log.info("old rows deleted", extra={"tick": timestamp, **{k.replace(" ", "_"): n for k, n in counts.items()}})
