"""The command `metro` for tests: a process in an empty folder, with the environment a new user has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from metro.database import Addresses

Metro = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def metro(tmp_path: Path) -> Metro:
    """Run `metro` in an empty folder, with the environment a new user has."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        ours = ("METRO_", "DATABASE_", "LC_", "LANG")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(
            [sys.executable, "-c", "from metro.cli import main; main()", *map(str, arguments)],
            cwd=tmp_path, env={**clean, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def on_database(metro: Metro, own_addresses: Addresses) -> Metro:
    """Run `metro` on a database of this test alone."""
    assert own_addresses.backup is not None

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return metro(*arguments, DATABASE_URL=own_addresses.app, DATABASE_ADMIN_URL=own_addresses.owner or "")

    return run
