"""Every select on academies, their staff and the invitations to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session

from academies.companies.models import Company
from academies.companies.repository import managing
from academies.tenants.models import Academy, AcademyPlace, AcademyVat
from metro.accounts.models import Membership, Person


def academies(session: Session) -> list[Academy]:
    """Every academy, by its address."""
    return list(session.execute(select(Academy).order_by(Academy.slug)).scalars())


def academy_at(session: Session, slug: str) -> Academy | None:
    """The academy with this address."""
    return session.execute(select(Academy).where(Academy.slug == slug)).scalar_one_or_none()


def held_academy(session: Session, academy: int) -> Academy | None:
    """The academy with this id, held until the transaction ends: what must not happen twice takes turns here."""
    return session.execute(select(Academy).where(Academy.id == academy).with_for_update()).scalar_one_or_none()


def places(session: Session, academy: int) -> list[AcademyPlace]:
    """Where an academy gives its stations, by name."""
    return list(
        session.execute(
            select(AcademyPlace)
            .where(AcademyPlace.academy_id == academy)
            .order_by(func.lower(AcademyPlace.name), AcademyPlace.id)
        ).scalars()
    )


def place(session: Session, academy: int, place_id: int) -> AcademyPlace | None:
    """The place with this id, of this academy."""
    return session.execute(
        select(AcademyPlace).where(AcademyPlace.academy_id == academy, AcademyPlace.id == place_id)
    ).scalar_one_or_none()


def vat_history(session: Session, academy: int) -> list[AcademyVat]:
    """What an academy told about its VAT, the newest first."""
    return list(
        session.execute(
            select(AcademyVat).where(AcademyVat.academy_id == academy).order_by(AcademyVat.id.desc())
        ).scalars()
    )


def newest_vat(session: Session, academy: int) -> AcademyVat | None:
    """What an academy told last about its VAT; None for nothing yet."""
    return next(iter(vat_history(session, academy)), None)


def staff(session: Session, academy: int) -> list[Row[Any]]:
    """Who works at an academy now: place, person, name, roles, since when."""
    return list(
        session.execute(
            select(Membership.id, Membership.person_id, Person.name, Membership.roles, Membership.started_at)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.academy_id == academy, Membership.ended_at.is_(None))
            .order_by(func.lower(Person.name), Membership.id)
        )
    )


def held_staff(session: Session, academy: int) -> list[Membership]:
    """The places at an academy, held in a fixed order until the transaction ends: who changes them takes turns."""
    return list(
        session.execute(
            select(Membership)
            .where(Membership.academy_id == academy, Membership.ended_at.is_(None))
            .order_by(Membership.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).scalars()
    )


def companies_without_manager(session: Session) -> list[Company]:
    """The companies that nobody manages any more."""
    managed = exists().where(managing(Company.id))
    return list(session.execute(select(Company).where(~managed).order_by(Company.id)).scalars())


def count_companies(session: Session) -> int:
    """How many companies there are."""
    return session.execute(select(func.count()).select_from(Company)).scalar_one()
