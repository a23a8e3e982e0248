"""`metro demo` and `metro serve` start everything, and stop everything they started."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from metro.database import Addresses
from tests.integration.conftest import Metro
from tests.support.running import Served, serving


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that also the database's user may enter, with whatever still runs from it ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="metro-serve-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)
        for process in _running_from(Path(name)):
            process.kill()
            process.wait(10)


def _running_from(folder: Path) -> dict[psutil.Process, str]:
    """The living processes that name `folder` in their call or their environment, with their call."""
    found = {}
    for process in psutil.process_iter():
        try:
            call = " ".join(process.cmdline())
            place = process.environ().get("METRO_DATA_DIR", "")
        except psutil.Error:  # gone, a zombie, or somebody else's
            continue
        if str(folder) in f"{call} {place}" and process.pid != os.getpid():
            found[process] = call
    return found


def _get(served: Served, path: str = "/") -> tuple[int, str]:
    with closing(HTTPConnection(urlsplit(served.url).netloc, timeout=20)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def _wait_until_gone(folder: Path, name: str) -> None:
    until = time.monotonic() + 20
    while any(name in call for call in _running_from(folder).values()) and time.monotonic() < until:
        time.sleep(0.1)


def test_a_demo_is_served_stopped_killed_and_started_again_with_its_data(folder: Path) -> None:
    home = {"METRO_DATA_DIR": str(folder / "data")}
    with serving("demo", folder=folder, **home) as served:
        status, page = _get(served)
        assert (status, "metro-map" in page) == (200, True)
        assert served.stop(signal.SIGINT) == 0
    assert _running_from(folder) == {}
    with serving("demo", folder=folder, **home) as served:
        served.process.kill()
        served.process.wait()
        _wait_until_gone(folder, "worker")
        _wait_until_gone(folder, "--port")  # the pages of the killed one, which hold its database open
    with serving("demo", folder=folder, **home) as served:
        assert _get(served)[0] == 200
        assert served.stop(signal.SIGTERM) in (0, 143)
    assert _running_from(folder) == {}


def test_a_port_that_is_taken_is_refused(metro: Metro, own_addresses: Addresses, folder: Path) -> None:
    environment = {
        "DATABASE_URL": own_addresses.app,
        "DATABASE_ADMIN_URL": own_addresses.owner or "",
        "METRO_SECRET_KEY": "k" * 32,
    }
    with serving("serve", folder=folder, **environment) as served:
        port = str(urlsplit(served.url).port)
        second = metro("serve", "--port", port, **environment)
        assert second.returncode == 1
        assert port in second.stderr


def test_a_database_without_tables_is_not_served(metro: Metro, folder: Path) -> None:
    done = metro("serve", METRO_DATA_DIR=str(folder / "data"))
    assert done.returncode == 3
    assert "metro db upgrade" in done.stderr
