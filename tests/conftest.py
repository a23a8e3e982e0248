"""What every test may ask for: an application on a real database, one transaction per test, checked pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from metro.config import Settings
from metro.database import Addresses
from metro.kernel.db import make_engine, make_sessions
from metro.kernel.embedded import Embedded
from metro.kernel.i18n import DEFAULT_LANGUAGE, speak
from metro.kernel.scopes import system
from metro.kernel.tenancy import SCOPE, ScopedSession, guard
from tests.support import server as test_server
from tests.support.pages import PageClient

hypothesis_settings.register_profile(
    "sample", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "full", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("full" if os.environ.get("METRO_TEST_SIZE") == "full" else "sample")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        test_server.make_root()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        test_server.throw_root_away()


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """The name of this test process, for databases of its own."""
    workerinput: dict[str, str] = getattr(request.config, "workerinput", {"workerid": "alone"})
    return workerinput["workerid"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Embedded]:
    """The run's PostgreSQL, with its templates."""
    with test_server.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def engine(postgres: Embedded, worker_name: str) -> Iterator[Engine]:
    """This worker's database with the demo network in it, as the application's own role."""
    engine = make_engine(test_server.clone(postgres, test_server.DEMO, f"demo_{worker_name}").app)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def application(engine: Engine, worker_name: str) -> Flask:
    """The application, made once per worker."""
    from metro.app import create_app  # here, so that the tests of the pure parts need not wait for it

    folder = Path(os.environ[test_server.ROOT_VARIABLE]) / f"application_{worker_name}"
    app = create_app(Settings(log_level="ERROR", data_dir=folder), engine)
    app.test_client_class = PageClient
    app.testing = False  # errors become pages, as for everybody
    return app


@pytest.fixture
def own_addresses(postgres: Embedded, worker_name: str) -> Iterator[Addresses]:
    """A database of this test alone, with tables and nothing in them, for what must really commit."""
    name = f"own_{worker_name}"
    yield test_server.clone(postgres, test_server.EMPTY, name)
    test_server.drop(postgres, name)


@pytest.fixture
def own_sessions(own_addresses: Addresses) -> sessionmaker[Session]:
    """Sessions on that database."""
    sessions = make_sessions(create_engine(own_addresses.app, poolclass=NullPool))
    sessions.configure(info={SCOPE: system("test")})
    return sessions


@pytest.fixture
def sessions(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions inside one transaction that is rolled back after the test, whatever was committed in it."""
    with engine.connect() as connection, connection.begin() as outer:
        yield sessionmaker(
            connection,
            class_=ScopedSession,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            info={SCOPE: system("test")},  # what a test does itself; a request brings its own scope
        )
        outer.rollback()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One session of the test's transaction; it says its scope anew each time, for requests share its connection."""
    with sessions() as session:
        event.listen(session, "do_orm_execute", lambda state: _tell_scope(state.session))
        event.listen(session, "before_flush", lambda flushed, *_rest: _tell_scope(flushed))
        yield session


def _tell_scope(session: Session) -> None:
    guard.tell_database(session, None, session.connection())


@pytest.fixture
def app(application: Flask, sessions: sessionmaker[Session]) -> Flask:
    """The application on the test's transaction."""
    application.extensions["metro.sessions"] = sessions
    return application


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A visitor without cookies, whose pages are checked."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture(autouse=True)
def dutch() -> None:
    """Every test begins in Dutch."""
    speak(DEFAULT_LANGUAGE)
