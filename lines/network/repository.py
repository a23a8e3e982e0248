"""Every select on network versions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from lines.network.models import NetworkVersionRow

_HEAD = (NetworkVersionRow.number, NetworkVersionRow.digest, NetworkVersionRow.published_at)


def newest(session: Session) -> Row[int, str, datetime] | None:
    """Number, digest and moment of the newest version, without its document; None when nothing is published."""
    return session.execute(select(*_HEAD).order_by(NetworkVersionRow.number.desc()).limit(1)).one_or_none()


def numbered(session: Session, number: int) -> Row[int, str, datetime] | None:
    """Number, digest and moment of version `number`, None when there is no such version."""
    return session.execute(select(*_HEAD).where(NetworkVersionRow.number == number)).one_or_none()


def document(session: Session, number: int) -> str:
    """The catalogue document of version `number`."""
    return session.execute(select(NetworkVersionRow.document).where(NetworkVersionRow.number == number)).scalar_one()


def lock_publishing(session: Session) -> None:
    """Let one publication at a time pass, until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("network_version"))))


def next_number(session: Session) -> int:
    """The number of the version to come; hold the publishing lock."""
    return (session.execute(select(func.max(NetworkVersionRow.number))).scalar_one() or 0) + 1
