"""Every statement on planned routes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lines.routing.models import PlannedRouteRow


def stored(session: Session, network_number: int, profile_digest: str) -> dict[str, Any] | None:
    """The stored answer to a profile on a network version."""
    return session.execute(
        select(PlannedRouteRow.route).where(
            PlannedRouteRow.network_number == network_number, PlannedRouteRow.profile_digest == profile_digest
        )
    ).scalar_one_or_none()


def store(session: Session, row: PlannedRouteRow) -> None:
    """Keep `row` unless another request was first with the same question."""
    session.execute(
        insert(PlannedRouteRow)
        .values(
            network_number=row.network_number,
            profile_digest=row.profile_digest,
            route=row.route,
            planned_at=row.planned_at,
        )
        .on_conflict_do_nothing()
    )


def ask_longer(session: Session, network_number: int, profile_digest: str, question: dict[str, Any]) -> bool:
    """Note that an answer is to be planned longer; False when that was asked already, or there is no answer."""
    found = session.execute(
        update(PlannedRouteRow)
        .where(*_is(network_number, profile_digest), PlannedRouteRow.percent.is_(None))
        .values(question=question, percent=0)
        .returning(PlannedRouteRow.percent)
    )
    return found.first() is not None


def question(session: Session, network_number: int, profile_digest: str) -> dict[str, Any] | None:
    """The profile of an answer that is to be planned longer; None when it is not."""
    return session.execute(
        select(PlannedRouteRow.question).where(*_is(network_number, profile_digest))
    ).scalar_one_or_none()


def percent(session: Session, network_number: int, profile_digest: str) -> int | None:
    """How far the longer planning of an answer is; None when nobody asked."""
    return session.execute(
        select(PlannedRouteRow.percent).where(*_is(network_number, profile_digest))
    ).scalar_one_or_none()


def note_percent(session: Session, network_number: int, profile_digest: str, share: int) -> None:
    """Write down how far the longer planning is."""
    session.execute(
        update(PlannedRouteRow)
        .where(*_is(network_number, profile_digest), PlannedRouteRow.percent.is_not(None))
        .values(percent=share)
    )


def store_longer(session: Session, network_number: int, profile_digest: str, route: dict[str, Any]) -> None:
    """Put what longer planning found in the place of the answer."""
    session.execute(
        update(PlannedRouteRow)
        .where(*_is(network_number, profile_digest))
        .values(route=route, question=None, percent=None)
    )


def _is(network_number: int, profile_digest: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return PlannedRouteRow.network_number == network_number, PlannedRouteRow.profile_digest == profile_digest


def delete_planned_before(session: Session, moment: datetime) -> int:
    """Delete the routes planned before `moment`; how many there were."""
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]  # a DELETE gives a cursor
        delete(PlannedRouteRow).where(PlannedRouteRow.planned_at < moment)
    )
    return result.rowcount
