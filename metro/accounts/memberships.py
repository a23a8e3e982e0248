"""Places in the network office; those in companies and academies belong to the packages above."""

from __future__ import annotations

from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.accounts.models import Membership
from metro.kernel import clock
from metro.kernel.permissions import Role


def appoint_to_office(session: Session, person: int, roles: tuple[Role, ...]) -> None:
    """Give `person` a place in the network office with `roles`, in the place of those held there before."""
    row = repository.office_membership(session, person)
    if row is None:
        row = Membership(person_id=person, started_at=clock.now())
        session.add(row)
    row.roles = [role.value for role in roles]
    session.flush()
