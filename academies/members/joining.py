"""Coming to belong to a company or an academy."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from academies.members import repository
from academies.members.domain import Organisation
from metro.accounts.models import Membership
from metro.kernel import clock


def join(
    session: Session,
    person: int,
    organisation: Organisation,
    roles: Sequence[str],
    team_id: int | None = None,
    job_profile: str | None = None,
) -> Membership:
    """The place of `person` there: a new one, or the one there is, unchanged: a second way in gives no role."""
    found = repository.membership_of(session, organisation, person)
    if found is not None:
        return found
    membership = Membership(
        person_id=person, company_id=organisation.company, academy_id=organisation.academy, roles=list(roles),
        team_id=team_id, job_profile=job_profile, started_at=clock.now(),
    )  # fmt: skip
    session.add(membership)
    session.flush()
    return membership
