"""The demo network can be drawn as a real metro map (docs/map.md)."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest

from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return demo_catalogue()


def hops(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    """How many lines ride each pair of neighbouring stations."""
    ridden = (hop for line in catalogue.lines for hop in pairwise(line.stations))
    return Counter((min(hop), max(hop)) for hop in ridden)


def line_graph(catalogue: Catalogue) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(hops(catalogue))
    return graph


def test_it_is_planar_and_in_one_piece(catalogue: Catalogue) -> None:
    graph = line_graph(catalogue)

    is_planar, _ = nx.check_planarity(graph)
    assert is_planar
    assert nx.is_connected(graph)
    assert set(graph) == set(catalogue.station_by_id)


def test_no_interchange_is_busier_than_six_tracks(catalogue: Catalogue) -> None:
    assert max(degree for _, degree in line_graph(catalogue).degree) <= 6


def test_every_line_has_seven_to_eleven_stops_and_passes_each_once(catalogue: Catalogue) -> None:
    for line in catalogue.lines:
        assert 7 <= len(line.stations) <= 11, line.id
        assert len(set(line.stations)) == len(line.stations), line.id


def test_fifteen_interchanges_or_more(catalogue: Catalogue) -> None:
    assert sum(len(lines) > 1 for lines in catalogue.lines_of.values()) >= 15


def test_a_change_is_possible_on_every_line(catalogue: Catalogue) -> None:
    for line in catalogue.lines:
        assert sum(len(catalogue.lines_of[station]) > 1 for station in line.stations) >= 2, line.id


def test_two_or_three_stretches_of_track_are_shared(catalogue: Catalogue) -> None:
    assert 2 <= sum(lines > 1 for lines in hops(catalogue).values()) <= 3


def test_codes_and_colours_tell_the_lines_apart(catalogue: Catalogue) -> None:
    assert len({line.code for line in catalogue.lines}) == len(catalogue.lines)
    assert len({line.color for line in catalogue.lines}) == len(catalogue.lines)
