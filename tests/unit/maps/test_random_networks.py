"""Random small networks: whatever the lines, the drawing is octilinear, whole, and hides nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lines.maps.domain import MapNetwork
from lines.maps.layout import lay_out
from lines.maps.rendering import draw
from tests.unit.maps.networks import as_file, network, scored

LINES = st.lists(st.lists(st.integers(0, 11), min_size=2, max_size=7), min_size=1, max_size=4)


def drawable(lines: list[list[int]]) -> MapNetwork:
    return network(*([f"s{stop}" for stop in line] for line in lines))


@settings(max_examples=15)
@given(lines=LINES)
def test_a_random_network_is_octilinear_and_whole(lines: list[list[int]]) -> None:
    drawn = drawable(lines)
    if max((len(near) for near in drawn.neighbours.values()), default=0) > 8 or not drawn.bundles:
        return
    layout = lay_out(drawn)
    with tempfile.TemporaryDirectory() as folder:
        svg = Path(folder) / "map.svg"
        svg.write_text(draw(layout), encoding="utf-8")
        figures = scored(svg, as_file(drawn))
    assert figures["octilinear_pct"] >= 99.9
    assert (figures["missing_hops"], figures["missing_stations"]) == (0, 0)
    # Some dense networks need more bends than one a hop: what then meets is told.
    is_met = figures["edge_crossings"] + figures["edge_overlaps"] > 0
    assert is_met == (layout.report["edge_crossings"] > 0)
    if figures["labels_clean_pct"] < 100:
        assert layout.report["labels_in_conflict"]
