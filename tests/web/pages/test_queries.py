"""How many questions a page asks the database: few, and no more for a longer list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that run on the test's connection inside the block, savepoints left out."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "SAVEPOINT" not in statement:
            statements.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield statements
    event.remove(connection, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["/", "/list", "/lines/slim-onderhoud", "/stations/oee-verbeteren", "/scan"])
def test_a_page_about_the_network_asks_at_most_three_things(client: PageClient, session: Session, path: str) -> None:
    client.get(path)
    with counted(session) as statements:
        client.get(path)
    assert len(statements) <= 3, statements


def test_a_planned_route_is_read_and_not_planned_again(client: PageClient, session: Session) -> None:
    ride_the_scan(client)
    client.get("/route")
    with counted(session) as statements:
        client.get("/route")
    assert len(statements) <= 5, statements
    assert not any("INSERT" in statement for statement in statements)
