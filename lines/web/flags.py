"""Flags on the drawing: "je bent hier" and the destination, each where it covers the least."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, inf
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

SVG = "{http://www.w3.org/2000/svg}"
HEIGHT = 21.0
CHARACTER_WIDTH = 7.2
PADDING = 20.0
RING_GAP = 5.0
FLAG_GAP = 4.0
FONT_SIZE = 13.0
BASELINE = 15.0
SLANT = 0.75
"""The share of the distance that a flag at a corner goes in each direction."""
LIT_WEIGHT = 100.0
"""The names on the route are what the drawing is about: no flag may cover them."""
EDGE_WEIGHT = 200.0
DISTANCE_WEIGHT = 2.0
"""What one unit further away costs, in units of covered area."""
CROSSING_WEIGHT = 20.0
"""What each step of a leader over something counts for, in units of covered area."""
LEADER_STEP = 4
DISTANCES = (0.0, 10.0, 22.0, 36.0, 52.0, 70.0, 90.0)

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Flag:
    """A word planted on a station; `css` tells the signal ("here") from the destination ("goal")."""

    station: str
    words: str
    css: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the drawing's units; `weight` is how bad it is to cover it."""

    left: float
    top: float
    right: float
    bottom: float
    weight: float = 1.0

    def overlap(self, other: Box) -> float:
        """The shared area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    def touches(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the box that is nearest to (x, y)."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def _value(element: Element, name: str) -> float:
    return float(element.get(name, "0"))


def marker_box(station: Element) -> Box | None:
    """The box around a station's ring or pill; None when nothing is drawn."""
    ellipse = station.find(f"{SVG}ellipse")
    if ellipse is not None:
        x, y, radius = _value(ellipse, "cx"), _value(ellipse, "cy"), _value(ellipse, "rx")
        return Box(x - radius, y - radius, x + radius, y + radius)
    path = station.find(f"{SVG}path")
    numbers = [float(number) for number in _NUMBER.findall(path.get("d", ""))] if path is not None else []
    if not numbers:
        return None
    return Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def text_boxes(group: Element) -> Iterable[Box]:
    """The boxes of the texts and rectangles in a label or a badge."""
    weight = LIT_WEIGHT if "lit" in group.get("class", "").split() else 1.0
    for rect in group.iter(f"{SVG}rect"):
        x, y = _value(rect, "x"), _value(rect, "y")
        yield Box(x, y, x + _value(rect, "width"), y + _value(rect, "height"), weight)
    for text in group.iter(f"{SVG}text"):
        width, baseline = _value(text, "textLength"), _value(text, "y")
        left = _value(text, "x") - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")] * width
        yield Box(left, baseline - FONT_SIZE, left + width, baseline + 0.25 * FONT_SIZE, weight)


def _places(marker: Box, width: float) -> Iterable[tuple[float, Box]]:
    """Where a flag may stand: above, below, beside and at the corners, close by or `distance` further away."""
    x, y = marker.centre
    close = max(marker.right - marker.left, marker.bottom - marker.top) / 2 + RING_GAP + FLAG_GAP
    for distance in DISTANCES:
        reach = close + distance
        aslant = reach * SLANT
        for left, top in (
            (x - width / 2, y - reach - HEIGHT),
            (x - width / 2, y + reach),
            (x + reach, y - HEIGHT / 2),
            (x - reach - width, y - HEIGHT / 2),
            (x + aslant, y - aslant - HEIGHT),
            (x - aslant - width, y - aslant - HEIGHT),
            (x + aslant, y + aslant),
            (x - aslant - width, y + aslant),
        ):
            yield distance, Box(left, top, left + width, top + HEIGHT)


def best_place(marker: Box, width: float, others: Sequence[Box], canvas: Box) -> Box:
    """The place that covers the least of `others`, stays on the canvas and is near; the first of equals."""
    best, least = marker, inf
    for distance, place in _places(marker, width):
        if distance * DISTANCE_WEIGHT >= least:
            break  # everything from here on is further away
        cost = _cost(marker, place, others, canvas) + distance * DISTANCE_WEIGHT
        if cost < least:
            best, least = place, cost
    return best


def _cost(marker: Box, place: Box, others: Sequence[Box], canvas: Box) -> float:
    """How bad it is to plant a flag of `marker` in `place`, apart from the distance."""
    x, y = marker.centre
    reach = Box(min(x, place.left), min(y, place.top), max(x, place.right), max(y, place.bottom))
    near = [other for other in others if other.touches(reach)]
    outside = (place.area - place.overlap(canvas)) * EDGE_WEIGHT
    covered = sum(place.overlap(other) * other.weight for other in near)
    crossed = sum(other.weight for point in _way(marker, place) for other in near if other.holds(*point))
    return outside + covered + crossed * CROSSING_WEIGHT


def _way(marker: Box, place: Box) -> Iterable[tuple[float, float]]:
    """Points on the way from outside the ring of `marker` to a flag in `place`."""
    x, y = marker.centre
    to_x, to_y = place.nearest(x, y)
    length = hypot(to_x - x, to_y - y)
    start = max(marker.right - marker.left, marker.bottom - marker.top) / 2 + RING_GAP
    for step in range(int(start), int(length), LEADER_STEP):
        yield x + (to_x - x) * step / length, y + (to_y - y) * step / length


def _leader(x: float, y: float, ring: float, place: Box) -> dict[str, str] | None:
    """The line from the ring to a flag that stands further away; None when they are next to each other."""
    to_x, to_y = place.nearest(x, y)
    length = hypot(to_x - x, to_y - y)
    if length <= ring + 2 * FLAG_GAP:
        return None
    share = ring / length
    from_x, from_y = x + (to_x - x) * share, y + (to_y - y) * share
    return {"x1": f"{from_x:.1f}", "y1": f"{from_y:.1f}", "x2": f"{to_x:.1f}", "y2": f"{to_y:.1f}"}


def flag_width(flag: Flag) -> float:
    """How wide the flag is drawn."""
    return CHARACTER_WIDTH * len(flag.words) + PADDING


def drawn_flag(flag: Flag, marker: Box, place: Box) -> Element:
    """A ring around the station, and the flag in its place."""
    x, y = marker.centre
    ring = max(marker.right - marker.left, marker.bottom - marker.top) / 2 + RING_GAP
    group = Element(f"{SVG}g", {"class": f"flag {flag.css}", "aria-hidden": "true"})
    SubElement(group, f"{SVG}circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{ring:.1f}"})
    leader = _leader(x, y, ring, place)
    if leader is not None:
        SubElement(group, f"{SVG}line", leader)
    size = {"width": f"{place.right - place.left:.1f}", "height": f"{HEIGHT:g}", "rx": f"{HEIGHT / 2:g}"}
    SubElement(group, f"{SVG}rect", {"x": f"{place.left:.1f}", "y": f"{place.top:.1f}", **size})
    where = {"x": f"{(place.left + place.right) / 2:.1f}", "y": f"{place.top + BASELINE:.1f}"}
    text = SubElement(group, f"{SVG}text", {**where, "text-anchor": "middle", "font-size": f"{FONT_SIZE:g}"})
    text.text = flag.words
    return group


def flag_text(flag: Flag, marker: Box, place: Box) -> str:
    """The same as text, to stand inside a drawing that names its namespace already."""
    drawn = ElementTree.tostring(drawn_flag(flag, marker, place), encoding="unicode")
    return drawn.replace(f' xmlns="{SVG.strip("{}")}"', "", 1)
