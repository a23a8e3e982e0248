"""The database, alone: with the guard out of the way, PostgreSQL shows and takes only what the scope may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from metro.database import Addresses, refuse_mighty_role
from metro.kernel import clock, scopes
from metro.kernel.db import make_engine
from metro.kernel.embedded import Embedded
from metro.kernel.errors import Unavailable
from metro.kernel.scopes import Scope, system
from tests.integration.owned_rows import OWNED, Worlds, key_of, keys, made_worlds, model_of, owners_of, text_column
from tests.integration.owned_rows import value_for as new_value
from tests.isolation.worlds import World


@pytest.fixture(scope="module")
def ground(engine: Engine) -> Iterator[Worlds]:
    """Two worlds, as the application's own role."""
    with made_worlds(engine.url.render_as_string(hide_password=False)) as worlds:
        yield worlds


@pytest.fixture
def worlds(ground: Worlds) -> Iterator[Worlds]:
    with ground.undone():
        yield ground


@contextmanager
def acting(worlds: Worlds, scope: Scope) -> Iterator[Connection]:
    """The connection, told of `scope` and of nothing else, until the end of the block, which is taken back."""
    with worlds.connection.begin_nested() as point:
        worlds.connection.exec_driver_sql(scopes.SET_SCOPE, scope.settings())
        yield worlds.connection
        point.rollback()


def seen(connection: Connection, name: str) -> set[Any]:
    return set(connection.execute(text(f"select {key_of(name).key} from {name}")).scalars())


