"""Drawing as a job: a page never waits for a layout."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lines.maps import service
from metro.kernel import jobs
from metro.kernel.scopes import NOBODY


@jobs.app.task(name="draw_map", queue="maps", lock="draw_map")
def draw_map(number: int) -> None:
    """Lay out network version `number`."""
    with jobs.transaction(NOBODY) as session:
        service.draw_layout(session, number)


def defer_drawing(session: Session, number: int) -> None:
    """Have version `number` drawn after this transaction."""
    jobs.defer(session, draw_map, number=number)
