"""Every statement on stored layouts."""

from __future__ import annotations

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lines.maps.models import MapLayoutRow
from lines.network.models import NetworkVersionRow
from metro.kernel import clock


def row(session: Session, number: int, extract: str) -> MapLayoutRow | None:
    """What is stored of a part of version `number`; None when it was never asked for."""
    return session.get(MapLayoutRow, (number, extract), populate_existing=True)


def standing(session: Session, number: int, extract: str) -> Row[bool, int, str | None] | None:
    """Whether it is made, how many percent are done and why it cannot be; None when it was never asked for."""
    return session.execute(
        select(MapLayoutRow.layout.is_not(None), MapLayoutRow.percent, MapLayoutRow.refusal).where(
            MapLayoutRow.network_number == number, MapLayoutRow.extract == extract
        )
    ).one_or_none()


def layout_document(session: Session, number: int, extract: str) -> str | None:
    """The stored layout of a part of version `number`, None when it is not made yet."""
    return session.execute(
        select(MapLayoutRow.layout).where(MapLayoutRow.network_number == number, MapLayoutRow.extract == extract)
    ).scalar_one_or_none()


def newest_made_before(session: Session, number: int, extract: str) -> Row[int, str] | None:
    """Number and digest of the newest version before `number` with a layout of this part: where the next one starts."""
    return session.execute(
        select(NetworkVersionRow.number, NetworkVersionRow.digest)
        .join(MapLayoutRow, MapLayoutRow.network_number == NetworkVersionRow.number)
        .where(MapLayoutRow.network_number < number, MapLayoutRow.extract == extract, MapLayoutRow.layout.is_not(None))
        .order_by(MapLayoutRow.network_number.desc())
        .limit(1)
    ).one_or_none()


def waiting(session: Session) -> int:
    """How many layouts are asked for and neither made nor refused."""
    unmade = select(func.count()).where(MapLayoutRow.layout.is_(None), MapLayoutRow.refusal.is_(None))
    return session.execute(unmade).scalar_one()


def claim(session: Session, number: int, extract: str) -> bool:
    """Write down that a layout is asked for; whether this was the first to ask."""
    asked = (
        insert(MapLayoutRow)
        .values(network_number=number, extract=extract, percent=0, changed_at=clock.now())
        .on_conflict_do_nothing()
        .returning(MapLayoutRow.network_number)
    )
    return session.execute(asked).one_or_none() is not None
