"""The audit trail of an organisation, searched by what was done and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from metro.accounts.models import Person
from metro.kernel.audit import AuditEntry

PAGE_ROWS = 50
EXPORT_ROWS = 10_000
Columns = TypeVarTuple("Columns")
HOME_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class TrailOf:
    """Whose trail: a company's, an academy's, or (with neither) everything that the session's scope may see."""

    company: int | None = None
    academy: int | None = None


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """What is asked: acts named `verb` ("" for all) from the day `since` through `until`; `page` counts from 1."""

    verb: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An act; a name is None when nobody is named or the person is out of the reader's sight."""

    at: datetime
    verb: str
    subject: str
    actor_id: int | None
    actor: str | None
    person_id: int | None
    person: str | None
    reason: str

    @property
    def local(self) -> datetime:
        """The moment in the Netherlands."""
        return self.at.astimezone(HOME_ZONE)


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of entries, the newest first."""

    entries: tuple[Entry, ...]
    has_more: bool


def verbs(session: Session, whose: TrailOf) -> list[str]:
    """What was ever done there, by name."""
    found = _owned(select(AuditEntry.verb).distinct(), whose).order_by(AuditEntry.verb)
    return list(session.execute(found).scalars())


def page(session: Session, whose: TrailOf, query: TrailQuery) -> TrailPage:
    """The page that `query` asks for."""
    found = _entries(session, whose, query, PAGE_ROWS + 1, (query.page - 1) * PAGE_ROWS)
    return TrailPage(tuple(found[:PAGE_ROWS]), len(found) > PAGE_ROWS)


def everything(session: Session, whose: TrailOf, query: TrailQuery) -> list[Entry]:
    """Every page at once, up to EXPORT_ROWS entries."""
    return _entries(session, whose, query, EXPORT_ROWS, 0)


def _entries(session: Session, whose: TrailOf, query: TrailQuery, most: int, skipped: int) -> list[Entry]:
    statement = select(AuditEntry)
    if query.verb:
        statement = statement.where(AuditEntry.verb == query.verb)
    if query.since is not None:
        statement = statement.where(AuditEntry.at >= _midnight(query.since))
    if query.until is not None:
        statement = statement.where(AuditEntry.at < _midnight(query.until + timedelta(days=1)))
    statement = _owned(statement, whose).order_by(AuditEntry.at.desc(), AuditEntry.id).limit(most).offset(skipped)
    rows = list(session.execute(statement).scalars())
    names = _names(session, {person for row in rows for person in (row.actor_id, row.person_id) if person is not None})
    return [
        Entry(
            at=row.at, verb=row.verb, subject=row.subject, actor_id=row.actor_id, actor=names.get(row.actor_id or 0),
            person_id=row.person_id, person=names.get(row.person_id or 0), reason=row.reason,
        )
        for row in rows
    ]  # fmt: skip


def _names(session: Session, people: Collection[int]) -> dict[int, str]:
    """The names of those whom the session's scope sees."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people))) if people else ()
    return {row.id: row.name for row in rows}


def _owned(statement: Select[*Columns], whose: TrailOf) -> Select[*Columns]:
    if whose.company is not None:
        return statement.where(AuditEntry.company_id == whose.company)
    if whose.academy is not None:
        return statement.where(AuditEntry.academy_id == whose.academy)
    return statement


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HOME_ZONE)
