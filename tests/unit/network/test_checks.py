"""What a catalogue is warned of: untaught levels, stations off the map or out of reach, lines against their order."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from lines.network.checks import check_catalogue
from lines.network.circles import circles
from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.network.reach import unreachable
from tests.unit.network.catalogues import EXERCISM, catalogues, network, station

SKILLS = [{"id": "s", "name": "S"}, {"id": "t", "name": "T"}]


def teaches(skill: str, low: int, high: int) -> dict[str, Any]:
    return {"skill": skill, "from_level": low, "to_level": high}


def needs(skill: str, level: int) -> dict[str, Any]:
    return {"skill": skill, "level": level}


def line(*stations: str, line_id: str = "l") -> dict[str, Any]:
    return {"id": line_id, "name": "Lijn", "stations": list(stations)}


def warnings(stations: list[dict[str, Any]], *lines: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    catalogue = network(skills=SKILLS, stations=stations, lines=list(lines), **more)
    return [(warning.code, warning.path) for warning in check_catalogue(catalogue)]


def test_a_sound_network_has_no_warning() -> None:
    stations = [station("a", teaches=[teaches("s", 0, 2)]), station("b", prerequisites=["a"], requires=[needs("s", 2)])]
    assert warnings(stations, line("a", "b")) == []


def test_the_demo_network_has_no_warning() -> None:
    assert check_catalogue(demo_catalogue()) == ()


def test_the_real_catalogue_is_warned_of_its_stations_off_the_lines_alone() -> None:
    assert {warning.code for warning in check_catalogue(read_catalogue(EXERCISM))} == {"no_line"}


def test_a_level_that_nobody_teaches_is_warned_of_wherever_it_is_asked() -> None:
    stations = [
        station("a", teaches=[teaches("s", 0, 2)]),
        station("b", requires=[needs("s", 3)]),
        station("c", teaches=[teaches("t", 1, 2)]),
    ]
    profile = {"id": "p", "name": "P", "targets": [needs("s", 5), needs("t", 2)]}
    assert warnings(stations, line("a", "b", "c"), job_profiles=[profile]) == [
        ("untaught", "stations[1].requires[0]"),
        ("untaught", "job_profiles[0].targets[0]"),
        ("unreachable", "stations[1]"),
        ("unreachable", "stations[2]"),
    ]


def test_a_required_level_of_zero_needs_no_teacher() -> None:
    assert warnings([station("a", requires=[needs("s", 0)])], line("a")) == []


def test_a_station_on_no_line_is_warned_of() -> None:
    assert warnings([station("a"), station("b")], line("a")) == [("no_line", "stations[1]")]


def test_stations_that_wait_for_each_other_through_any_of_are_out_of_reach() -> None:
    either = [{"any_of": ["a", "b"]}]
    stations = [
        station("a", prerequisites=either),
        station("b", prerequisites=either),
        station("c", prerequisites=["b"]),
    ]
    assert warnings(stations, line("a", "b", "c")) == [("unreachable", f"stations[{n}]") for n in range(3)]


def test_a_group_with_one_open_member_is_in_reach() -> None:
    stations = [station("a"), station("b", prerequisites=[{"any_of": ["c", "a"]}]), station("c", prerequisites=["b"])]
    assert warnings(stations, line("a", "b", "c")) == []


def test_stations_that_teach_each_other_the_way_in_are_out_of_reach() -> None:
    stations = [
        station("a", teaches=[teaches("s", 0, 1)], requires=[needs("t", 1)]),
        station("b", teaches=[teaches("t", 0, 1)], requires=[needs("s", 1)]),
    ]
    assert warnings(stations, line("a", "b")) == [("unreachable", "stations[0]"), ("unreachable", "stations[1]")]


def test_a_level_can_be_climbed_in_steps() -> None:
    stations = [
        station("top", teaches=[teaches("s", 4, 5)]),
        station("middle", teaches=[teaches("s", 2, 4)]),
        station("start", teaches=[teaches("s", 0, 2)]),
    ]
    assert warnings(stations, line("start", "middle", "top")) == []


def test_a_line_against_its_prerequisites_is_warned_of() -> None:
    stations = [station("a", prerequisites=["b"]), station("b")]
    assert warnings(stations, line("b", "a"), line("a", "b", line_id="wrong")) == [("order", "lines[1].stations")]


def test_an_order_is_contradicted_through_a_station_off_the_line_too() -> None:
    stations = [station("a", prerequisites=["x"]), station("b"), station("x", prerequisites=["b"])]
    found = warnings(stations, line("a", "b"), line("x", line_id="other"))
    assert found == [("order", "lines[0].stations")]


def test_an_order_is_contradicted_by_a_group_only_when_all_of_it_comes_later() -> None:
    either = [{"any_of": ["b", "c"]}]
    stations = [station("a", prerequisites=either), station("b"), station("c")]
    assert warnings(stations, line("a", "b", "c")) == [("order", "lines[0].stations")]
    assert warnings(stations, line("b", "a", "c")) == []
    assert warnings(stations, line("a", "b"), line("c", line_id="other")) == []


def test_a_ring_that_returns_to_its_first_station_is_in_order() -> None:
    stations = [station("a"), station("b", prerequisites=["a"])]
    assert warnings(stations, line("a", "b", "a")) == []


def test_circles_are_found_one_for_each_knot() -> None:
    waits = {"x": ["a"], "a": ["b", "q"], "b": ["a", "c"], "c": ["b"], "d": ["d"], "e": []}
    assert circles(waits) == [("a", "b"), ("d",)]


def test_a_chain_of_ten_thousand_is_no_circle_and_a_ring_of_ten_thousand_is_one() -> None:
    chain = {str(number): [str(number + 1)] for number in range(10_000)}
    assert circles(chain) == []
    assert len(circles({**chain, "10000": ["0"]})[0]) == 10_001


@given(catalogues())
def test_a_station_is_out_of_reach_exactly_when_riding_everything_never_opens_it(catalogue: Catalogue) -> None:
    reached: set[str] = set()
    levels = dict.fromkeys(catalogue.skill_by_id, 0)
    for _round in catalogue.stations:
        for each in catalogue.stations:
            is_open = (
                all(reached.intersection(group) for group in each.prerequisites)
                and all(levels[demand.skill] >= demand.level for demand in each.requires)
                and all(levels[teaching.skill] >= teaching.from_level for teaching in each.teaches)
            )
            if is_open:
                reached.add(each.id)
                levels |= {one.skill: max(levels[one.skill], one.to_level) for one in each.teaches}
    assert unreachable(catalogue).keys() == catalogue.station_by_id.keys() - reached
