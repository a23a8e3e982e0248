"""A drawing that is cut and joined is the drawing, with exactly the states that were asked for on it."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from lines.web import flags
from lines.web.flags import Box, Flag, best_place
from lines.web.lighting import Light, flagged, lit
from lines.web.ride import Hop, hop

STATIONS = (*"abcdé", '<"&', "x y")
TRACKS: tuple[Hop, ...] = tuple(hop(line, one, other) for line in ("s", "d e") for one, other in pairwise(STATIONS))
FLAGS = st.lists(st.builds(Flag, st.sampled_from(STATIONS), st.sampled_from(["Hier", 'A & <B> "C"']), st.just("here")))


def _drawing() -> str:
    """A drawing by the conventions of docs/map.md: each track, each station with its label, a badge per line."""
    root = ElementTree.Element("svg", {"viewBox": "0 0 600 400", "class": "metro-map", "xmlns": flags.SVG.strip("{}")})
    world = ElementTree.SubElement(root, "g", {"class": "map"})

    def group(kinds: str, title: str) -> ElementTree.Element:
        made = ElementTree.SubElement(world, "g", {"class": kinds})
        ElementTree.SubElement(made, "title").text = title
        return made

    for line, one, other in TRACKS:
        group(f"edge track line-{line.replace(' ', '_')}", f"{one}--{other}")
    for number, station in enumerate(STATIONS):
        x = str(60 + 70 * number)
        ring = {"cx": x, "cy": "-200", "rx": "6", "ry": "6"}
        ElementTree.SubElement(group("node station", station), "ellipse", ring)
        text = {"x": x, "y": "-212", "textLength": "60", "text-anchor": "middle"}
        ElementTree.SubElement(group("node label", f"label:{station}"), "text", text).text = station
    for line in ("s", "d_e"):
        badge = ElementTree.SubElement(world, "g", {"class": f"badge line-{line}"})
        ElementTree.SubElement(badge, "rect", {"x": "10", "y": "-100", "width": "22", "height": "19"})
    return ElementTree.tostring(root, encoding="unicode")


DRAWING = ElementTree.tostring(ElementTree.fromstring(_drawing()), encoding="unicode")


def _with(drawing: str, name: str) -> list[str]:
    """Which groups carry the class `name`: their title, or the classes of one without."""
    groups = list(ElementTree.fromstring(drawing).iter(f"{flags.SVG}g"))
    return [
        group.findtext(f"{flags.SVG}title") or group.get("class", "").split()[1]
        for group in groups
        if name in group.get("class", "").split()
    ]


@given(st.sets(st.sampled_from(STATIONS)), st.sets(st.sampled_from(TRACKS)), st.sets(st.sampled_from(STATIONS)))
def test_what_is_lit_and_found_is_on_it_and_nothing_else(stations: set[str], tracks: set[Hop], found: set[str]) -> None:
    drawing = lit(DRAWING, Light(dict.fromkeys(stations, "ready"), frozenset(tracks)), found)
    nodes = {name for station in stations for name in (station, f"label:{station}")}
    badges = {f"line-{line.replace(' ', '_')}" for line, _, _ in tracks}
    lit_groups = _with(drawing, "lit")
    assert {name for name in lit_groups if "--" not in name} == nodes | badges
    assert len([name for name in lit_groups if "--" in name]) == len(tracks)
    assert set(_with(drawing, "ready")) == nodes
    assert set(_with(drawing, "found")) == {name for station in found for name in (station, f"label:{station}")}
    plain = drawing.replace(" found", "").replace(" ready", "").replace(" lit", "").replace(" dimmed", "")
    assert plain == DRAWING


@given(FLAGS)
def test_flags_stand_at_the_end_of_the_drawing_and_leave_the_rest_as_it_was(planted: list[Flag]) -> None:
    drawing = flagged(DRAWING, planted)
    start, end = DRAWING.removesuffix("</g></svg>"), "</g></svg>"
    assert drawing.startswith(start)
    assert drawing.endswith(end)
    root = ElementTree.fromstring(drawing)
    assert [text.text for text in root.findall(".//{*}g[@class='flag here']/{*}text")] == [f.words for f in planted]


BOXES = st.builds(
    lambda x, y, width, height, weight: Box(x, y, x + width, y + height, weight),
    st.integers(0, 350), st.integers(-400, -30), st.integers(1, 90), st.integers(1, 30),
    st.sampled_from([1.0, 12.0, 100.0]),
)  # fmt: skip


@given(BOXES, st.integers(30, 150), st.lists(BOXES, max_size=25))
def test_the_place_of_a_flag_is_the_first_of_the_cheapest_of_all(marker: Box, width: int, others: list[Box]) -> None:
    canvas = Box(0, -400, 400, 0)

    def cost(found: tuple[float, Box]) -> float:
        distance, place = found
        outside = (place.area - place.overlap(canvas)) * flags.EDGE_WEIGHT
        covered = sum(place.overlap(other) * other.weight for other in others)
        crossed = sum(o.weight for point in flags._way(marker, place) for o in others if o.holds(*point))
        return outside + covered + crossed * flags.CROSSING_WEIGHT + distance * flags.DISTANCE_WEIGHT

    assert best_place(marker, width, others, canvas) == min(flags._places(marker, width), key=cost)[1]
