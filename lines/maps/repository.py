"""Every select on stored layouts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from lines.maps.models import MapLayoutRow


def layout_document(session: Session, number: int) -> str | None:
    """The stored layout of version `number`, None when it is not drawn yet."""
    return session.execute(
        select(MapLayoutRow.layout).where(MapLayoutRow.network_number == number)
    ).scalar_one_or_none()


def newest_layout_before(session: Session, number: int) -> str | None:
    """The layout of the newest drawn version before `number`: where the next drawing starts."""
    return session.execute(
        select(MapLayoutRow.layout)
        .where(MapLayoutRow.network_number < number)
        .order_by(MapLayoutRow.network_number.desc())
        .limit(1)
    ).scalar_one_or_none()
