"""The Graphviz binary: found, missing, hanging, failing."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from lines.maps import renderer, rendering
from lines.maps.finishing import dress
from lines.maps.graph_source import graph_source
from lines.maps.layout import lay_out
from metro.kernel.errors import Unavailable
from tests.unit.maps.networks import network


def program(folder: Path, body: str) -> Path:
    path = folder / "dot"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_the_wheel_s_own_binary_is_found_and_draws() -> None:
    assert (renderer.dot_binary() or Path()).name.startswith("graphviz-pure")
    assert rendering.renderer_available()


def without_wheel(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", "")


def test_a_named_binary_comes_before_the_wheel_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = program(tmp_path, "exit 0")
    monkeypatch.setenv("GRAPHVIZ_DOT", str(own))
    assert renderer.dot_binary() == own


def test_a_named_binary_that_is_not_there_is_no_binary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHVIZ_DOT", str(tmp_path / "nothing"))
    assert renderer.dot_binary() is None
    assert not rendering.renderer_available()


def test_a_binary_that_recovers_is_asked_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHVIZ_DOT", str(program(tmp_path, "echo nothing")))
    assert not rendering.renderer_available()
    program(tmp_path, "echo '<svg/>'")
    assert rendering.renderer_available()


def test_no_binary_at_all_is_told_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_wheel(monkeypatch, tmp_path)
    monkeypatch.delenv("GRAPHVIZ_DOT", raising=False)
    assert not rendering.renderer_available()
    with pytest.raises(Unavailable, match="lijst"):
        rendering.draw(lay_out(network("a b")))


def test_a_hanging_binary_and_its_children_are_stopped(tmp_path: Path) -> None:
    marker = tmp_path / "child"
    hanging = program(tmp_path, f"(sleep 2; touch {marker}) & sleep 60")
    started = time.monotonic()
    with pytest.raises(Unavailable):
        renderer.run_renderer(hanging, "graph { }", seconds=0.3)
    assert time.monotonic() - started < 2
    deadline = time.monotonic() + 2.2
    while time.monotonic() < deadline:
        assert not marker.exists()


@pytest.mark.parametrize("body", ["exit 1", "echo oops >&2; exit 3"])
def test_a_failing_binary_is_told_plainly(body: str, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        renderer.run_renderer(program(tmp_path, body), "graph { }")


# The wheel's own renderer is what everybody gets and is always tested; this compares it with the system's, if any.
@pytest.mark.skipif(shutil.which("dot") is None, reason="nothing to compare with: this machine has no system Graphviz")
def test_debian_s_graphviz_draws_the_same_stations() -> None:
    layout = lay_out(network("a b c", "b d"))
    drawn = renderer.run_renderer(Path(str(shutil.which("dot"))), graph_source(layout))
    dressed = dress(drawn, layout, "nl", None, "")
    assert dressed.count('class="edge') == rendering.draw(layout, stations_at=None).count('class="edge')
