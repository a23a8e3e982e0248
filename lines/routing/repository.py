"""Every statement on planned routes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select
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
    session.execute(insert(PlannedRouteRow).values(_values(row)).on_conflict_do_nothing())


def store_instead(session: Session, row: PlannedRouteRow) -> None:
    """Keep `row` in the place of what there is."""
    statement = insert(PlannedRouteRow).values(_values(row))
    key = [PlannedRouteRow.network_number, PlannedRouteRow.profile_digest]
    session.execute(statement.on_conflict_do_update(index_elements=key, set_={"route": row.route}))


def _values(row: PlannedRouteRow) -> dict[str, Any]:
    return {
        "network_number": row.network_number,
        "profile_digest": row.profile_digest,
        "route": row.route,
        "planned_at": row.planned_at,
    }


def delete_planned_before(session: Session, moment: datetime) -> int:
    """Delete the routes planned before `moment`; how many there were."""
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]  # a DELETE gives a cursor
        delete(PlannedRouteRow).where(PlannedRouteRow.planned_at < moment)
    )
    return result.rowcount
