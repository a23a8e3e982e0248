"""States put on the cached drawing by class: a line or a route lit over the dimmed network, with its flags.

The drawing's conventions stand in docs/map.md: groups `node station` titled with the station's id, `node label`
titled `label:ID`, `edge line-LINE` titled `A--B`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from lines.network.domain import Line
from lines.web.colours import track_class
from lines.web.ride import Hop, hop

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
FLAG_HEIGHT = 22.0
FLAG_RISE = 40.0
CHARACTER_WIDTH = 7.2

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


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


def _centre(group: ElementTree.Element) -> tuple[float, float] | None:
    for shape in group.iter():
        if shape.tag in (f"{{{SVG}}}ellipse", f"{{{SVG}}}circle"):
            return float(shape.get("cx", "0")), float(shape.get("cy", "0"))
        if shape.tag == f"{{{SVG}}}rect":
            across, down = float(shape.get("x", "0")), float(shape.get("y", "0"))
            return across + float(shape.get("width", "0")) / 2, down + float(shape.get("height", "0")) / 2
    return None


def _flag(flag: Flag, centre: tuple[float, float]) -> Iterable[ElementTree.Element]:
    x, y = centre
    width = CHARACTER_WIDTH * len(flag.words) + 20
    group = ElementTree.Element(f"{{{SVG}}}g", {"class": f"flag {flag.css}", "aria-hidden": "true"})
    top = y - FLAG_RISE
    pole = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": f"{top + FLAG_HEIGHT:.1f}", "y2": f"{y - 10:.1f}"}
    ElementTree.SubElement(group, f"{{{SVG}}}line", pole)
    box = {"x": f"{x - width / 2:.1f}", "y": f"{top:.1f}", "width": f"{width:.1f}", "height": f"{FLAG_HEIGHT:g}"}
    ElementTree.SubElement(group, f"{{{SVG}}}rect", {**box, "rx": f"{FLAG_HEIGHT / 2:g}"})
    place = {"x": f"{x:.1f}", "y": f"{top + 15.5:.1f}", "text-anchor": "middle", "font-size": "13"}
    ElementTree.SubElement(group, f"{{{SVG}}}text", place).text = flag.words
    yield group


def _lit_nodes(groups: Iterable[ElementTree.Element], light: Light) -> None:
    for group in groups:
        station = _title(group).removeprefix("label:")
        if station in light.stations:
            _add_class(group, "lit", light.stations[station])


def _lit_edges(groups: Iterable[ElementTree.Element], light: Light) -> None:
    wanted = {(track_class(line), frozenset((one, other))) for line, one, other in light.tracks}
    for group in groups:
        ends = frozenset(_title(group).split("--"))
        if any((name, ends) in wanted for name in _classes(group)):
            _add_class(group, "lit")


def lit(drawing: str, light: Light) -> str:
    """`drawing` with `light` put on it; the drawing itself stays as it is in the cache."""
    root = ElementTree.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's file
    _add_class(root, "dimmed")
    groups = list(root.iter(f"{{{SVG}}}g"))
    _lit_nodes((group for group in groups if "node" in _classes(group)), light)
    _lit_edges((group for group in groups if "edge" in _classes(group)), light)
    parents = {child: parent for parent in root.iter() for child in parent}
    stations = {_title(group): group for group in groups if "station" in _classes(group)}
    for flag in light.flags:
        group = stations.get(flag.station)
        centre = _centre(group) if group is not None else None
        if group is not None and centre is not None:
            parents[group].extend(_flag(flag, centre))
    return ElementTree.tostring(root, encoding="unicode")
