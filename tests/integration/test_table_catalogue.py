"""Each table stands under the policies that its owners ask for, or says why nobody owns its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, ForeignKeyConstraint, NullPool, Table, create_engine, text

from metro.kernel.embedded import Embedded
from metro.migrations.policies import protect
from tests.isolation.worlds import models, owned_models

OWNED = owned_models()
NOT_OURS = {
    "alembic_version": "which migrations ran; the application may only read it",
    "procrastinate_jobs": "the queue: job arguments are ids, and a job acts for the program itself",
    "procrastinate_events": "what happened to a job",
    "procrastinate_periodic_defers": "when a periodic job was last asked for",
    "procrastinate_workers": "the heartbeats of workers",
}
POLICIES = (
    "select policyname, permissive, roles, cmd, qual, with_check from pg_policies where tablename = :name order by 1"
)
TRIGGERS = "select pg_get_triggerdef(oid) from pg_trigger where tgrelid = cast(:name as regclass) and not tgisinternal"


@pytest.fixture
def connection(postgres: Embedded, engine: Engine) -> Iterator[Connection]:
    """A superuser's connection, whose work is taken back."""
    owner = create_engine(postgres.url("postgres", engine.url.database or ""), poolclass=NullPool)
    with owner.connect() as connection, connection.begin() as outer:
        yield connection
        outer.rollback()


def test_every_table_is_owned_or_says_why_not(connection: Connection) -> None:
    kinds = (
        "select relname from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace"
    )
    there = set(connection.execute(text(kinds)).scalars())
    unowned = {name for name, model in models().items() if name not in OWNED and vars(model).get("__unowned__")}
    assert there == {*OWNED, *unowned, *NOT_OURS}
    assert set(models()) == {*OWNED, *unowned}


def _rules(connection: Connection, table: str, name: str) -> list[str]:
    rules = [str(tuple(row)) for row in connection.execute(text(POLICIES), {"name": table})]
    return [
        rule.replace(table, name) for rule in (*rules, *connection.execute(text(TRIGGERS), {"name": table}).scalars())
    ]


@pytest.mark.parametrize("name", OWNED)
def test_the_policies_are_word_for_word_what_the_owners_ask_for(connection: Connection, name: str) -> None:
    scratch = f"scratch_of_{name}_scratch"
    connection.execute(text(f"create table {scratch} (like {name} including all)"))
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        protect(scratch, **asdict(OWNED[name][1]))
    assert _rules(connection, scratch, name) == _rules(connection, name, name)


@pytest.mark.parametrize("name", OWNED)
def test_a_key_to_a_row_with_the_same_owner_names_that_owner(name: str) -> None:
    table = OWNED[name][0].__table__
    assert isinstance(table, Table)
    for key in table.constraints:
        if not isinstance(key, ForeignKeyConstraint) or key.referred_table.name not in OWNED:
            continue
        theirs = OWNED[key.referred_table.name][1]
        ours = OWNED[name][1]
        columns = {element.parent.name: element.column.name for element in key.elements}
        for kind in ("company", "academy"):
            mine, other = getattr(ours, kind), getattr(theirs, kind)
            is_owner_itself = other == "id" or key.referred_table.name == "person"
            if mine is not None and other is not None and not is_owner_itself:
                assert columns.get(mine) == other, f"{name}: {sorted(columns)}"
