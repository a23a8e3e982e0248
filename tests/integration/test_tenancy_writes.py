"""The guard, alone, on writing: rows of others are not changed, not made and not given away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academies.companies.models import Team
from metro.accounts.models import Card, Credential, Membership, Person
from metro.kernel import audit, clock
from metro.kernel.audit import AuditEntry
from metro.kernel.embedded import Embedded
from metro.kernel.scopes import Scope
from metro.kernel.tenancy import OutOfScope
from tests.integration.owned_rows import (
    OWNED,
    Worlds,
    key_of,
    keys,
    made_worlds,
    model_of,
    owners_of,
    text_column,
    value_for,
)
from tests.isolation.worlds import World


@pytest.fixture(scope="module")
def ground(postgres: Embedded, engine: Engine) -> Iterator[Worlds]:
    """Two worlds on a superuser's connection: row-level security does not hold it, so that the guard stands alone."""
    with made_worlds(postgres.url("postgres", engine.url.database or "")) as worlds:
        yield worlds


@pytest.fixture
def worlds(ground: Worlds) -> Iterator[Worlds]:
    with ground.undone():
        yield ground


def stored(worlds: Worlds, name: str) -> str:
    """Every row of the table, as the database has it."""
    statement = f"select coalesce(string_agg(each::text, '|' order by each::text), '') from {name} as each"
    return str(worlds.connection.execute(text(statement)).scalar_one())


def _update(session: Session, name: str) -> None:
    session.execute(update(model_of(name)).values({text_column(name): value_for(name)}))


def _delete(session: Session, name: str) -> None:
    session.execute(delete(model_of(name)))


BULK: dict[str, Callable[[Session, str], object]] = {
    "an update of all": _update,
    "an update of one": lambda session, name: session.execute(
        update(model_of(name)).where(key_of(name).in_(THEIRS[name])).values({text_column(name): value_for(name)})
    ),
    "an update that tells": lambda session, name: session.execute(
        update(model_of(name)).values({text_column(name): value_for(name)}).returning(key_of(name))
    ),
    "an update by parameters": lambda session, name: session.execute(
        update(model_of(name)), {text_column(name): value_for(name)}
    ),
    "the older update": lambda session, name: session.query(model_of(name)).update(
        {text_column(name): value_for(name)}
    ),
    "a delete of one": lambda session, name: session.execute(
        delete(model_of(name)).where(key_of(name).in_(THEIRS[name]))
    ),
}  # fmt: skip
THEIRS: dict[str, set[Any]] = {}


@pytest.mark.parametrize("way", BULK)
@pytest.mark.parametrize("name", OWNED)
def test_a_statement_changes_no_row_of_another(worlds: Worlds, name: str, way: str) -> None:
    THEIRS[name] = keys(worlds.theirs, name)
    before = _theirs(worlds, name)
    for scope in worlds.scopes().values():
        with worlds.connection.begin_nested() as point:
            with worlds.session(scope) as session:
                BULK[way](session, name)
                session.commit()
            assert _theirs(worlds, name) == before
            point.rollback()


def _theirs(worlds: Worlds, name: str) -> list[str]:
    key = key_of(name).key
    rows = worlds.connection.execute(
        text(f"select each::text from {name} as each where each.{key} = any (:keys) order by 1"),
        {"keys": list(keys(worlds.theirs, name))},
    )
    return list(rows.scalars())


@pytest.mark.parametrize("name", OWNED)
def test_a_list_of_rows_to_change_is_refused(worlds: Worlds, name: str) -> None:
    key, column = key_of(name).key, text_column(name)
    changes = [{key: foreign, column: value_for(name)} for foreign in keys(worlds.theirs, name)]
    for scope in worlds.scopes().values():
        with worlds.session(scope) as session:
            with pytest.raises(OutOfScope):
                session.execute(update(model_of(name)), changes)
            with pytest.raises(OutOfScope):
                session.bulk_update_mappings(model_of(name).__mapper__, changes)
            with pytest.raises(OutOfScope):
                session.bulk_insert_mappings(model_of(name).__mapper__, changes)
            with pytest.raises(OutOfScope):
                session.bulk_save_objects([worlds.theirs.one(name)])


