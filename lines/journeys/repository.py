"""Every select on progress."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lines.journeys.models import Progress


def progress_of(session: Session, people: Collection[int]) -> list[Progress]:
    """The progress of `people`, as far as the session's scope may see it."""
    return list(session.execute(select(Progress).where(Progress.person_id.in_(people))).scalars())
