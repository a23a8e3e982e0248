"""The database: one declarative base, engines and sessions.

Services flush; whoever stands at the edge (a request, a job, a command) commits. Constraint names follow one
convention, so that migrations can name what they drop.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import DateTime, Engine, MetaData, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table. Moments are stored with their time zone."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy reads a plain dict here


def make_engine(url: str, pool_size: int = 5) -> Engine:
    """An engine on `url`; a request never waits longer than 3 s for a connection, nor a statement longer than 10 s."""
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=3,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 3, "options": "-c statement_timeout=10s -c lock_timeout=3s"},
    )


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions on `engine` whose objects stay readable after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One session, committed at the end of the block, rolled back when the block fails."""
    with sessions() as session, session.begin():
        yield session


def is_reachable(engine: Engine) -> bool:
    """Whether the database answers a question."""
    with engine.connect() as connection:
        return bool(connection.execute(text("select 1")).scalar_one())
