"""Card holders: people without a work address, who come in with a printed card.

Everything here needs a system scope: a company may neither make a person nor look at how somebody gets in. Whoever
calls has the permission to manage the people of that company, and each function keeps to its people.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.members import repository
from academies.members.domain import Organisation
from academies.members.joining import join
from metro.accounts import cards
from metro.accounts.people import register
from metro.kernel import audit
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role


def register_holder(
    session: Session, company_id: int, name: str, team_id: int | None, job_profile: str | None, actor: int
) -> int:
    """A new person without an address, who learns at the company: the membership. A card is still to be printed."""
    person = register(session, name, None)
    membership = join(
        session, person, Organisation(company=company_id), [Role.LEARNER.value], team_id, job_profile
    )  # fmt: skip
    _record(session, "company:person:register", company_id, person, membership.id, actor)
    return membership.id


def print_card(session: Session, company_id: int, membership_id: int, actor: int) -> tuple[str, str]:
    """A new card: the name and the secret to print on it, which nobody sees again; earlier cards stop working.

    NotFound for nobody of this company, Conflict for who has an address.
    """
    row = repository.member(session, company_id, membership_id)
    if row is None:
        raise _nobody()
    _card, secret = cards.issue_card(session, row.person, company_id)
    _record(session, "company:card:print", company_id, row.person, membership_id, actor)
    return row.name, secret


def revoke_cards(session: Session, company_id: int, membership_id: int, actor: int) -> None:
    """Make every card that the company gave somebody worthless, and sign its person out. NotFound as `print_card`."""
    row = repository.member(session, company_id, membership_id)
    if row is None:
        raise _nobody()
    for card in repository.working_cards(session, company_id, row.person):
        cards.revoke_card(session, card)
    _record(session, "company:card:revoke", company_id, row.person, membership_id, actor)


def _record(session: Session, verb: str, company_id: int, person: int, membership_id: int, actor: int) -> None:
    audit.record(
        session, verb, actor=actor, person=person, company=company_id, subject=f"membership {membership_id}"
    )  # fmt: skip
    session.flush()


def _nobody() -> NotFound:
    return NotFound(_("Deze collega is er niet (meer)."))
