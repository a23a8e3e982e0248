"""The database: engines, and sessions that are held to a scope.

Services flush; whoever stands at the edge (a request, a job, a command) commits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from metro.kernel.scopes import Scope
from metro.kernel.tenancy import SCOPE, ScopedSession

POOL_SECONDS = 0.8  # a visitor hears within a second that it is busy


def make_engine(url: str, pool_size: int = 5) -> Engine:
    """An engine on `url`; nobody waits a second for a connection, three for a row, ten for a statement."""
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # an error that is logged names no person and no address
        connect_args={"connect_timeout": 3, "options": "-c statement_timeout=10s -c lock_timeout=3s"},
    )


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on `engine` whose objects stay readable after a commit; each wants a scope (`scoped`)."""
    return sessionmaker(engine, class_=ScopedSession, expire_on_commit=False)


def scoped(sessions: sessionmaker[Session], scope: Scope) -> Session:
    """A session that sees and writes what `scope` may, for as long as it lives."""
    return sessions(info={SCOPE: scope})


@contextmanager
def transaction(sessions: sessionmaker[Session], scope: Scope) -> Iterator[Session]:
    """One session in `scope`, committed at the end of the block, rolled back when the block fails."""
    with scoped(sessions, scope) as session, session.begin():
        yield session


def is_reachable(engine: Engine) -> bool:
    """Whether the database answers a question."""
    with engine.connect() as connection:
        return bool(connection.execute(text("select 1")).scalar_one())
