"""The guard, alone: what a session reads is its scope's, however it is asked. The database holds nothing back here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, Select, exists, func, select, text, union
from sqlalchemy.orm import DeclarativeBase, Session, aliased

from lines.maps.models import MapLayoutRow
from metro.accounts.models import Person
from metro.kernel import clock
from metro.kernel.embedded import Embedded
from metro.kernel.scopes import Scope
from metro.kernel.tenancy import SCOPE, NoScope, OutOfScope, owners_of
from tests.integration.owned_rows import NAMES, OWNED, Worlds, key_of, keys, made_worlds, model_of

Reading = Callable[[Session, str], list[Any]]


@pytest.fixture(scope="module")
def ground(postgres: Embedded, engine: Engine) -> Iterator[Worlds]:
    """Two worlds on a superuser's connection: row-level security does not hold it, so that the guard stands alone."""
    with made_worlds(postgres.url("postgres", engine.url.database or "")) as worlds:
        yield worlds


@pytest.fixture
def worlds(ground: Worlds) -> Iterator[Worlds]:
    with ground.undone():
        yield ground


def _aliased(name: str) -> tuple[Any, Any]:
    other = aliased(model_of(name))
    return other, getattr(other, key_of(name).key)


def _all(session: Session, statement: Select[Any]) -> list[Any]:
    return list(session.execute(statement).scalars())


def _keys(name: str, rows: Iterable[Any]) -> list[Any]:
    return [getattr(row, key_of(name).key) for row in rows]


def _joined(session: Session, name: str) -> list[Any]:
    _other, key = _aliased(name)
    return _all(session, select(key).join(model_of(name), key_of(name) == key))


def _joined_to_an_alias(session: Session, name: str) -> list[Any]:
    other, key = _aliased(name)
    return _all(session, select(key).select_from(model_of(name)).join(other, key_of(name) == key))


def _cross_joined(session: Session, name: str) -> list[Any]:
    _other, key = _aliased(name)
    return _all(session, select(key).outerjoin(model_of(name), key_of(name) != key))


READINGS: dict[str, Reading] = {
    "objects": lambda session, name: _keys(name, session.scalars(select(model_of(name)))),
    "columns": lambda session, name: _all(session, select(key_of(name))),
    "an alias": lambda session, name: _all(session, select(_aliased(name)[1])),
    "a join": _joined,
    "a join of an alias": _joined_to_an_alias,
    "an outer join": _cross_joined,
    "a subquery": lambda session, name: _all(session, select(select(key_of(name).label("k")).subquery().c.k)),
    "a common table expression": lambda session, name: _all(session, select(select(key_of(name).label("k")).cte().c.k)),
    "an alias of a subquery": lambda session, name: [
        getattr(row, key_of(name).key)
        for row in session.scalars(select(aliased(model_of(name), select(model_of(name)).subquery())))
    ],
    "a scalar subquery": lambda session, name: _all(session, select(func.array_agg(key_of(name))))[0] or [],
    "a nested scalar subquery": lambda session, name: _all(
        session, select(select(func.array_agg(key_of(name))).scalar_subquery())
    )[0] or [],
    "the older query": lambda session, name: _keys(name, session.query(model_of(name))),
    "the older query of a column": lambda session, name: [key for (key,) in session.query(key_of(name))],
    "a window": lambda session, name: _all(session, select(key_of(name)).add_columns(func.count().over())),
}  # fmt: skip


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", NAMES)
def test_no_way_of_asking_shows_a_row_of_another(worlds: Worlds, name: str, reading: str) -> None:
    seen: set[Any] = set()
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            seen |= set(READINGS[reading](session, name))
    assert not seen & keys(worlds.theirs, name)
    assert seen & keys(worlds.ours, name) or not OWNED[name][1].columns  # the network office's own


def test_an_alias_is_held_to_the_scope_of_each_statement_though_its_text_is_kept(worlds: Worlds) -> None:
    for world in (worlds.ours, worlds.theirs, worlds.ours):
        with worlds.session(Scope(person=world.id("person"), company=world.id("company"))) as session:
            assert set(_joined_to_an_alias(session, "person")) == keys(world, "person")
            assert set(_joined_to_an_alias(session, "team")) == keys(world, "team")


COUNTS: dict[str, Callable[[str], Select[Any]]] = {
    "count of rows": lambda name: select(func.count()).select_from(model_of(name)),
    "count of a column": lambda name: select(func.count(key_of(name))),
    "count of a distinct column": lambda name: select(func.count(key_of(name).distinct())),
    "count of a subquery": lambda name: select(func.count()).select_from(select(model_of(name)).subquery()),
}


