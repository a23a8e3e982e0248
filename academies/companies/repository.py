"""Every select on companies, teams and requests for access.

A company's rows are asked for by its id, though the session's scope holds to it as well: somebody sees his own rows
in every company that he belongs to.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from academies.companies.models import AccessRequest, Company, Team
from academies.members.models import Invitation
from metro.accounts.models import Credential, Membership, Person
from metro.kernel.permissions import Role


def managing(company: ColumnElement[int] | InstrumentedAttribute[int] | int) -> ColumnElement[bool]:
    """The places of who manages `company` now."""
    return and_(
        Membership.company_id == company,
        Membership.ended_at.is_(None),
        Membership.roles.contains([Role.COMPANY_MANAGER.value]),
    )


def company(session: Session, company_id: int) -> Company | None:
    """The company with this id."""
    return session.execute(select(Company).where(Company.id == company_id)).scalar_one_or_none()


def held_company(session: Session, company_id: int) -> Company | None:
    """The same, held until the transaction ends: what must not happen twice in a company takes turns here."""
    return session.execute(select(Company).where(Company.id == company_id).with_for_update()).scalar_one_or_none()


def company_with_kvk(session: Session, kvk_number: str) -> Company | None:
    """The company with this number in the trade register."""
    return session.execute(select(Company).where(Company.kvk_number == kvk_number)).scalar_one_or_none()


def teams(session: Session, company_id: int) -> list[Team]:
    """The teams of a company by name."""
    return list(
        session.execute(select(Team).where(Team.company_id == company_id).order_by(Team.name, Team.id)).scalars()
    )


def team(session: Session, company_id: int, team_id: int) -> Team | None:
    """The team with this id, of this company."""
    return session.execute(select(Team).where(Team.company_id == company_id, Team.id == team_id)).scalar_one_or_none()


def empty_team(session: Session, company_id: int, team_id: int) -> None:
    """Let nobody and no invitation stand in a team."""
    for model in (Membership, Invitation):
        session.execute(
            update(model).where(model.company_id == company_id, model.team_id == team_id).values(team_id=None)
        )


def open_request(session: Session, company_id: int, person: int) -> AccessRequest | None:
    """The request of `person` that waits for an answer."""
    return session.execute(
        select(AccessRequest).where(
            AccessRequest.company_id == company_id,
            AccessRequest.person_id == person,
            AccessRequest.answered_at.is_(None),
        )
    ).scalar_one_or_none()


def open_requests(session: Session, company_id: int) -> list[AccessRequest]:
    """The requests of a company that wait for an answer, the oldest first."""
    return list(
        session.execute(
            select(AccessRequest)
            .where(AccessRequest.company_id == company_id, AccessRequest.answered_at.is_(None))
            .order_by(AccessRequest.id)
        ).scalars()
    )


def held_request(session: Session, company_id: int | None, request_id: int) -> AccessRequest | None:
    """A request to a company (None: to any), held until the transaction ends: it is answered once."""
    statement = select(AccessRequest).where(AccessRequest.id == request_id)
    if company_id is not None:
        statement = statement.where(AccessRequest.company_id == company_id)
    return session.execute(statement.with_for_update().execution_options(populate_existing=True)).scalar_one_or_none()


def requests_without_manager(session: Session) -> list[Row[Any]]:
    """The open requests (`request`) to companies (`company`) that nobody manages any more, the oldest first."""
    managed = exists().where(managing(AccessRequest.company_id))
    statement = (
        select(AccessRequest.id, AccessRequest.name, AccessRequest.email, AccessRequest.message, AccessRequest.asked_at,
               Company.id.label("company_id"), Company.name.label("company_name"), Company.kvk_number)
        .join(Company, Company.id == AccessRequest.company_id)
        .where(AccessRequest.answered_at.is_(None), ~managed)
        .order_by(AccessRequest.id)
    )  # fmt: skip
    return list(session.execute(statement))


def managers(session: Session, company_id: int) -> list[int]:
    """The people who manage a company now."""
    return list(session.execute(select(Membership.person_id).where(managing(company_id))).scalars())


def reader(session: Session, person: int) -> tuple[str, str, str] | None:
    """The address, name and language of `person` for a letter; None without an address."""
    row = session.execute(
        select(Credential.email, Person.name, Person.language)
        .join(Person, Person.id == Credential.person_id)
        .where(Credential.person_id == person, Credential.email.is_not(None), Person.erased_at.is_(None))
    ).one_or_none()
    return None if row is None else (row.email, row.name, row.language)
