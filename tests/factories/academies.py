"""Academies with people, and requests to become one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.franchise import service
from academies.franchise.domain import AcademyWish
from academies.franchise.models import AcademyRequest
from academies.members.domain import Organisation
from academies.members.joining import join
from academies.tenants.models import Academy, AcademyPlace
from metro.kernel import clock
from metro.kernel.permissions import Role
from tests.factories import companies, numbers

SLUG = "academie-haarlem"


def typed(**changes: str) -> dict[str, str]:
    """A request as the form sends it, right in every field but for `changes`."""
    return {
        "organisation": "Fieldlab Twente", "kvk_number": "12345678", "kind": "academy", "region": "Overijssel",
        "partners": "ROC van Twente", "offer": "Lasrobots instellen, voor mkb-bedrijven.", "name": "Ada Vos",
        "email": "ada@fieldlab.example", **changes,
    }  # fmt: skip


def request(session: Session, organisation: str = "Fieldlab Twente") -> AcademyRequest:
    """Somebody who asked."""
    return service.ask(session, AcademyWish(**typed(organisation=organisation)))


def academy(session: Session, slug: str = SLUG, stage: str = "onboarding") -> Academy:
    """An academy."""
    row = Academy(name="Academie Haarlem", slug=slug, stage=stage, region="Noord-Holland", created_at=clock.now())
    session.add(row)
    session.flush()
    return row


def place(session: Session, academy_id: int) -> AcademyPlace:
    """Where an academy gives its stations."""
    row = AcademyPlace(
        academy_id=academy_id, name="Fabriek", street="Kade 1", postcode="2011 AB", city="Haarlem"
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def worker(session: Session, academy_id: int, *roles: Role) -> int:
    """Somebody who works there, in `roles`; an owner when none are given."""
    made = companies.person(session, f"Medewerker {numbers.next_number()}")
    join(session, made, Organisation(academy=academy_id), [role.value for role in roles or (Role.ACADEMY_OWNER,)])
    return made
