"""Two peopled worlds on a real database, and an application that forgets what each request did."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from metro.kernel import scopes
from metro.kernel.scopes import system
from metro.kernel.tenancy import ScopedSession, guard
from tests.isolation.worlds import World, make_world, owned_models

THEIR_IDS, NEVER = 7_000_000, 8_000_000
ROLES: dict[str, tuple[str | None, list[str]]] = {
    "learner": ("company_id", ["learner"]),
    "viewer": ("company_id", ["viewer"]),
    "manager": ("company_id", ["manager"]),
    "academy-owner": ("academy_id", ["academy-owner"]),
    "academy-editor": ("academy_id", ["academy-editor"]),
    "network-office": (None, ["network-office"]),
    "operator": (None, ["operator"]),
}


class ToldAgain(ScopedSession):
    """Sessions that share a connection tell their scope before each statement: another may have spoken since."""


def _tell(state: ORMExecuteState) -> None:
    guard.tell_database(state.session, None, state.session.connection())


def _tell_before_flush(session: Session, _context: object, _rows: object) -> None:
    guard.tell_database(session, None, session.connection())


class Unheld(Session):
    """The same without the guard: nothing but the database holds it."""


for kind in (ToldAgain, Unheld):
    event.listen(kind, "do_orm_execute", _tell)
    event.listen(kind, "before_flush", _tell_before_flush)
event.listen(Unheld, "after_begin", guard.tell_database)


def number_from(connection: Connection, first: int) -> None:
    """Let the ids of the rows to come begin at `first`, so that they can be told in a page."""
    for name, (model, _owners) in owned_models().items():
        for column in model.__table__.columns:
            if column.identity is not None:
                connection.execute(text(f"alter table {name} alter column {column.name} restart with {first}"))


def people(session: Session, world: World) -> None:
    """Somebody in every role, signed in, with everything that people have."""
    for role, (place, roles) in ROLES.items():
        person = world.add(session, "person").id
        here: dict[str, int | None] = {"company_id": None, "academy_id": None, "team_id": None}
        if place == "company_id":
            here |= {"company_id": world.id("company"), "team_id": world.id("team")}
        elif place == "academy_id":
            here |= {"academy_id": world.id("academy")}
        world.add(session, "membership", person_id=person, roles=roles, **here)
        world.add(session, "credential", person_id=person)
        world.add(session, "progress", person_id=person)
        world.add(session, "scan", person_id=person, token_hash=None)
        secret = world.secrets[role] = f"sessie-{role}-van-wereld-{world.mark}"
        world.add(
            session, "login_session", person_id=person, has_second_factor=True,
            token_hash=hashlib.sha256(secret.encode()).digest(),
        )  # fmt: skip


@dataclass
class Stage:
    """The application, our world, and the other one."""

    app: Flask
    engine: Engine
    ours: World
    theirs: World
    sums: dict[str, str] = field(default_factory=dict)
    kind: type[Session] = ToldAgain
    hashes: frozenset[str] = frozenset()

    @contextmanager
    def scene(self, role: str) -> Iterator[tuple[FlaskClient, Connection]]:
        """A browser in `role`; whatever its requests commit is gone after the block."""
        with self.engine.connect() as connection, connection.begin() as outer:
            self.app.extensions["metro.sessions"] = sessionmaker(
                connection, class_=self.kind, join_transaction_mode="create_savepoint", expire_on_commit=False
            )
            client = FlaskClient(self.app, self.app.response_class, use_cookies=True)
            if role != "visitor":
                client.set_cookie("session", self.ours.secrets[role])
            yield client, connection
            outer.rollback()

    def changed(self, connection: Connection) -> set[str]:
        """The tables in which the other world is not what it was; asked only of a transaction that wrote anything."""
        if connection.exec_driver_sql("select pg_current_xact_id_if_assigned()").scalar_one() is None:
            return set()
        return {name for name, value in self.checksums(connection).items() if value != self.sums[name]}

    def checksums(self, connection: Connection) -> dict[str, str]:
        """What the rows of the other world are worth, table by table; new ones that name it count."""
        connection.exec_driver_sql(scopes.SET_SCOPE, system("checksum").settings())
        owners = {kind: [self.theirs.id(kind)] for kind in ("company", "academy")}
        owners["person"] = self.theirs.ids("person")
        parts = []
        for name, (_model, owned) in owned_models().items():
            held = {getattr(owned, kind): ids for kind, ids in owners.items() if getattr(owned, kind)}
            which = held or self._keys_of(name)  # the network office's own
            parts.append(
                f"select '{name}', md5(coalesce(string_agg(each::text, '|' order by each::text), '')) from {name} each"
                " where " + " or ".join(f"{column} in ({', '.join(map(repr, ids))})" for column, ids in which.items())
            )
        return {row[0]: row[1] for row in connection.exec_driver_sql(" union all ".join(parts))}

    def _keys_of(self, name: str) -> dict[str, list[int | str]]:
        """The primary key of a table, and those of the other world's rows in it."""
        [key] = owned_models()[name][0].__mapper__.primary_key
        return {key.name: [getattr(row, key.name) for row in self.theirs.rows[name]]}

    def shown(self, answer: str, asked: str) -> set[str]:
        """The kinds of rows whose texts of the other world stand in `answer`; a hash not `asked` is a secret."""
        kinds = {kind.replace("-", "_") for kind in re.findall(rf"kanarie-([a-z-]+)-{self.theirs.mark}\d", answer)}
        stolen = {each for each in self.hashes if each in answer and each not in asked}
        return kinds | ({"geheim"} if stolen else set())


def set_up(app: Flask, engine: Engine, mighty: Engine) -> Stage:
    """Both worlds, committed."""
    sessions = sessionmaker(mighty, class_=ScopedSession, expire_on_commit=False, info={"scope": system("test")})
    worlds = []
    for mark, first in (("a", 1000), ("b", THEIR_IDS)):
        with mighty.begin() as connection:
            number_from(connection, first)
        with sessions() as session:
            worlds.append(make_world(session, mark))
            people(session, worlds[-1])
            session.commit()
    stage = Stage(app, engine, worlds[0], worlds[1])
    stage.hashes = hashes_of(stage.theirs)
    with stage.scene("visitor") as (_client, connection):
        stage.sums = stage.checksums(connection)
    return stage


def hashes_of(world: World) -> frozenset[str]:
    """The stored hashes of the secrets of `world`, as they might be written in a page."""
    values = (getattr(row, column.key) for rows in world.rows.values() for row in rows
              for column in type(row).__mapper__.column_attrs)  # fmt: skip
    hashes = [value for value in values if isinstance(value, bytes)]
    return frozenset(f(value) for value in hashes for f in (bytes.hex, lambda each: b64encode(each).decode()))
