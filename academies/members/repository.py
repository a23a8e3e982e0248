"""Every select on memberships and invitations of companies.

A company's rows are asked for by its id, though the session's scope holds to it as well: somebody sees his own
memberships wherever they are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from academies.companies.models import AccessRequest, Company, Team
from academies.companies.repository import managing
from academies.members.domain import Organisation
from academies.members.employer_view import MemberRow
from academies.members.models import Invitation
from academies.tenants.models import Academy
from metro.accounts.models import Card, Credential, Membership, Person


def _of(model: type[Invitation] | type[Membership], organisation: Organisation) -> ColumnElement[bool]:
    if organisation.company is not None:
        return model.company_id == organisation.company
    return model.academy_id == organisation.academy


def _is_open(organisation: Organisation) -> tuple[ColumnElement[bool], ...]:
    return (
        _of(Invitation, organisation),
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )


def _members(company_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Membership.id, Membership.person_id, Person.name, Membership.roles, Membership.team_id,
               Team.name.label("team"), Membership.job_profile, Membership.started_at)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Membership.company_id == company_id, Membership.ended_at.is_(None))
        .order_by(func.lower(Person.name), Membership.id)
    )  # fmt: skip


def _member(row: Row[*tuple[Any, ...]], has_card: bool | None = None) -> MemberRow:
    return MemberRow(
        membership=row.id, person=row.person_id, name=row.name, roles=tuple(row.roles), team_id=row.team_id,
        team=row.team, job_profile=row.job_profile, started_at=row.started_at, has_card=has_card,
    )  # fmt: skip


def members(session: Session, company_id: int) -> list[MemberRow]:
    """Who belongs to a company now, by name."""
    return [_member(row) for row in session.execute(_members(company_id))]


def member(session: Session, company_id: int, membership_id: int) -> MemberRow | None:
    """One of them, and whether a card of the company works."""
    has_card = (
        select(func.bool_or(Card.revoked_at.is_(None)))
        .where(Card.company_id == company_id, Card.person_id == Membership.person_id)
        .scalar_subquery()
    )
    statement = _members(company_id).add_columns(has_card.label("has_card")).where(Membership.id == membership_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else _member(row, row.has_card)


def membership(session: Session, company_id: int, membership_id: int) -> Membership | None:
    """The place of somebody in a company, held until the transaction ends."""
    return session.execute(
        select(Membership)
        .where(Membership.id == membership_id, Membership.company_id == company_id, Membership.ended_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def membership_of(session: Session, organisation: Organisation, person: int) -> Membership | None:
    """The place of `person` in a company or an academy now."""
    return session.execute(
        select(Membership).where(
            Membership.person_id == person, _of(Membership, organisation), Membership.ended_at.is_(None)
        )
    ).scalar_one_or_none()


def managing_memberships(company_id: int) -> Select[Membership]:
    """The places of a company's managers, in a fixed order."""
    return (
        select(Membership).where(managing(company_id)).order_by(Membership.id).execution_options(populate_existing=True)
    )


def held_managers(session: Session, company_id: int) -> list[int]:
    """The places of a company's managers, held in a fixed order until the transaction ends: who changes them takes
    turns."""
    statement = managing_memberships(company_id).with_for_update()
    return [row.id for row in session.execute(statement).scalars()]


def open_invitations(session: Session, organisation: Organisation) -> list[Row[Any]]:
    """The invitations (`Invitation`, `team`) nobody accepted or withdrew yet, the newest first."""
    return list(
        session.execute(
            select(Invitation, Team.name.label("team"))
            .outerjoin(Team, Team.id == Invitation.team_id)
            .where(*_is_open(organisation))
            .order_by(Invitation.id.desc())
        )
    )


def invited_addresses(session: Session, organisation: Organisation) -> dict[str, Invitation]:
    """The open invitations to a company or an academy by address."""
    rows = session.execute(select(Invitation).where(*_is_open(organisation))).scalars()
    return {row.email: row for row in rows}


def accepted_addresses(session: Session, company_id: int) -> set[str]:
    """The addresses by which those who belong to a company now were invited."""
    return set(
        session.execute(
            select(Invitation.email)
            .join(Membership, Membership.person_id == Invitation.accepted_by)
            .where(
                Invitation.company_id == company_id,
                Membership.company_id == company_id,
                Membership.ended_at.is_(None),
            )
        ).scalars()
    )


def invitation(session: Session, organisation: Organisation, invitation_id: int) -> Invitation | None:
    """An open invitation to a company or an academy, held until the transaction ends."""
    return session.execute(
        select(Invitation)
        .where(Invitation.id == invitation_id, *_is_open(organisation))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def invitation_with(session: Session, token_hash: bytes) -> Invitation | None:
    """The invitation under this secret, held until the transaction ends: two clicks take turns."""
    return session.execute(
        select(Invitation)
        .where(Invitation.token_hash == token_hash)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def invited_since(session: Session, organisation: Organisation, moment: datetime) -> int:
    """How many invitations a company or an academy made since `moment`, whatever became of them."""
    return session.execute(
        select(func.count())
        .select_from(Invitation)
        .where(_of(Invitation, organisation), Invitation.created_at > moment)
    ).scalar_one()


def address_owner(session: Session, email: str) -> int | None:
    """The person with this address, when the session's scope sees credentials at all."""
    return session.execute(select(Credential.person_id).where(Credential.email == email)).scalar_one_or_none()


def address_of(session: Session, person: int) -> str | None:
    """The address of `person`, as far as the session's scope sees it: always one's own."""
    return session.execute(select(Credential.email).where(Credential.person_id == person)).scalar_one_or_none()


def organisation_name(session: Session, organisation: Organisation) -> str:
    """What a company or an academy is called; "" when it is gone."""
    model, wanted = (
        (Company, organisation.company) if organisation.company is not None else (Academy, organisation.academy)
    )
    return session.execute(select(model.name).where(model.id == wanted)).scalar_one_or_none() or ""


def person_name(session: Session, person: int) -> str:
    """What somebody is called; "" when the account is gone or out of sight."""
    statement = select(Person.name).where(Person.id == person, Person.erased_at.is_(None))
    return session.execute(statement).scalar_one_or_none() or ""


def granted_addresses(session: Session, company_id: int) -> set[str]:
    """The addresses by which those who belong to a company now asked for access."""
    return set(
        session.execute(
            select(AccessRequest.email)
            .join(Membership, Membership.person_id == AccessRequest.person_id)
            .where(
                AccessRequest.company_id == company_id,
                AccessRequest.answer == "granted",
                Membership.company_id == company_id,
                Membership.ended_at.is_(None),
            )
        ).scalars()
    )


def working_cards(session: Session, company_id: int, person: int) -> list[Card]:
    """The cards of `person` from a company that are not revoked, the newest first."""
    return list(
        session.execute(
            select(Card)
            .where(Card.company_id == company_id, Card.person_id == person, Card.revoked_at.is_(None))
            .order_by(Card.id.desc())
        ).scalars()
    )
