"""States put on the cached drawing by class: a line or a route lit over the dimmed network, and flags.

The drawing's conventions stand in docs/map.md: groups `node station` titled with the station's id, `node label`
titled `label:ID`, `edge line-LINE` titled `A--B`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from lines.maps.finishing import line_class
from lines.network.domain import Line
from lines.web.flags import LIT_WEIGHT, SVG, Box, Flag, best_place, drawn_flag, flag_width, marker_box, text_boxes
from lines.web.ride import Hop, hop

STATION_WEIGHT = 12.0
"""Covering a whole ring hides more than covering part of a name."""

ElementTree.register_namespace("", SVG.strip("{}"))


@dataclass(frozen=True, slots=True)
class Light:
    """What is lit: stations with their state class ("" for none) and tracks; everything else is dimmed."""

    stations: Mapping[str, str]
    tracks: frozenset[Hop]
    flags: tuple[Flag, ...] = ()


def line_light(line: Line) -> Light:
    """`line` lit over the others."""
    tracks = frozenset(hop(line.id, one, other) for one, other in pairwise(line.stations))
    return Light(dict.fromkeys(line.stations, ""), tracks)


def _title(group: Element) -> str:
    return group.findtext(f"{SVG}title") or ""


def _classes(group: Element) -> list[str]:
    return group.get("class", "").split()


def _add_class(group: Element, *names: str) -> None:
    group.set("class", " ".join([*_classes(group), *(name for name in names if name)]))


def _groups(root: Element, sort: str) -> list[Element]:
    return [group for group in root.iter(f"{SVG}g") if sort in _classes(group)]


def _light_nodes(root: Element, light: Light) -> None:
    for group in _groups(root, "node"):
        station = _title(group).removeprefix("label:")
        if station in light.stations:
            _add_class(group, "lit", light.stations[station])


def _light_edges(root: Element, light: Light) -> None:
    wanted = {(line_class(line), frozenset((one, other))) for line, one, other in light.tracks}
    for group in _groups(root, "edge"):
        ends = frozenset(_title(group).split("--"))
        if any((name, ends) in wanted for name in _classes(group)):
            _add_class(group, "lit")


def _light_badges(root: Element, light: Light) -> None:
    wanted = {line_class(line) for line, _one, _other in light.tracks}
    for group in _groups(root, "badge"):
        if wanted.intersection(_classes(group)):
            _add_class(group, "lit")


def _canvas(root: Element) -> Box:
    """The part that is seen, in the units of the stations: y runs upwards from the bottom edge."""
    numbers = [float(number) for number in root.get("viewBox", "0 0 0 0").split()]
    return Box(0, -numbers[3], numbers[2], 0)


def _plant(root: Element, flags: Sequence[Flag]) -> None:
    world = root.find(f"{SVG}g")
    stations = {_title(group): group for group in _groups(root, "station")}
    taken = [box for sort in ("label", "badge") for group in _groups(root, sort) for box in text_boxes(group)]
    markers = (marker_box(group) for group in stations.values())
    taken += [replace(box, weight=STATION_WEIGHT) for box in markers if box is not None]
    for flag in flags:
        station = stations.get(flag.station)
        marker = marker_box(station) if station is not None else None
        if world is not None and marker is not None:
            place = best_place(marker, flag_width(flag), taken, _canvas(root))
            world.append(drawn_flag(flag, marker, place))
            taken.append(Box(place.left, place.top, place.right, place.bottom, LIT_WEIGHT))


def _parsed(drawing: str) -> Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's file


def lit(drawing: str, light: Light) -> str:
    """`drawing` with `light` put on it; the drawing itself stays as it is in the cache."""
    root = _parsed(drawing)
    _add_class(root, "dimmed")
    _light_nodes(root, light)
    _light_edges(root, light)
    _light_badges(root, light)
    _plant(root, light.flags)
    return ElementTree.tostring(root, encoding="unicode")


def flagged(drawing: str, flags: Sequence[Flag]) -> str:
    """`drawing` with nothing dimmed and `flags` planted."""
    root = _parsed(drawing)
    _plant(root, flags)
    return ElementTree.tostring(root, encoding="unicode")


def marked(drawing: str, stations: Collection[str]) -> str:
    """`drawing` with `stations` and their names marked as found by a search."""
    root = _parsed(drawing)
    for group in _groups(root, "node"):
        if _title(group).removeprefix("label:") in stations:
            _add_class(group, "found")
    return ElementTree.tostring(root, encoding="unicode")
