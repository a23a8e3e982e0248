"""States put on the cached drawing by class: a line or a route lit over the dimmed network, with its flags.

The drawing's conventions stand in docs/map.md: groups `node station` titled with the station's id, `node label`
titled `label:ID`, `edge line-LINE` titled `A--B`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from lines.maps.finishing import line_class
from lines.network.domain import Line
from lines.web.ride import Hop, hop

SVG = "http://www.w3.org/2000/svg"
FLAG_HEIGHT = 21.0
FLAG_GAP = 4.0
RING_GAP = 5.0
BESIDE = 6.0
CHARACTER_WIDTH = 7.2

ElementTree.register_namespace("", SVG)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Flag:
    """A word planted on a station; `css` tells the signal ("here") from the destination ("goal")."""

    station: str
    words: str
    css: str


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


def _title(group: ElementTree.Element) -> str:
    return group.findtext(f"{{{SVG}}}title") or ""


def _classes(group: ElementTree.Element) -> list[str]:
    return group.get("class", "").split()


def _add_class(group: ElementTree.Element, *names: str) -> None:
    group.set("class", " ".join([*_classes(group), *(name for name in names if name)]))


@dataclass(frozen=True, slots=True)
class _Shape:
    """The middle of a ring or a pill, and how far it reaches from there."""

    x: float
    y: float
    reach: float


def _shape(station: ElementTree.Element) -> _Shape | None:
    ellipse = station.find(f"{{{SVG}}}ellipse")
    if ellipse is not None:
        x, y, radius = (float(ellipse.get(key, "0")) for key in ("cx", "cy", "rx"))
        return _Shape(x, y, radius)
    path = station.find(f"{{{SVG}}}path")
    numbers = [float(number) for number in _NUMBER.findall(path.get("d", ""))] if path is not None else []
    if not numbers:
        return None
    left, right, top, bottom = min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2])
    return _Shape((left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / 2)


def _rows(label: ElementTree.Element | None) -> list[float]:
    """The baselines of a label."""
    return [float(text.get("y", "0")) for text in label.iter(f"{{{SVG}}}text")] if label is not None else []


def _flag(flag: Flag, shape: _Shape, rows: list[float]) -> ElementTree.Element:
    """A ring around the station and the flag, on the side where its name is not."""
    x, y = shape.x, shape.y
    ring = shape.reach + RING_GAP
    is_name_above = bool(rows) and sum(rows) / len(rows) < y - BESIDE
    top = y + ring + FLAG_GAP if is_name_above else y - ring - FLAG_GAP - FLAG_HEIGHT
    width = CHARACTER_WIDTH * len(flag.words) + 20
    group = ElementTree.Element(f"{{{SVG}}}g", {"class": f"flag {flag.css}", "aria-hidden": "true"})
    ElementTree.SubElement(group, f"{{{SVG}}}circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{ring:.1f}"})
    box = {"x": f"{x - width / 2:.1f}", "y": f"{top:.1f}", "width": f"{width:.1f}", "height": f"{FLAG_HEIGHT:g}"}
    ElementTree.SubElement(group, f"{{{SVG}}}rect", {**box, "rx": f"{FLAG_HEIGHT / 2:g}"})
    place = {"x": f"{x:.1f}", "y": f"{top + 15:.1f}", "text-anchor": "middle", "font-size": "13"}
    ElementTree.SubElement(group, f"{{{SVG}}}text", place).text = flag.words
    return group


def _lit_nodes(groups: Iterable[ElementTree.Element], light: Light) -> None:
    for group in groups:
        station = _title(group).removeprefix("label:")
        if station in light.stations:
            _add_class(group, "lit", light.stations[station])


def _lit_edges(groups: Iterable[ElementTree.Element], light: Light) -> None:
    wanted = {(line_class(line), frozenset((one, other))) for line, one, other in light.tracks}
    for group in groups:
        ends = frozenset(_title(group).split("--"))
        if any((name, ends) in wanted for name in _classes(group)):
            _add_class(group, "lit")


def _lit_badges(groups: Iterable[ElementTree.Element], light: Light) -> None:
    wanted = {line_class(line) for line, _one, _other in light.tracks}
    for group in groups:
        if wanted.intersection(_classes(group)):
            _add_class(group, "lit")


def lit(drawing: str, light: Light) -> str:
    """`drawing` with `light` put on it; the drawing itself stays as it is in the cache."""
    root = ElementTree.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's file
    _add_class(root, "dimmed")
    groups = list(root.iter(f"{{{SVG}}}g"))
    _lit_nodes((group for group in groups if "node" in _classes(group)), light)
    _lit_edges((group for group in groups if "edge" in _classes(group)), light)
    _lit_badges((group for group in groups if "badge" in _classes(group)), light)
    world = root.find(f"{{{SVG}}}g")
    by_title = {_title(group): group for group in groups if "node" in _classes(group)}
    for flag in light.flags:
        station = by_title.get(flag.station)
        shape = _shape(station) if station is not None else None
        if world is not None and shape is not None:
            world.append(_flag(flag, shape, _rows(by_title.get(f"label:{flag.station}"))))
    return ElementTree.tostring(root, encoding="unicode")
