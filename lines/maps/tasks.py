"""Drawing as a job: a page never waits for a layout.

Each step is a transaction of its own, so that pages see how far a layout is and no lock is held for minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy.orm import Session

from lines.maps import service
from lines.maps.extracts import MAIN, Extract
from metro.kernel import jobs
from metro.kernel.errors import AppError
from metro.kernel.scopes import NOBODY

TOLD_EVERY_SECONDS = 1.0


@jobs.app.task(name="draw_map", queue="maps", lock="draw_map")
def draw_map(number: int, extract: str = MAIN.key) -> None:
    """Lay out a part of network version `number`, or write down why that cannot be."""
    with jobs.transaction(NOBODY) as session:
        task = service.assignment(session, number, Extract.of_key(extract))
    if task is None:
        return
    try:
        layout = service.made(task, _teller(task))
    except AppError as error:
        with jobs.transaction(NOBODY) as session:
            service.note_refusal(session, task, error)
        return
    with jobs.transaction(NOBODY) as session:
        service.store(session, task, layout)


def _teller(task: service.Assignment) -> Callable[[float], None]:
    """Writes the share done down, now and then."""
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told < TOLD_EVERY_SECONDS:
            return
        told = time.monotonic()
        with jobs.transaction(NOBODY) as session:
            service.note_percent(session, task, min(99, round(100 * share)))

    return tell


def defer_drawing(session: Session, number: int) -> None:
    """Have version `number` drawn after this transaction."""
    jobs.defer(session, draw_map, number=number)


def ask_drawing(session: Session, number: int, extract: Extract) -> bool:
    """Have a part of version `number` drawn after this transaction, if nobody asked before; whether it now will be."""
    if not service.may_be_asked(session, number, extract):
        return False
    jobs.defer(session, draw_map, number=number, extract=extract.key)
    return True
