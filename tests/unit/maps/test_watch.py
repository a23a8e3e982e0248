"""A layout says how far it is, and stops when it takes too long."""

from __future__ import annotations

import pytest

from lines.maps.layout import lay_out
from lines.maps.watch import TooSlow, Watch
from tests.unit.maps.networks import network

CROSS = network("a b c d", "e b f", "g c h")


def test_a_layout_tells_how_far_it_is_from_nothing_to_all() -> None:
    heard: list[float] = []
    lay_out(CROSS, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[0] < 0.1
    assert heard[-1] == pytest.approx(1.0)
    assert len(heard) > 10


def test_listening_changes_nothing() -> None:
    assert lay_out(CROSS, progress=lambda done: None, seconds=600).to_json() == lay_out(CROSS).to_json()


def test_a_layout_over_its_time_is_refused() -> None:
    with pytest.raises(TooSlow, match="te lang"):
        lay_out(CROSS, seconds=0.0)


def test_a_part_of_a_watch_reports_within_its_stretch() -> None:
    heard: list[float] = []
    Watch.of(heard.append, None).part(0.5, 0.75).part(0.0, 0.5).done(0.5)
    assert heard == [pytest.approx(0.5625)]
