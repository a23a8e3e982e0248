"""The application does not start as a role that may become the operator's in the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from metro.database import OPERATOR, refuse_mighty_role
from metro.kernel.db import make_engine
from metro.kernel.embedded import Embedded
from metro.kernel.errors import Unavailable


@pytest.fixture
def helper(postgres: Embedded, worker_name: str) -> Iterator[str]:
    """A role without power of its own, that may become the operator's by way of another."""
    names = [f"between_{worker_name}", f"helper_{worker_name}"]
    with create_engine(postgres.url(), poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        for name, held in zip(names, (OPERATOR, names[0]), strict=True):
            connection.execute(text(f"create role {name} login"))
            connection.execute(text(f"grant {held} to {name}"))
        yield names[1]
        for name in reversed(names):
            connection.execute(text(f"drop role {name}"))


def test_a_member_of_the_operators_role_is_refused_and_our_own_is_not(
    postgres: Embedded, engine: Engine, helper: str
) -> None:
    mighty = make_engine(postgres.url(helper, engine.url.database or ""), 1)
    with pytest.raises(Unavailable, match=OPERATOR):
        refuse_mighty_role(mighty)
    mighty.dispose()
    refuse_mighty_role(engine)
