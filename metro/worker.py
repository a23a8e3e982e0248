"""The worker: every job of every part, with a database to do it on."""

from __future__ import annotations

import lines.assessments.tasks
import lines.maps.tasks  # noqa: F401 - imported for the jobs they declare
from metro.kernel import db, jobs


def work(url: str, *, wait: bool = True) -> None:
    """Do jobs on the database at `url`; without `wait` until the queue is empty."""
    engine = db.make_engine(url, pool_size=2)
    jobs.bind(db.make_sessions(engine))
    try:
        jobs.run_worker(url, wait=wait)
    finally:
        engine.dispose()