@pytest.mark.parametrize("name", OWNED)
def test_inserting_by_statement_is_refused(worlds: Worlds, name: str) -> None:
    for scope in worlds.scopes().values():
        for statement in (insert(model_of(name)), postgresql.insert(model_of(name)).on_conflict_do_nothing()):
            with worlds.session(scope) as session, pytest.raises(OutOfScope):
                session.execute(statement.values({text_column(name): value_for(name)}))


def _copy(world: World, name: str) -> Any:
    """A row as theirs, not stored yet."""
    model, row = model_of(name), world.one(name)
    columns = [c.name for c in model.__table__.columns if c.identity is None and c.name != "token_hash"]
    return model(**{column: getattr(row, column) for column in columns})


@pytest.mark.parametrize("name", [name for name in OWNED if not owners_of(name).is_append_only])
def test_a_new_row_of_another_is_refused(worlds: Worlds, name: str) -> None:
    for scope in (*worlds.scopes().values(), Scope()):
        with worlds.session(scope) as session:
            session.add(_copy(worlds.theirs, name))
            with pytest.raises(OutOfScope):
                session.flush()


@pytest.mark.parametrize("name", OWNED)
def test_a_row_keeps_its_owners(worlds: Worlds, name: str) -> None:
    """Neither the row as an object, nor a statement, gives it away, takes it, or moves it."""
    tried = 0
    for scope in worlds.scopes().values():
        for column in owners_of(name).columns:
            other = getattr(worlds.theirs.one(name), column) or worlds.theirs.id("academy")
            with worlds.session(scope) as session, pytest.raises(OutOfScope):
                session.execute(update(model_of(name)).values({column: other}))
            with worlds.session(scope) as session, pytest.raises(OutOfScope):
                session.execute(update(model_of(name)), {column: other})
            with worlds.session(scope) as session:
                row = session.scalars(select(model_of(name))).first()
                if row is None or key_of(name).key == column:
                    continue
                setattr(row, column, other)
                tried += 1
                with pytest.raises(OutOfScope):
                    session.flush()
    assert tried or owners_of(name).columns <= {key_of(name).key}  # the network office's own have none


def test_a_colleagues_row_is_not_made_ones_own(worlds: Worlds) -> None:
    """What somebody may read but not write does not become writable by taking it."""
    with worlds.sessions() as session:
        colleague = worlds.ours.add(session, "person")
        worlds.ours.add(session, "membership", person_id=colleague.id, academy_id=None)
        worlds.ours.add(session, "progress", person_id=colleague.id)
        session.commit()
    me, company = worlds.ours.id("person"), worlds.ours.id("company")
    with worlds.session(Scope(person=me, company=company)) as session:
        from lines.journeys.models import Progress

        row = session.get_one(Progress, colleague.id)
        row.stops_done = 0
        with pytest.raises(OutOfScope):
            session.flush()
        session.rollback()
        row = session.get_one(Progress, colleague.id)
        row.person_id = me
        with pytest.raises(OutOfScope):
            session.flush()


@pytest.mark.parametrize("name", ["membership", "invitation"])
def test_a_team_of_another_company_does_not_fit_the_key(worlds: Worlds, name: str) -> None:
    scope = Scope(person=worlds.ours.id("person"), company=worlds.ours.id("company"))
    with worlds.session(scope) as session:
        row = session.scalars(select(model_of(name))).first()
        assert row is not None
        row.team_id = worlds.theirs.id("team")
        with pytest.raises(IntegrityError, match="fk_"):
            session.flush()


