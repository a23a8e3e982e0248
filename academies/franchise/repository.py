"""Every select on requests to become an academy, their notes and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from academies.franchise.domain import Stage
from academies.franchise.models import AcademyAgreement, AcademyRequest, AcademyRequestNote
from academies.tenants.models import Academy
from metro.accounts.models import Membership, Person
from metro.kernel.permissions import Role


@dataclass(frozen=True, slots=True)
class Progress:
    """A request as the pipeline shows it: the stage it is in, since when, and what comes next."""

    id: int
    organisation: str
    region: str
    kind: str
    stage: Stage
    since: datetime
    owner_id: int | None
    next_action: str
    next_action_on: date | None
    academy_id: int | None
    slug: str | None


def pipeline(session: Session) -> list[Progress]:
    """Every request, the one whose next action comes first in front; those without one after them, oldest first."""
    rows = session.execute(
        select(AcademyRequest, Academy)
        .outerjoin(Academy, Academy.id == AcademyRequest.academy_id)
        .order_by(AcademyRequest.next_action_on.nulls_last(), AcademyRequest.id)
    )
    return [progress_of(request, academy) for request, academy in rows]


def progress_of(request: AcademyRequest, academy: Academy | None) -> Progress:
    """How far `request` is; the stage of its academy counts once there is one."""
    return Progress(
        id=request.id,
        organisation=academy.name if academy else request.organisation,
        region=academy.region if academy else request.region,
        kind=academy.kind if academy else request.kind,
        stage=Stage(academy.stage if academy else request.stage),
        since=(academy.stage_since or academy.created_at) if academy else request.stage_since,
        owner_id=request.owner_id,
        next_action=request.next_action,
        next_action_on=request.next_action_on,
        academy_id=request.academy_id,
        slug=academy.slug if academy else None,
    )


def request(session: Session, request_id: int) -> AcademyRequest | None:
    """The request with this id."""
    return session.execute(select(AcademyRequest).where(AcademyRequest.id == request_id)).scalar_one_or_none()


def held_request(session: Session, request_id: int) -> AcademyRequest | None:
    """The same, held until the transaction ends: it is moved and approved once."""
    return session.execute(
        select(AcademyRequest)
        .where(AcademyRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def academy(session: Session, academy_id: int) -> Academy | None:
    """The academy with this id, held until the transaction ends."""
    return session.execute(select(Academy).where(Academy.id == academy_id).with_for_update()).scalar_one_or_none()


def count_new(session: Session) -> int:
    """How many requests nobody has answered yet."""
    return session.execute(
        select(func.count())
        .select_from(AcademyRequest)
        .where(AcademyRequest.stage == Stage.REQUESTED.value, AcademyRequest.academy_id.is_(None))
    ).scalar_one()


def notes(session: Session, request_id: int) -> list[AcademyRequestNote]:
    """What was noted about a request, the newest first."""
    return list(
        session.execute(
            select(AcademyRequestNote)
            .where(AcademyRequestNote.request_id == request_id)
            .order_by(AcademyRequestNote.id.desc())
        ).scalars()
    )


def agreements(session: Session, academy_id: int) -> list[AcademyAgreement]:
    """What was agreed with an academy, the newest first."""
    return list(
        session.execute(
            select(AcademyAgreement)
            .where(AcademyAgreement.academy_id == academy_id)
            .order_by(AcademyAgreement.id.desc())
        ).scalars()
    )


def office_people(session: Session) -> list[Row[int, str]]:
    """Who works in the network office now: id and name. Needs a system scope: colleagues there have no common row."""
    return list(
        session.execute(
            select(Person.id, Person.name)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Membership.company_id.is_(None), Membership.academy_id.is_(None), Membership.ended_at.is_(None),
                Membership.roles.contains([Role.NETWORK_OFFICE.value]),
            )
            .order_by(func.lower(Person.name), Person.id)
        )
    )  # fmt: skip
