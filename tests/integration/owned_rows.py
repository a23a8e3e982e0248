"""Two worlds with a row of each in every owned table, and the scopes of the first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

from metro.kernel import clock
from metro.kernel.db import scoped
from metro.kernel.ownership import Owners
from metro.kernel.scopes import Scope, system
from metro.kernel.tables import Base
from metro.kernel.tenancy import SCOPE, ScopedSession
from tests.isolation.worlds import World, make_world, owned_models

OWNED = owned_models()
NAMES = [name for name in OWNED if not OWNED[name][1].is_shared]


@dataclass(frozen=True)
class Worlds:
    """Ours and theirs, and where sessions come from."""

    ours: World
    theirs: World
    sessions: sessionmaker[Session]

    def scopes(self) -> dict[str, Scope]:
        """Every scope that somebody of our world can have, but for the network office."""
        person, company, academy = (self.ours.id(kind) for kind in ("person", "company", "academy"))
        tokens = tuple(getattr(self.ours.rows["scan"][0], name) or b"" for name in ("token_hash",))
        return {
            "public": Scope(tokens=tokens),
            "person": Scope(person=person, tokens=tokens),
            "company": Scope(person=person, company=company),
            "academy": Scope(person=person, academy=academy),
        }

    connection: Connection

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is committed within the block is taken back."""
        kept = {
            world.mark: {name: list(rows) for name, rows in world.rows.items()} for world in (self.ours, self.theirs)
        }
        with self.connection.begin_nested() as point:
            yield
            point.rollback()
        self.ours.rows, self.theirs.rows = kept[self.ours.mark], kept[self.theirs.mark]

    def session(self, scope: Scope) -> Session:
        """A session of our world."""
        return scoped(self.sessions, scope)


@contextmanager
def made_worlds(url: str) -> Iterator[Worlds]:
    """Two worlds in one transaction on the database at `url`, rolled back after the block."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection, connection.begin() as outer:
        sessions: sessionmaker[Session] = sessionmaker(
            connection, class_=ScopedSession, join_transaction_mode="create_savepoint", expire_on_commit=False,
            info={SCOPE: system("test")},
        )  # fmt: skip
        with sessions() as session:
            worlds = Worlds(make_world(session, "a"), make_world(session, "b"), sessions, connection)
            session.commit()
        yield worlds
        outer.rollback()


def model_of(name: str) -> type[Any]:
    """The model of the table `name`."""
    return OWNED[name][0]


def owners_of(name: str) -> Owners:
    """Who owns its rows."""
    return OWNED[name][1]


def key_of(name: str) -> Any:
    """Its primary key's attribute."""
    model: type[Base] = model_of(name)
    return getattr(model, model.__mapper__.primary_key[0].key or "")


def keys(world: World, name: str) -> set[Any]:
    """The primary keys of a world's rows."""
    return {getattr(row, key_of(name).key) for row in world.rows[name]}


def text_column(name: str) -> str:
    """A column of the table that nothing hangs on, to write in."""
    columns = model_of(name).__table__.columns
    owners = owners_of(name).columns
    plain = [c for c in columns if c.name not in owners and not c.primary_key and not c.foreign_keys]
    kinds = {str: 0, int: 1, datetime: 2}
    fit = [c for c in plain if c.type.python_type in kinds and c.name not in ("language", "purpose", "answer")]
    return str(min(fit, key=lambda c: kinds[c.type.python_type]).name)


def value_for(name: str) -> Any:
    """Something to write there."""
    column = model_of(name).__table__.columns[text_column(name)]
    kind = column.type.python_type
    return (
        3 if kind is int else "12345678" if column.name == "kvk_number" else "veranderd" if kind is str else clock.now()
    )
