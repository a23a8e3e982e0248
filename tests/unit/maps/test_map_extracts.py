"""A large network is shown in pieces that a map can hold."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.maps.domain import MapNetwork
from lines.maps.extracts import (
    MOST_AROUND,
    Extract,
    Kind,
    along,
    around,
    extract_of,
    fitting,
    is_overview,
    narrowed,
    regions,
    stations_of,
)
from lines.network.content import demo_catalogue
from metro.kernel.errors import NotFound
from tests.unit.maps.networks import network


def _stops(drawn: MapNetwork) -> list[str]:
    return [" ".join(line.stations) for line in drawn.lines]


def _runs(stops: list[str]) -> list[str]:
    """The stops, with those that stand twice running once."""
    return [stop for stop, _same in groupby(stops)]


def test_a_track_runs_past_the_stations_that_are_left_out() -> None:
    assert _stops(narrowed(network("a b c d", "x c y", "p q"), {"a", "c", "d"})) == ["a c d", "c"]


@pytest.mark.parametrize("first", ["a", "b", "c", "d"])
def test_a_ring_stays_a_ring_wherever_it_begins(first: str) -> None:
    stops = narrowed(network("a b c d a"), set("abcd") - {first}).lines[0].stations
    assert stops[0] == stops[-1]
    assert set(stops) == set("abcd") - {first}


def test_a_line_that_turned_back_does_not_stop_twice_running() -> None:
    assert _stops(narrowed(network("a b a c"), {"a", "c"})) == ["a c"]


def test_what_fits_is_left_as_it_is() -> None:
    drawn = network("a b c", "b d")
    assert fitting(drawn, 4) is drawn


def test_an_overview_has_interchanges_and_ends_before_it_has_interchanges_alone() -> None:
    drawn = network("a b c d e", "x c y", "p d q")
    assert {name for name, _ in fitting(drawn, 8).names} == set("acdexypq")
    assert {name for name, _ in fitting(drawn, 7).names} == {"c", "d"}
    assert {name for name, _ in fitting(drawn, 1).names} == {"c"}


@given(st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=8), min_size=1, max_size=6),
       st.integers(1, 12))  # fmt: skip
def test_an_overview_always_fits_and_keeps_the_order_of_each_line(lines: list[list[str]], most: int) -> None:
    drawn = network(*(" ".join(line) for line in lines))
    shown = fitting(drawn, most)
    assert len(shown.names) <= most
    names = {station for station, _ in shown.names}
    whole = {line.id: line.stations for line in drawn.lines}
    for line in shown.lines:
        kept, stops = _runs([stop for stop in whole[line.id] if stop in names]), _runs(list(line.stations))
        assert stops in (kept, [*kept, kept[0]])


def test_a_line_is_shown_with_the_first_stations_of_the_lines_one_changes_to() -> None:
    drawn = network("a b c", "x y b z w")
    assert along(drawn, drawn.lines[0].id) == set("abcyz")
    assert along(drawn, "nowhere") == frozenset()


def test_the_surroundings_of_a_station_are_whole_rings_of_neighbours() -> None:
    drawn = network("a b c d e f g")
    assert around(drawn, "d", hops=2) == set("bcdef")
    assert around(network(*(f"m h{i} t{i}" for i in range(8))), "m", most=10) == {"m", *(f"h{i}" for i in range(8))}
    assert around(drawn, "nowhere") == frozenset()
    assert MOST_AROUND < 300


def test_a_station_that_several_academies_give_stands_once_on_the_map_of_their_region() -> None:
    catalogue = demo_catalogue()
    for region in regions(catalogue):
        names = [station for station, _ in extract_of(catalogue, Extract(Kind.REGION, region)).names]
        assert len(names) == len(set(names)) > 0


def test_the_map_of_an_academy_holds_what_it_gives_and_no_more() -> None:
    catalogue = demo_catalogue()
    lined = {station for line in catalogue.lines for station in line.stations}
    for academy in catalogue.academies:
        extract = Extract(Kind.ACADEMY, academy.id)
        given_here = stations_of(catalogue, extract) & lined
        if given_here:
            assert {station for station, _ in extract_of(catalogue, extract).names} == given_here


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.REGION, Kind.ACADEMY, Kind.STATION])
def test_a_part_that_is_not_there_is_not_found(kind: Kind) -> None:
    with pytest.raises(NotFound):
        extract_of(demo_catalogue(), Extract(kind, "nergens"))


@given(st.sampled_from(Kind), st.text())
def test_an_extract_is_read_back_from_its_key(kind: Kind, name: str) -> None:
    assert Extract.of_key(Extract(kind, name).key) == Extract(kind, name)


def test_the_demo_network_fits_on_one_map() -> None:
    assert not is_overview(demo_catalogue())