def _all_scopes(worlds: Worlds) -> list[Scope]:
    person, company = worlds.ours.id("person"), worlds.ours.id("company")
    return [
        *worlds.scopes().values(), Scope(is_office=True), Scope(person=person, is_viewing=True),
        Scope(person=person, company=company, is_viewing=True), Scope(), system("test"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", OWNED)
def test_the_database_shows_exactly_what_the_guard_shows(worlds: Worlds, name: str) -> None:
    for scope in _all_scopes(worlds):
        with worlds.session(scope) as session:
            by_the_guard = set(session.scalars(select(key_of(name))))
        with acting(worlds, scope) as connection:
            assert seen(connection, name) == by_the_guard, scope


@pytest.mark.parametrize("name", [name for name in OWNED if not owners_of(name).is_shared])
def test_raw_sql_shows_no_row_of_another(worlds: Worlds, name: str) -> None:
    key, foreign = key_of(name).key, next(iter(keys(worlds.theirs, name)))
    for scope in worlds.scopes().values():
        with acting(worlds, scope) as connection:
            assert not seen(connection, name) & keys(worlds.theirs, name)
            for question in (
                f"select count(*) from {name} where {key} = :id",
                f"select count(*) from (select {key} from {name} union all select {key} from {name}) where {key} = :id",
                f"with w as (select * from {name}) select count(*) from w where {key} = :id",
                f"select count(*) from {name} a join {name} b using ({key}) where {key} = :id",
                f"select (select exists (select from {name} where {key} = :id))::int",
            ):
                assert connection.execute(text(question), {"id": foreign}).scalar_one() == 0


def _stored(worlds: Worlds, world: World, name: str) -> list[str]:
    worlds.connection.exec_driver_sql(scopes.SET_SCOPE, system("test").settings())
    statement = text(f"select each::text from {name} each where {key_of(name).key} = any (:keys) order by 1")
    return list(worlds.connection.execute(statement, {"keys": list(keys(world, name))}).scalars())


@pytest.mark.parametrize("name", OWNED)
def test_raw_sql_changes_and_deletes_no_row_of_another(worlds: Worlds, name: str) -> None:
    key, before = key_of(name).key, _stored(worlds, worlds.theirs, name)
    parameters = {"new": new_value(name), "keys": list(keys(worlds.theirs, name))}
    for scope in (*worlds.scopes().values(), Scope()):
        for statement in (
            f"update {name} set {text_column(name)} = :new where {key} = any (:keys)",
            f"delete from {name} where {key} = any (:keys)",
        ):
            with worlds.connection.begin_nested() as point:
                worlds.connection.exec_driver_sql(scopes.SET_SCOPE, scope.settings())
                try:
                    assert worlds.connection.execute(text(statement), parameters).rowcount == 0
                except ProgrammingError as error:
                    assert "permission denied" in str(error)
                    point.rollback()
                else:
                    assert _stored(worlds, worlds.theirs, name) == before
                    point.rollback()


def _fresh(column: Any, value: Any) -> Any:
    """`value`, or another where it has to be the only one."""
    kind = column.type.python_type
    return b"z" * 32 if kind is bytes and value else f"{value}-2" if column.name in ("name", "slug", "email") else value


@pytest.mark.parametrize("name", [name for name in OWNED if not owners_of(name).is_append_only])
def test_raw_sql_makes_no_row_of_another_and_gives_none_away(worlds: Worlds, name: str) -> None:
    table, row = model_of(name).__table__, worlds.theirs.one(name)
    columns = [c.name for c in table.columns if c.identity is None]
    owners = [owners_of(name).person, owners_of(name).company, owners_of(name).academy]
    for scope in (*worlds.scopes().values(), Scope(), Scope(person=worlds.ours.id("person"), is_viewing=True)):
        with pytest.raises(ProgrammingError, match="row-level security"), acting(worlds, scope) as connection:
            connection.execute(table.insert().values({c: _fresh(table.columns[c], getattr(row, c)) for c in columns}))
        for column in filter(None, owners):
            if table.columns[column].primary_key or getattr(row, column) is None:
                continue
            with acting(worlds, scope) as connection:
                try:
                    with connection.begin_nested():
                        connection.execute(table.update().values({column: getattr(row, column)}))
                except (ProgrammingError, IntegrityError):
                    pass
                else:
                    assert keys(worlds.ours, name) <= seen(connection, name) or not seen(connection, name)


def test_a_company_ends_a_place_and_no_longer_sees_it(worlds: Worlds) -> None:
    company = worlds.ours.id("company")
    with worlds.session(Scope(person=worlds.ours.id("person") + 10**6, company=company)) as session:
        row = session.scalars(select(model_of("membership")).limit(1)).one()
        row.ended_at = clock.now()
        session.flush()
        session.commit()
        assert session.scalars(select(model_of("membership"))).all() == []
    with worlds.sessions() as session:
        session.get_one(model_of("membership"), row.id).ended_at = clock.now() - timedelta(hours=1)
        session.commit()
    with acting(worlds, Scope(company=company)) as connection:
        assert row.id not in seen(connection, "membership")


def test_a_person_may_leave_and_change_nothing_else(worlds: Worlds) -> None:
    me = Scope(person=worlds.ours.id("person"))
    mine = f"where id = {worlds.ours.id('membership')}"
    for change in ("roles = '{manager}'", "roles = '{manager}', ended_at = now()", "ended_at = null",
                   "job_profile = null, ended_at = now() + interval '1 year'"):  # fmt: skip
        with pytest.raises(DBAPIError), acting(worlds, me) as connection:
            assert connection.execute(text(f"update membership set {change} {mine}")).rowcount == 0
            raise IntegrityError(change, {}, ValueError("no row was changed, which is as good"))
    with acting(worlds, me) as connection:
        assert connection.execute(text(f"update membership set ended_at = now() {mine}")).rowcount == 1


def test_every_owned_table_holds_its_owner_too(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(text("select relname, relrowsecurity, relforcerowsecurity from pg_class"))
        held = {row.relname: (row.relrowsecurity, row.relforcerowsecurity) for row in rows}
    assert {name: held[name] for name in OWNED} == dict.fromkeys(OWNED, (True, True))


def test_the_scope_is_gone_after_the_transaction_and_a_rolled_back_savepoint(engine: Engine) -> None:
    own = create_engine(engine.url, pool_size=1, max_overflow=0)
    asks = text("select array[" + ", ".join(f"current_setting('app.{n}', true)" for n in scopes.SETTINGS) + "]")
    values = Scope(1, 2, 3, is_office=True, tokens=(b"x" * 32,), reason="test", is_viewing=True).settings()
    with own.connect() as connection:
        backend = connection.execute(text("select pg_backend_pid()")).scalar_one()
        point = connection.begin_nested()
        connection.exec_driver_sql(scopes.SET_SCOPE, values)
        assert list(connection.execute(asks).scalar_one()) == list(values)
        point.rollback()
        assert set(connection.execute(asks).scalar_one()) <= {None, ""}
        connection.exec_driver_sql(scopes.SET_SCOPE, values)
        connection.commit()
        assert set(connection.execute(asks).scalar_one()) <= {None, ""}
        for name in OWNED:
            if not owners_of(name).is_shared:
                assert seen(connection, name) == set()
    with own.connect() as connection:
        assert connection.execute(text("select pg_backend_pid()")).scalar_one() == backend
        assert set(connection.execute(asks).scalar_one()) <= {None, ""}
    own.dispose()


FORBIDDEN = (
    "truncate person", "create table mine (id int)", "drop table person",
    "alter table person disable row level security",
    "alter table person no force row level security", "drop policy reads on person", "set role metro_operator",
    "set role metro_owner", "set session authorization postgres", "create policy mine on person using (true)",
    "alter role metro_app bypassrls", "update audit_entry set verb = 'x'", "delete from audit_entry",
    "truncate audit_entry", "update network_version set digest = 'x'", "delete from alembic_version",
    "create function f() returns int language sql security definer as 'select 1'",
    "alter function scope_person() security definer", "grant metro_operator to metro_app",
    "set row_security = off; select * from person",
)  # fmt: skip


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_do_nothing_to_the_rules(worlds: Worlds, statement: str) -> None:
    with pytest.raises(DBAPIError), acting(worlds, system("test")) as connection:
        connection.exec_driver_sql(statement)


def test_the_owner_sees_nothing_until_it_becomes_the_operator(own_addresses: Addresses, own_world: World) -> None:
    engine = create_engine(own_addresses.owner or "", poolclass=NullPool)
    with engine.connect() as connection:
        for name in OWNED:
            if not owners_of(name).is_shared:
                assert seen(connection, name) == set(), name
        connection.execute(text("set local role metro_operator"))
        for name in OWNED:
            assert seen(connection, name) == keys(own_world, name)


@pytest.fixture
def own_world(own_addresses: Addresses) -> World:
    from lines.network import service as network
    from lines.network.content import demo_catalogue
    from metro.kernel.db import make_sessions, transaction
    from tests.isolation.worlds import make_world

    with transaction(make_sessions(create_engine(own_addresses.app, poolclass=NullPool)), system("test")) as session:
        network.publish(session, demo_catalogue())
        return make_world(session, "a")


def test_the_application_refuses_to_start_as_a_mighty_role(postgres: Embedded, engine: Engine) -> None:
    name = engine.url.database or ""
    for role in ("postgres", "metro_owner"):
        mighty = make_engine(postgres.url(role, name), 1)
        with pytest.raises(Unavailable):
            refuse_mighty_role(mighty)
        mighty.dispose()
    refuse_mighty_role(engine)
