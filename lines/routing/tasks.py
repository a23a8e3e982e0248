"""Planning longer than a page can wait, as a job that tells how far it is."""

from __future__ import annotations

import time

from sqlalchemy.orm import Session

from lines.network.service import NetworkVersion
from lines.routing import repository, service
from lines.routing.domain import Profile, Tell
from metro.kernel import jobs
from metro.kernel.scopes import NOBODY

LONGEST_SECONDS = 30.0
TOLD_EVERY_SECONDS = 1.0


@jobs.app.task(name="plan_longer", queue="planning")
def plan_longer(number: int, digest: str) -> None:
    """Look for better routes to the profile with this digest on network version `number`."""
    with jobs.transaction(NOBODY) as session:
        asked = service.question_of(session, number, digest)
    if asked is None:
        return
    version, profile = asked
    route = service.planned_longer(version, profile, LONGEST_SECONDS, _teller(number, digest))
    with jobs.transaction(NOBODY) as session:
        repository.store_longer(session, number, digest, route)


def ask_longer(session: Session, version: NetworkVersion, profile: Profile) -> None:
    """Have a route planned longer after this transaction, once."""
    if service.ask_longer(session, version, profile):
        jobs.defer(session, plan_longer, number=version.number, digest=service.profile_digest(profile))


def _teller(number: int, digest: str) -> Tell:
    told = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told >= TOLD_EVERY_SECONDS:
            told = time.monotonic()
            with jobs.transaction(NOBODY) as session:
                repository.note_percent(session, number, digest, min(99, round(100 * share)))

    return tell
