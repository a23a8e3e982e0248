"""Colours that can be seen, rides that can be followed, states on the drawing."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.network.domain import Catalogue, Line, Station, Text
from lines.web.colours import DAY_FOG, NIGHT_FOG, escaped_class, style_sheet
from lines.web.flags import LIT_WEIGHT, SVG, Box, Flag, best_place, drawn_flag
from lines.web.lighting import Light, flagged, line_light, lit
from lines.web.ride import Ridden, lit_tracks, ridden_lines
from metro.kernel.colours import contrast, seen_on, text_on

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS, st.sampled_from([DAY_FOG, NIGHT_FOG]))
def test_every_colour_can_be_seen_on_its_ground_and_carries_readable_text(colour: str, ground: str) -> None:
    shown = seen_on(ground, colour)
    assert contrast(shown, ground) >= 3
    assert contrast(text_on(shown), shown) >= 4.5


def test_a_colour_that_can_be_seen_stays_as_it_was_chosen() -> None:
    assert seen_on(DAY_FOG, "#d3222a") == "#d3222a"


@given(st.text(min_size=1))
def test_no_line_id_can_break_out_of_its_selector(name: str) -> None:
    selector = escaped_class(name)
    assert not set(selector) & set("{},;\"'<>/*()[]:@#!")


def test_a_colour_that_is_no_colour_becomes_slate() -> None:
    line = Line("x", "X", Text.of(nl="X"), "red;}*{display:none}", ())
    assert "display" not in style_sheet(Catalogue("c", "nl", lines=(line,)))


def network(**lines: str) -> Catalogue:
    """A network with one-letter stations; each line is the string of its stations."""
    stations = tuple(Station(s, Text.of(nl=s), 60) for s in sorted(set("".join(lines.values())) | {"z"}))
    drawn = tuple(Line(name, name.upper(), Text.of(nl=name), "#d3222a", tuple(stops)) for name, stops in lines.items())
    return Catalogue("net", "nl", stations=stations, lines=drawn)


CROSS = network(s="abcd", d="ebf", q="gh")


@pytest.mark.parametrize(
    ("stops", "lines", "tracks"),
    [
        ([("a", "s"), ("d", "s")], ("s",), {"s:a-b", "s:b-c", "s:c-d"}),
        ([("a", "s"), ("b", "s"), ("f", "d")], ("s", "d"), {"s:a-b", "d:b-f"}),
        ([("a", "s"), ("b", "d"), ("f", "d")], ("s", "d"), {"s:a-b", "d:b-f"}),
        ([("a", "s"), ("f", "d")], (None,), {"s:a-b", "d:b-f"}),
        ([("a", "s"), ("g", "q")], (None,), set()),
        ([("a", "s"), ("z", None)], (None,), set()),
        ([("a", "s")], (), set()),
        ([], (), set()),
    ],
)
def test_a_ride_runs_along_the_shared_line_else_the_shortest_way(
    stops: list[tuple[str, str | None]], lines: tuple[str | None, ...], tracks: set[str]
) -> None:
    ridden = [Ridden(station, line) for station, line in stops]
    assert ridden_lines(CROSS, ridden) == lines
    assert {f"{line}:{one}-{other}" for line, one, other in lit_tracks(CROSS, ridden)} == tracks


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="metro-map"><g class="map">'
    '<g class="edge track line-s"><title>a--b</title></g><g class="edge track line-d"><title>a--b</title></g>'
    '<a href="/stations/a"><g class="node station"><title>a</title><ellipse cx="10" cy="20" rx="5" ry="5"/></g></a>'
    '<g class="node station"><title>b</title><path d="M0,0L20,0L20,8Z"/></g>'
    '<g class="node label"><title>label:a</title><text x="1" y="5">A</text></g>'
    '<g class="badge line-s"/></g></svg>'
)


def classes(drawing: str) -> list[str]:
    return [element.get("class", "") for element in ElementTree.fromstring(drawing).iter() if element.get("class")]


def test_a_lit_line_dims_the_others_and_lights_its_stations_labels_and_badge() -> None:
    line = Line("s", "S", Text.of(nl="S"), "#d3222a", ("b", "a"))
    assert classes(lit(DRAWING, line_light(line))) == [
        "metro-map dimmed", "map", "edge track line-s lit", "edge track line-d", "node station lit", "node station lit",
        "node label lit", "badge line-s lit",
    ]  # fmt: skip


CANVAS = Box(0, -400, 400, 0)
MARKER = Box(195, -205, 205, -195)
ABOVE, BELOW, RIGHT = Box(150, -240, 250, -212), Box(150, -188, 250, -160), Box(210, -210, 300, -190)


@pytest.mark.parametrize(
    ("others", "side"),
    [
        ([], "above"),
        ([ABOVE], "below"),
        ([ABOVE, BELOW], "right"),
        ([ABOVE, BELOW, RIGHT], "left"),
    ],
)
def test_a_flag_stands_where_it_covers_the_least(others: list[Box], side: str) -> None:
    place = best_place(MARKER, 80, others, CANVAS)
    stands = {
        "above": place.bottom < MARKER.top,
        "below": place.top > MARKER.bottom,
        "right": place.left > MARKER.right,
        "left": place.right < MARKER.left,
    }
    assert [name for name, is_there in stands.items() if is_there] == [side]


def test_a_flag_goes_further_away_rather_than_cover_a_lit_name() -> None:
    names = [Box(100, -245, 300, -205, LIT_WEIGHT), Box(100, -195, 300, -155, LIT_WEIGHT)]
    names += [Box(60, -205, 185, -195, LIT_WEIGHT), Box(215, -205, 340, -195, LIT_WEIGHT)]
    place = best_place(MARKER, 80, names, CANVAS)
    assert sum(place.overlap(name) for name in names) == 0


def test_a_flag_that_stands_further_away_is_tied_to_its_station() -> None:
    flag = Flag("a", "Je bent hier", "here")
    near = drawn_flag(flag, MARKER, Box(150, -240, 250, -216))
    far = drawn_flag(flag, MARKER, Box(150, -300, 250, -279))
    assert near.find(f"{SVG}line") is None
    assert far.find(f"{SVG}line") is not None


def test_a_flag_stays_on_the_canvas() -> None:
    at_the_top = Box(195, -400, 205, -390)
    assert best_place(at_the_top, 80, [], CANVAS).top > -395


def test_a_flag_on_the_whole_map_dims_nothing() -> None:
    drawing = flagged(DRAWING, (Flag("a", "Je bent hier", "here"),))
    assert "dimmed" not in drawing
    assert classes(drawing)[-1] == "flag here"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=30))
def test_the_words_of_a_flag_stand_in_the_drawing_as_they_are(words: str) -> None:
    drawing = lit(DRAWING, Light({}, frozenset(), (Flag("b", words, "goal"),)))
    assert ElementTree.fromstring(drawing).findall(".//{*}text")[-1].text in (words, words or None)


def test_a_flag_on_a_station_that_is_not_drawn_is_left_out() -> None:
    assert "flag" not in lit(DRAWING, Light({}, frozenset(), (Flag("nergens", "Bestemming", "goal"),)))
