"""The embedded server survives what happens to processes: kills, reused numbers, half-made folders, company."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text

from metro.kernel.embedded import SETTINGS_FOR_TESTS, Embedded, data_folder, is_in_use

USER = """
import sys, time
from pathlib import Path
from metro.kernel.embedded import Embedded, SETTINGS_FOR_TESTS
server = Embedded(Path(sys.argv[1]), SETTINGS_FOR_TESTS)
print("joined", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user may enter, with whatever still runs in it stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="metro-embedded-", ignore_cleanup_errors=True) as name:
        path = Path(name)
        path.chmod(0o755)
        yield path
        _kill_postmaster(path)


def _postmaster(folder: Path) -> int | None:
    pid_file = folder / "postgresql" / "postmaster.pid"
    return int(pid_file.read_text(encoding="ascii").split()[0]) if pid_file.exists() else None


def _kill_postmaster(folder: Path) -> None:
    pid = _postmaster(folder)
    if pid and psutil.pid_exists(pid) and psutil.Process(pid).name() == "postgres":
        os.kill(pid, signal.SIGKILL)
        psutil.Process(pid).wait(10) if psutil.pid_exists(pid) else None


def _join(folder: Path) -> subprocess.Popen[str]:
    """A process of its own that uses the server."""
    process = subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "joined\n"
    return process


def _answers(server: Embedded) -> bool:
    with create_engine(server.url(), poolclass=NullPool).connect() as connection:
        return bool(connection.execute(text("select 1")).scalar_one())


def test_the_last_user_stops_the_server(folder: Path) -> None:
    first = Embedded(folder, SETTINGS_FOR_TESTS)
    second = _join(folder)
    try:
        first.close()
        assert is_in_use(folder)
        assert _postmaster(folder) is not None
    finally:
        second.kill()
        second.communicate()
    last = Embedded(folder, SETTINGS_FOR_TESTS)
    last.close()
    assert _postmaster(folder) is None


def test_a_killed_user_leaves_nothing_that_keeps_the_server_running(folder: Path) -> None:
    user = _join(folder)
    user.kill()
    user.communicate()
    assert not is_in_use(folder)
    server = Embedded(folder, SETTINGS_FOR_TESTS)
    assert _answers(server)
    server.close()
    assert _postmaster(folder) is None


def test_a_killed_server_is_started_again(folder: Path) -> None:
    server = Embedded(folder, SETTINGS_FOR_TESTS)
    _kill_postmaster(folder)
    again = Embedded(folder, SETTINGS_FOR_TESTS)
    assert _answers(again)
    again.close()
    server.close()


def test_a_number_that_is_now_somebody_elses_process_is_left_alone(folder: Path) -> None:
    Embedded(folder, SETTINGS_FOR_TESTS).close()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as innocent:
        (folder / "postgresql" / "postmaster.pid").write_text(f"{innocent.pid}\n", encoding="ascii")
        server = Embedded(folder, SETTINGS_FOR_TESTS)
        try:
            assert _answers(server)
            assert innocent.poll() is None
        finally:
            server.close()
            innocent.kill()


def test_a_folder_that_was_left_half_made_is_made_again(folder: Path) -> None:
    half = folder / "postgresql"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")
    server = Embedded(folder, SETTINGS_FOR_TESTS)
    assert _answers(server)
    server.close()


def test_four_starters_at_once_share_one_server(folder: Path) -> None:
    starters = [
        subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    try:
        for starter in starters:
            assert starter.stdout is not None
            assert starter.stdout.readline() == "joined\n"
        assert is_in_use(folder)
    finally:
        for starter in starters:
            starter.kill()
            starter.communicate()
    assert not _still_in_use(folder)


def _still_in_use(folder: Path) -> bool:
    until = time.monotonic() + 5
    while is_in_use(folder) and time.monotonic() < until:
        time.sleep(0.05)
    return is_in_use(folder)


def test_a_path_too_long_for_a_socket_gets_a_stand_in(folder: Path) -> None:
    long = folder / ("a" * 100)
    elsewhere = data_folder(long)
    try:
        assert elsewhere != long
        assert elsewhere == data_folder(long)
        assert len(str(elsewhere)) < 90
    finally:
        elsewhere.rmdir()
