"""What no catalogue should hold, and some will: a readable map or a clear refusal, and nothing left silent."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lines.maps.domain import MapNetwork
from lines.maps.layout import lay_out
from lines.maps.rendering import draw
from lines.maps.report import crossings_of
from lines.maps.tracks import Middle
from metro.kernel.errors import InvalidInput
from tests.unit.maps.networks import network


def silent(drawn: MapNetwork) -> bool:
    """Whether the drawing shows less than the network without its report saying so."""
    layout = lay_out(drawn)
    labelled = {label.station for label in layout.labels}
    badges = {(badge.line, badge.station) for badge in layout.badges}
    ends = {(line, station) for station, lines in drawn.line_ends.items() for line in lines}
    told = {(out["line"], out["station"]) for out in layout.report["badges_left_out"]}
    return labelled != set(drawn.name_of) or ends - badges - told != set()


def test_thirty_lines_through_one_station_are_drawn_side_by_side() -> None:
    drawn = network(*(f"n{i % 4} hub n{4 + i % 4}" for i in range(30)))
    layout = lay_out(drawn)
    assert len({(track.line, track.a, track.b) for track in layout.tracks}) == 60
    assert layout.report["labels_in_conflict"] == []
    assert not silent(drawn)


def test_a_line_of_eighty_stations_is_drawn_whole() -> None:
    drawn = network([f"s{i}" for i in range(80)])
    layout = lay_out(drawn)
    assert layout.report["labels_clean_percent"] == 100
    assert layout.report["hop_length_variation"] <= 0.4
    assert not silent(drawn)


def test_long_names_without_blanks_do_not_touch() -> None:
    drawn = network("a b c", "d b e", names={stop: stop * 200 for stop in "abcde"})
    assert lay_out(drawn).report["labels_in_conflict"] == []
    assert not silent(drawn)


def test_two_networks_stand_beside_each_other() -> None:
    layout = lay_out(network("a b c d", "x y z"))
    boxes = [
        [(marker.x, marker.y) for station in layout.stations if station.id in part for marker in [station.marker]]
        for part in ("abcd", "xyz")
    ]
    lows = [max(point[axis] for point in boxes[0]) < min(point[axis] for point in boxes[1]) for axis in (0, 1)]
    highs = [min(point[axis] for point in boxes[0]) > max(point[axis] for point in boxes[1]) for axis in (0, 1)]
    assert any(lows + highs)


@pytest.mark.parametrize("colors", [("#ffffff", "#fefefe"), ("#d3222a", "#d3222a")])
def test_colours_that_vanish_are_named_in_the_report(colors: tuple[str, str]) -> None:
    plain = network("a b c", "d b e")
    lines = tuple(replace(line, color=color) for line, color in zip(plain.lines, colors, strict=True))
    assert lay_out(replace(plain, lines=lines)).report["colours_hard_to_see"] != []
    assert lay_out(plain).report["colours_hard_to_see"] == []


def test_a_line_in_white_is_drawn_with_a_dark_edge() -> None:
    plain = network("a b", "b c")
    white = replace(plain.lines[0], color="#ffffff")
    drawn = draw(lay_out(replace(plain, lines=(white, plain.lines[1]))))
    assert len(re.findall('class="casing ', drawn)) == 1


def test_nine_ways_out_of_a_station_are_refused() -> None:
    with pytest.raises(InvalidInput):
        lay_out(network(*(f"hub s{i}" for i in range(9))))


def test_names_of_one_character_are_labels_like_any_other() -> None:
    layout = lay_out(network("a b c", "d b e"))
    assert {label.texts[0][1] for label in layout.labels} == {(name,) for name in "abcde"}
    assert layout.report["labels_clean_percent"] == 100


def test_names_of_two_hundred_characters_with_blanks_are_set_in_many_rows() -> None:
    names = dict.fromkeys("abcde", ("lange naam " * 19)[:200].strip())
    layout = lay_out(network("a b c", "d b e", names=names))
    assert layout.report["labels_in_conflict"] == []
    assert max(len(rows) for label in layout.labels for _language, rows in label.texts) > 3


def test_a_crossing_under_a_station_is_reported() -> None:
    middles = {
        ("a", "b"): Middle("a", "b", ((0.0, 0.0), (100.0, 0.0)), 1, 0),
        ("c", "d"): Middle("c", "d", ((50.0, -50.0), (50.0, 0.0)), 1, 1),
        ("e", "f"): Middle("e", "f", ((120.0, 0.0), (200.0, 0.0)), 1, 2),
    }
    assert crossings_of(list(middles.values())) == 1
