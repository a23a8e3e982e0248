"""Jobs on the same PostgreSQL: deferred inside the caller's own transaction, done by `metro worker`.

Job arguments are logged and stored: pass ids, never names, addresses or tokens. A job that failed is tried again by
its own `retry`; one whose worker was killed is taken up again by `retry_stalled`, which every worker runs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.tasks import Task
from sqlalchemy import make_url
from sqlalchemy.orm import Session, sessionmaker

from metro.kernel import db
from metro.kernel.scopes import Scope

log = logging.getLogger(__name__)

# Declares every job; the worker gives it a connection of its own.
app = App(connector=SyncPsycopgConnector())
# Defers on a session's connection, in a web process and inside a job alike: the worker's connector cannot do that.
_deferring = App(connector=SyncPsycopgConnector())

STALLED_AFTER_SECONDS = 600

_sessions: sessionmaker[Session] | None = None


def bind(sessions: sessionmaker[Session]) -> None:
    """Give the jobs of this process their database."""
    global _sessions
    _sessions = sessions


@contextmanager
def transaction(scope: Scope) -> Iterator[Session]:
    """A session in `scope` for a job, committed when its block is done."""
    if _sessions is None:
        raise RuntimeError("jobs.bind was not called in this process")
    with db.transaction(_sessions, scope) as session:
        yield session


def defer(session: Session, task: Task[Any, Any, Any], **arguments: int | str) -> None:
    """Put `task` in the queue within the session's transaction: a rollback takes it out again."""
    connection = session.connection().connection.driver_connection
    _deferring.configure_task(
        task.name, queue=task.queue, lock=task.lock, queueing_lock=task.queueing_lock, connection=connection
    ).defer(**arguments)


def libpq_url(url: str) -> str:
    """`url` as libpq and psycopg know it, without SQLAlchemy's driver name."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@app.periodic(cron="*/5 * * * *")
@app.task(name="retry_stalled", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Give the jobs of a killed worker back to the queue; `timestamp` is the tick it runs for."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("job taken up again", extra={"job": job.id, "tick": timestamp})
        await manager.retry_job(job)


def run_worker(url: str, *, wait: bool = True) -> None:
    """Do jobs until told to stop (SIGINT, SIGTERM finish the running one); without `wait` until none is left."""
    connector = PsycopgConnector(conninfo=libpq_url(url), max_size=4)

    async def work() -> None:
        with app.replace_connector(connector) as worker:
            async with worker.open_async():
                await worker.run_worker_async(wait=wait, listen_notify=wait, delete_jobs="successful")

    asyncio.run(work())
