"""The tables that migrations make are the tables that the models describe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from metro.database import Addresses, is_migrated, upgrade
from metro.models import metadata


@pytest.fixture
def owner(own_addresses: Addresses) -> Iterator[Connection]:
    assert own_addresses.owner is not None
    with create_engine(own_addresses.owner, poolclass=NullPool).connect() as connection:
        yield connection


def test_models_and_migrations_describe_the_same_tables(owner: Connection) -> None:
    def is_ours(_object: object, name: str | None, *_rest: object) -> bool:
        return not (name or "").startswith("procrastinate")

    options = {"compare_type": True, "compare_server_default": True, "include_object": is_ours}
    assert compare_metadata(MigrationContext.configure(owner, opts=options), metadata) == []


def test_upgrading_twice_changes_nothing(own_addresses: Addresses) -> None:
    upgrade(own_addresses)
    engine = create_engine(own_addresses.app, poolclass=NullPool)
    assert is_migrated(engine)


@pytest.mark.parametrize(
    "statement",
    ["create table mine (id int)", "drop table scan", "truncate scan", "update network_version set digest = ''",
     "delete from network_version", "update alembic_version set version_num = '0'"],
)  # fmt: skip
def test_the_application_may_not_change_tables_nor_published_networks(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        connection.execute(text(statement))
