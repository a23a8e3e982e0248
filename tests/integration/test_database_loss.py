"""Without a connection a page says so and asks to come back; with one again it answers, without a restart."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from lines.network import service as network
from lines.network.content import demo_catalogue
from metro.app import create_app
from metro.config import Settings
from metro.database import DATABASE, embedded_addresses, provision, upgrade
from metro.kernel.db import make_engine, make_sessions, transaction
from metro.kernel.embedded import SETTINGS_FOR_TESTS, Embedded
from metro.kernel.scopes import NOBODY

SECRET = "a secret of the lost database alone"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user may enter."""
    with tempfile.TemporaryDirectory(prefix="metro-lost-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[Embedded]:
    """A server of this test's own, with a published network."""
    server = Embedded(folder, SETTINGS_FOR_TESTS)
    provision(server)
    addresses = embedded_addresses(server, DATABASE)
    upgrade(addresses)
    engine = make_engine(addresses.app, 1)
    with transaction(make_sessions(engine), NOBODY) as session:
        network.publish(session, demo_catalogue())
    engine.dispose()
    yield server
    with suppress(OSError):  # a test may have closed it already
        server.close()


def _app(server: Embedded, size: int) -> tuple[Flask, Engine]:
    engine = make_engine(embedded_addresses(server, DATABASE).app, size)
    return create_app(Settings(log_level="ERROR", secret_key=SECRET), engine), engine


def test_a_database_that_goes_and_comes_back(server: Embedded, folder: Path) -> None:
    app, engine = _app(server, 2)
    client = app.test_client()
    assert client.get("/list").status_code == 200
    server.close()
    answer = client.get("/list")
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
    again = Embedded(folder, SETTINGS_FOR_TESTS)
    assert client.get("/list").status_code == 200
    engine.dispose()
    again.close()


def test_when_every_connection_is_in_use_a_visitor_is_asked_to_come_back(server: Embedded) -> None:
    app, engine = _app(server, 1)
    client = app.test_client()
    held = [engine.connect() for _each in range(3)]  # the pool and what it may have besides
    answer = client.get("/list")
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
    for connection in held:
        connection.close()
    assert client.get("/list").status_code == 200
    engine.dispose()