def test_a_person_may_leave_and_change_nothing_else(worlds: Worlds) -> None:
    me = Scope(person=worlds.ours.id("person"))
    changes: tuple[dict[str, Any], ...] = (
        {"roles": ["manager"]}, {"roles": ["manager"], "ended_at": clock.now()}, {"team_id": None},
        {"job_profile": "directeur", "ended_at": clock.now()},
    )  # fmt: skip
    for change in changes:
        with worlds.session(me) as session:
            row = session.scalars(select(Membership)).one()
            for column, value in change.items():
                setattr(row, column, value)
            with pytest.raises(OutOfScope):
                session.flush()
    with worlds.session(me) as session:
        session.scalars(select(Membership)).one().ended_at = clock.now()
        session.commit()
    for value in (None, clock.now()):
        with worlds.session(me) as session:
            session.scalars(select(Membership)).one().ended_at = value
            with pytest.raises(OutOfScope):
                session.flush()
    with worlds.session(me) as session:
        session.add(_copy(worlds.theirs, "membership"))
        session.new.__iter__().__next__().person_id = worlds.ours.id("person")
        session.new.__iter__().__next__().ended_at = clock.now()
        with pytest.raises(OutOfScope):
            session.flush()


def test_an_audit_entry_is_added_and_never_changed(worlds: Worlds) -> None:
    me, company = worlds.ours.id("person"), worlds.ours.id("company")
    with worlds.session(Scope(person=me, company=company)) as session:
        audit.record(session, "company:team:rename", actor=me, company=company)
        session.commit()
        before = stored(worlds, "audit_entry")
        assert session.execute(delete(AuditEntry)).rowcount == 0  # type: ignore[attr-defined]  # a cursor's
        assert session.execute(update(AuditEntry).values(verb="x")).rowcount == 0  # type: ignore[attr-defined]  # the same
        for entry in session.scalars(select(AuditEntry)):
            entry.verb = "company:home:read"
        with pytest.raises(OutOfScope):
            session.flush()
        session.rollback()
        session.delete(session.scalars(select(AuditEntry)).first())
        with pytest.raises(OutOfScope):
            session.flush()
    assert stored(worlds, "audit_entry") == before


def test_who_looks_along_sees_nothing_private_and_writes_nothing(worlds: Worlds) -> None:
    looking = Scope(person=worlds.ours.id("person"), is_viewing=True)
    with worlds.session(looking) as session:
        assert session.scalars(select(Person)).one().id == worlds.ours.id("person")
        for name in OWNED:
            if owners_of(name).is_private:
                assert session.scalars(select(model_of(name))).all() == []
            before = stored(worlds, name)
            BULK["an update of all"](session, name)
            _delete(session, name)
            assert stored(worlds, name) == before
        session.scalars(select(Person)).one().name = "Iemand anders"
        with pytest.raises(OutOfScope):
            session.flush()
        session.rollback()
        audit.record(session, "account:profile:edit", actor=looking.person)
        with pytest.raises(OutOfScope):
            session.flush()


def test_a_view_ends_with_the_place(worlds: Worlds) -> None:
    """The organisation's view ends at the moment that stands there; the person keeps the row."""
    person, company = worlds.ours.id("person"), worlds.ours.id("company")
    view = Scope(company=company)
    with worlds.session(view) as session:
        assert {row.id for row in session.scalars(select(Membership))} == set(worlds.ours.ids("membership"))
        assert person in {row.id for row in session.scalars(select(Person))}
    with worlds.sessions() as session:
        for membership in session.scalars(select(Membership).where(Membership.company_id == company)):
            membership.ended_at = clock.now()
        session.commit()
    with worlds.session(view) as session:
        assert session.scalars(select(Membership)).all() == []
        assert session.scalars(select(Person)).all() == []
    with worlds.session(Scope(person=person)) as session:
        assert len(session.scalars(select(Membership)).all()) == 1


def test_colleagues_see_a_name_and_nothing_that_opens_a_door(worlds: Worlds) -> None:
    with worlds.session(Scope(company=worlds.ours.id("company"))) as session:
        assert session.scalars(select(Person)).one().name == worlds.ours.one("person").name
        for name in ("credential", "recovery_code", "login_session", "mail_link", "scan"):
            assert session.scalars(select(model_of(name))).all() == []
        session.scalars(select(Person)).one().name = "Anders"
        with pytest.raises(OutOfScope):
            session.flush()
        session.rollback()
        assert session.execute(update(Credential).values(email=None)).rowcount == 0  # type: ignore[attr-defined]  # a cursor's
        assert session.scalars(select(Card)).all() != []
        assert session.scalars(select(Team)).all() != []
