"""No crossings where none are needed, few where some are."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from lines.maps.domain import MapNetwork
from lines.maps.layout import lay_out
from lines.maps.planar import planar_starts, planarised
from lines.maps.rendering import draw
from lines.maps.skeleton import Skeleton, skeleton_of
from lines.maps.straight import crossings
from tests.unit.maps.networks import as_file, network, random_planar, scored

CUBES = network("a1 a2 a3 a4", "b1 b2 b3 b4", "a1 b1", "a2 b2", "a3 b3", "a4 b4", "a1 b4", "a4 b1", "a1 a4", "b1 b4")
FIVE = ("a", "b", "c", "d", "e")
COMPLETE_FIVE = network(*([one, two] for i, one in enumerate(FIVE) for two in FIVE[:i]))


def crossed(skeleton: Skeleton) -> int:
    starts = planar_starts(skeleton, seed=1, keep=3)
    assert len(starts) == 3
    return max(int(crossings(start, np.array(skeleton.ends))) for start in starts)


@pytest.mark.parametrize("seed", range(12))
def test_the_start_of_a_planar_network_has_no_crossing(seed: int) -> None:
    assert crossed(skeleton_of(random_planar(seed, stations=30, hops_each=1.8))) == 0


@pytest.mark.parametrize("drawn", [CUBES, COMPLETE_FIVE])
def test_a_network_that_is_not_planar_is_planarised(drawn: MapNetwork) -> None:
    skeleton = skeleton_of(drawn)
    graph = planarised(skeleton)
    assert nx.check_planarity(graph)[0]
    helpers = graph.number_of_nodes() - len(skeleton.nodes)
    assert graph.number_of_edges() == len(skeleton.edges) + 2 * helpers
    assert all(graph.degree[node] == 4 for node in range(len(skeleton.nodes), graph.number_of_nodes()))


@pytest.mark.parametrize("seed", range(6))
def test_a_planar_network_is_drawn_without_crossings(seed: int, tmp_path: Path) -> None:
    drawn = random_planar(seed)
    layout = lay_out(drawn)
    svg = tmp_path / "map.svg"
    svg.write_text(draw(layout), encoding="utf-8")
    figures = scored(svg, as_file(drawn))
    assert (figures["edge_crossings"], figures["edge_overlaps"], figures["missing_hops"]) == (0, 0, 0)
    assert layout.report["edge_crossings"] == 0


def test_three_houses_and_three_wells_take_one_crossing() -> None:
    houses = network(*(f"house{one} well{two}" for one in range(3) for two in range(3)))
    assert lay_out(houses).report["edge_crossings"] == 1