@pytest.mark.parametrize("way", COUNTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_count_counts_the_scopes_own(worlds: Worlds, name: str, way: str) -> None:
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            visible = len(list(session.scalars(select(model_of(name)))))
            assert (session.scalar(COUNTS[way](name)) or 0) == visible <= len(keys(worlds.ours, name))


@pytest.mark.parametrize("name", NAMES)
def test_the_row_of_another_does_not_exist(worlds: Worlds, name: str) -> None:
    foreign = next(iter(keys(worlds.theirs, name)))
    is_it = key_of(name) == foreign
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            assert session.scalar(exists(key_of(name)).where(is_it).select()) is False
            assert session.scalar(select(select(key_of(name)).where(is_it).exists())) is False
            assert session.get(model_of(name), foreign) is None
            assert session.get(model_of(name), foreign, with_for_update=True) is None
            condition = select(Person.id).where(select(key_of(name)).where(is_it).exists())
            assert _all(session, condition) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_union_is_held_or_refused(worlds: Worlds, name: str) -> None:
    both = union(select(key_of(name).label("k")), select(key_of(name).label("k")))
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            with pytest.raises(OutOfScope):
                session.execute(both)
            with pytest.raises(OutOfScope):
                session.scalars(
                    select(model_of(name)).from_statement(select(model_of(name)).union(select(model_of(name))))
                )
            nested = _nested_union(session, name)
            assert not nested & keys(worlds.theirs, name)


def _nested_union(session: Session, name: str) -> set[Any]:
    both = union(select(key_of(name).label("k")), select(key_of(name).label("k"))).subquery()
    try:
        return set(session.scalars(select(both.c.k)))
    except OutOfScope:
        return set()


@pytest.mark.parametrize("name", NAMES)
def test_refreshing_and_expiring_ask_again_in_scope(worlds: Worlds, name: str) -> None:
    """A row that left the scope meanwhile is gone for the session that holds it."""
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            for row in session.scalars(select(model_of(name))):
                session.refresh(row)
                session.expire(row)
                assert getattr(row, key_of(name).key) in keys(worlds.ours, name)


CORE: dict[str, Callable[[str], Any]] = {
    "an existence of no model": lambda name: select(exists().where(key_of(name) == 1)),
    "a window of no model": lambda name: select(func.count(key_of(name)).over()),
    "text": lambda name: text(f"select * from {name}"),
    "text for a model": lambda name: select(model_of(name)).from_statement(text(f"select * from {name}")),
    "text in a condition": lambda name: select(MapLayoutRow.network_number).where(text(f"exists (select from {name})")),
    "the table": lambda name: select(model_of(name).__table__),
    "a count of the table": lambda name: select(func.count()).select_from(model_of(name).__table__),
    "a column of the table": lambda name: select(model_of(name).__table__.c[key_of(name).key]),
    "the table beside a model": lambda name: select(
        MapLayoutRow.network_number, model_of(name).__table__.c[key_of(name).key]
    ),
    "the table in a condition": lambda name: select(MapLayoutRow.network_number).where(
        exists(select(model_of(name).__table__).where(model_of(name).__table__.c[key_of(name).key] == 1))
    ),
    "the table in a subquery": lambda name: select(MapLayoutRow.network_number).where(
        exists(select(model_of(name).__table__))
    ),
    "an update of the table": lambda name: model_of(name).__table__.update().values({key_of(name).key: 1}),
    "a delete from the table": lambda name: model_of(name).__table__.delete(),
    "an insert into the table": lambda name: model_of(name).__table__.insert().values({key_of(name).key: 1}),
    "a table by name": lambda name: select(_by_name(name)),
    "a table by name in a condition": lambda name: select(MapLayoutRow.network_number).where(
        exists(select(_by_name(name)))
    ),
    "a delete from a table by name": lambda name: _by_name(name).delete(),
}


def _by_name(name: str) -> Any:
    from sqlalchemy import column, table

    return table(name, column(key_of(name).key))


@pytest.mark.parametrize("way", CORE)
@pytest.mark.parametrize("name", OWNED)
def test_what_the_guard_cannot_read_is_refused(worlds: Worlds, name: str, way: str) -> None:
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session, pytest.raises(OutOfScope):
            session.execute(CORE[way](name))


def test_a_session_without_a_scope_does_nothing(worlds: Worlds) -> None:
    with worlds.sessions(info={SCOPE: None}) as session:
        for name in OWNED:
            with pytest.raises(NoScope):
                session.execute(select(model_of(name)))
        session.add(Person(name="x", language="nl", created_at=clock.now()))
        with pytest.raises(NoScope):
            session.flush()


def test_a_model_that_names_no_owners_and_no_reason_is_refused() -> None:
    class Nameless(DeclarativeBase):
        """A base of its own: a table of ours would stay in the registry for the tests after this one."""

    with pytest.raises(NoScope, match="Nameless"):
        owners_of(Nameless)  # type: ignore[arg-type]  # what it is asked of is what has to be refused


def test_a_scope_cannot_be_changed(worlds: Worlds) -> None:
    with pytest.raises(AttributeError):
        worlds.scopes()["person"].person = worlds.theirs.id("person")  # type: ignore[misc]  # that is the question
