"""The worker: every job of every part, with a database to do it on."""
# ruff: noqa: F401 - imported for the jobs and the tables they declare

from __future__ import annotations

import academies.companies.tasks
import academies.franchise.tasks
import academies.impact.tasks
import academies.members.tasks
import lines.maps.tasks
import lines.routing.tasks
import metro.accounts.tasks
import metro.models
import metro.retention
from metro.config import Settings
from metro.kernel import db, jobs, outgoing
from metro.kernel.mail import post_of
from metro.kernel.outgoing import Outgoing


def work(url: str, settings: Settings, *, wait: bool = True) -> None:
    """Do jobs on the database at `url`, with mail as `settings` say; without `wait` until the queue is empty."""
    engine = db.make_engine(url, pool_size=2)
    jobs.bind(db.make_sessions(engine))
    outgoing.bind(Outgoing(post_of(settings), settings.base_url))
    try:
        jobs.run_worker(url, wait=wait)
    finally:
        engine.dispose()
