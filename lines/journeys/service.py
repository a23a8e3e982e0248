"""Noting how far a person is on his own route, and reading it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from lines.journeys import repository
from lines.journeys.domain import StopsDone
from lines.journeys.models import Progress
from metro.kernel import clock


def note_progress(session: Session, person: int, stops: StopsDone) -> None:
    """Write down how far `person` is; nothing when that is written already."""
    row = session.get(Progress, person)
    if row is not None and (row.stops_done, row.stops_total) == (stops.done, stops.total):
        return
    if row is None:
        row = Progress(person_id=person)
        session.add(row)
    row.stops_done, row.stops_total, row.changed_at = stops.done, stops.total, clock.now()
    session.flush()


def progress_of(session: Session, people: Collection[int]) -> dict[int, StopsDone]:
    """How far `people` are, by person; without those who have no route, or whom the session's scope may not see."""
    if not people:
        return {}
    rows = repository.progress_of(session, people)
    return {row.person_id: StopsDone(row.stops_done, row.stops_total) for row in rows}
