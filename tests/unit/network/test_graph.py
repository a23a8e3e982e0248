"""The network as graphs: hops, prerequisites, what opens what."""

from __future__ import annotations

import doctest

from hypothesis import given

from lines.network import circles, graph
from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue
from tests.unit.network.catalogues import catalogues, network, station


def test_the_examples_in_the_documentation_run() -> None:
    for module in (graph, circles):
        results = doctest.testmod(module)
        assert results.attempted
        assert results.failed == 0


def test_the_demo_network_is_planar_and_has_its_interchanges() -> None:
    demo = demo_catalogue()
    assert graph.is_planar(demo)
    assert len(graph.interchanges(demo)) >= 8
    assert len(demo.stations) >= 45


def test_a_network_where_everything_meets_everything_is_not_planar() -> None:
    names = "abcde"
    pairs = [(one, other) for one in names for other in names if one < other]
    lines = [{"id": one + other, "name": "L", "stations": [one, other]} for one, other in pairs]
    assert not graph.is_planar(network(stations=[station(name) for name in names], lines=lines))


def test_a_hop_ridden_both_ways_is_one_edge_with_each_line_once() -> None:
    lines = [
        {"id": "there", "name": "L", "stations": ["a", "b", "a", "b"]},
        {"id": "back", "name": "L", "stations": ["b", "a"]},
    ]
    made = graph.line_graph(network(stations=[station("a"), station("b"), station("off")], lines=lines))
    assert list(made.edges(data="lines")) == [("a", "b", ("there", "back"))]
    assert "off" in made


def test_a_prerequisite_that_is_single_and_in_a_group_is_required() -> None:
    stations = [
        station("a"),
        station("b"),
        station("c", prerequisites=[{"any_of": ["a", "b"]}, "a", {"any_of": ["a", "b"]}]),
    ]
    made = graph.prerequisite_graph(network(stations=stations))
    assert dict(made.pred["c"]) == {"a": {"is_required": True}, "b": {"is_required": False}}


def test_a_station_opens_what_asks_for_a_level_that_it_raises_to() -> None:
    stations = [
        station("low", teaches=[{"skill": "s", "from_level": 0, "to_level": 1}]),
        station("high", teaches=[{"skill": "s", "from_level": 1, "to_level": 3}]),
        station("user", requires=[{"skill": "s", "level": 2}]),
    ]
    made = network(skills=[{"id": "s", "name": "S"}], stations=stations)
    assert graph.opens(made, "low") == ("high",)
    assert graph.opens(made, "high") == ("user",)
    assert graph.opens(made, "user") == ()
    assert graph.skill_facts(made)["s"].required_by == (("high", 1), ("user", 2))


@given(catalogues())
def test_opening_is_the_other_side_of_needing(catalogue: Catalogue) -> None:
    prerequisites = graph.prerequisite_graph(catalogue)
    for each in catalogue.stations:
        assert set(prerequisites.successors(each.id)) <= set(graph.opens(catalogue, each.id))
        needed = {member for group in graph.needs(catalogue, each.id).groups for member in group}
        assert needed == set(prerequisites.predecessors(each.id))


@given(catalogues())
def test_every_hop_of_every_line_is_an_edge(catalogue: Catalogue) -> None:
    made = graph.line_graph(catalogue)
    for line in catalogue.lines:
        for here, there in zip(line.stations, line.stations[1:], strict=False):
            assert line.id in made.edges[here, there]["lines"]
