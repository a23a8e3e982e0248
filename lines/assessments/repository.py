"""Every statement on scans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from lines.assessments.models import ScanRow


def scan_with(session: Session, token_hash: bytes) -> ScanRow | None:
    """The scan under the hash of its token."""
    return session.execute(select(ScanRow).where(ScanRow.token_hash == token_hash)).scalar_one_or_none()


def locked_scan_with(session: Session, token_hash: bytes) -> ScanRow | None:
    """The same, held against other writers until the transaction ends."""
    statement = select(ScanRow).where(ScanRow.token_hash == token_hash).with_for_update()
    return session.execute(statement).scalar_one_or_none()


def scan_of(session: Session, person: int) -> ScanRow | None:
    """The scan that `person` took along."""
    return session.execute(select(ScanRow).where(ScanRow.person_id == person)).scalar_one_or_none()


def scans_of(session: Session, people: Collection[int]) -> list[ScanRow]:
    """The scans of `people`."""
    return list(session.execute(select(ScanRow).where(ScanRow.person_id.in_(people))).scalars())


def locked_scan_of(session: Session, person: int) -> ScanRow | None:
    """The same, held against other writers until the transaction ends."""
    return session.execute(select(ScanRow).where(ScanRow.person_id == person).with_for_update()).scalar_one_or_none()


def delete_scan_of(session: Session, person: int) -> None:
    """Delete the scan that `person` took along."""
    session.execute(delete(ScanRow).where(ScanRow.person_id == person))


def delete_unchanged_since(session: Session, moment: datetime) -> int:
    """Delete the scans of nobody last changed before `moment`; how many there were."""
    statement = delete(ScanRow).where(ScanRow.changed_at < moment, ScanRow.person_id.is_(None))
    result: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]  # a DELETE gives a cursor
    return result.rowcount
