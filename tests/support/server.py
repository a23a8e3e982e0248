"""One embedded PostgreSQL per test run, and a template database from which each worker gets its own copy.

The controlling process makes the folder and throws it away; the first worker that needs a database starts the server
and fills the template (tables, roles, the demo network with its drawing), the others wait for it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from metro.cli.demo import load_demo
from metro.database import OWNER, Addresses, embedded_addresses, provision, upgrade
from metro.kernel.embedded import SETTINGS_FOR_TESTS, Embedded

ROOT_VARIABLE = "METRO_TEST_ROOT"
EMPTY, DEMO = "empty_template", "demo_template"


def make_root() -> None:
    """Make the run's folder, in memory where that is possible, and tell the workers of it."""
    memory = Path("/dev/shm")
    root = tempfile.mkdtemp(prefix="metro-test-", dir=memory if os.access(memory, os.W_OK) else None)
    Path(root).chmod(0o755)
    os.environ[ROOT_VARIABLE] = root


def throw_root_away() -> None:
    """Delete the run's folder."""
    shutil.rmtree(os.environ[ROOT_VARIABLE], ignore_errors=True)


@contextmanager
def running_server() -> Iterator[Embedded]:
    """The run's server with its templates; the last worker to leave stops it."""
    root = Path(os.environ[ROOT_VARIABLE])
    server = Embedded(root, SETTINGS_FOR_TESTS)
    try:
        with (root / "templates.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (root / "templates.made").exists():
                _make_templates(server)
                (root / "templates.made").touch()
        yield server
    finally:
        server.close()


def clone(server: Embedded, template: str, name: str) -> Addresses:
    """A database `name` of its own, copied from `template`."""
    _administer(server, f"drop database if exists {name} with (force)")
    _administer(server, f"create database {name} template {template} strategy file_copy owner {OWNER}")
    return embedded_addresses(server, name)


def drop(server: Embedded, name: str) -> None:
    """Throw the database `name` away, whoever is connected to it."""
    _administer(server, f"drop database if exists {name} with (force)")


def _make_templates(server: Embedded) -> None:
    provision(server)
    _administer(server, f"create database {EMPTY} owner {OWNER}")
    upgrade(embedded_addresses(server, EMPTY))
    load_demo(clone(server, EMPTY, DEMO))


def _administer(server: Embedded, statement: str) -> None:
    engine = create_engine(server.url(), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
