"""The rules of the house that a reader would otherwise have to remember."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from metro.config import ROOT, Settings

LONGEST_MODULE_LINES = 400
FOLDERS = ("metro", "lines", "academies", "tests", "benchmarks")
CODE = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
FEATURES = [path for path in (ROOT / "lines").iterdir() if (path / "__init__.py").exists() and path.name != "web"]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_enough_to_hold_one_idea(path: Path) -> None:
    if path.name == "mapscore.py":  # a scorer from outside, kept as it came
        return
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE_LINES


def test_nothing_stands_at_the_top_level_that_the_architecture_does_not_name() -> None:
    allowed = {
        "metro", "lines", "academies", "static", "templates", "tests", "pyproject.toml", "wsgi.py", "README.md",
        "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "requirements.lock", ".ci", ".gitignore",
        ".editorconfig", "docs", "benchmarks",
    }  # fmt: skip
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a checkout: the rule is about what is committed")
    assert {name.split("/")[0] for name in tracked.stdout.splitlines()} <= allowed


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    names = {str(field.validation_alias or f"METRO_{name.upper()}") for name, field in Settings.model_fields.items()}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_every_documented_setting_exists() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    names = {str(field.validation_alias or f"METRO_{name.upper()}") for name, field in Settings.model_fields.items()}
    assert documented - names == {"GRAPHVIZ_DOT"}  # read by the renderer alone


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    wanted = [
        re.split(r"[\[<>=~!]", line)[0]
        for line in (*project["project"]["dependencies"], *project["dependency-groups"]["test"])
        if not line.startswith("types-")
    ]
    assert [name for name in wanted if name.removeprefix("pytest-") not in page] == []


def test_the_worker_knows_the_jobs_of_every_part() -> None:
    wanted = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("[alm]*/*/tasks.py")}
    listing = "import sys, metro.worker; print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True)
    assert wanted - set(known.stdout.split()) == set()


def test_every_feature_folder_stands_in_the_import_contracts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers")["layers"]
    named = {name.strip() for layer in layers for name in layer.split(":")}
    assert {f"lines.{path.name}" for path in FEATURES} <= named


@pytest.mark.parametrize("path", sorted((ROOT / "lines").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_selects_live_in_repositories(path: Path) -> None:
    if path.name in ("repository.py", "models.py"):
        return
    imported = [
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy"
        for alias in node.names
    ]
    assert not {"select", "insert", "update", "delete", "text"} & set(imported)


def test_locks_name_no_index() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"):
        content = lock.read_text(encoding="utf-8")
        assert "://" not in content
        assert "--hash=sha256:" in content
