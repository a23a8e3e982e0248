"""The built package carries everything that a checkout has at run time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from metro.config import ROOT

RUN_TIME_FOLDERS = {
    "templates": "metro/templates",
    "static": "metro/static",
    "metro/migrations": "metro/migrations",
    "metro/translations": "metro/translations",
    "lines/network/data": "lines/network/data",
    "lines/assessments/data": "lines/assessments/data",
    "lines/maps/data": "lines/maps/data",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files in the wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", RUN_TIME_FOLDERS)
def test_the_wheel_carries_every_file_of(names: set[str], folder: str) -> None:
    source = ROOT / folder
    files = [path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert files
    assert {str(Path(RUN_TIME_FOLDERS[folder]) / path.relative_to(source)) for path in files} <= names


def test_the_wheel_carries_the_server_entry_and_no_tests(names: set[str]) -> None:
    assert "wsgi.py" in names
    assert not any(name.startswith(("tests/", "benchmarks/", "docs/")) for name in names)
