"""A drawing cut into pieces once, so that lighting it is joining text.

The drawing's conventions stand in docs/map.md: groups `node station` titled with the station's id, `node label`
titled `label:ID`, `edge line-LINE` titled `A--B`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from lines.web.flags import LIT_WEIGHT, SVG, Box, marker_box, text_boxes

KEPT_DRAWINGS = 8
"""As many as the map's own service keeps: a few versions in two languages."""
STATION_WEIGHT = 12.0
"""Covering a whole ring hides more than covering part of a name."""

_MARK = re.compile("\0([0-9]+)\0")
"""Where a piece ends while the drawing is cut; no XML document can hold this character."""

Slots = Mapping[object, tuple[int, ...]]

ElementTree.register_namespace("", SVG.strip("{}"))


@dataclass(frozen=True, slots=True)
class Words:
    """The boxes of a label or badge, as they weigh dimmed and lit; `slot` is where its group takes classes."""

    slot: int
    plain: tuple[Box, ...]
    lit: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class CutDrawing:
    """`parts` joined are the drawing; every second one is an empty slot for more classes, or for flags at `world`.

    `nodes` (by station), `tracks` (by line class and both ends) and `badges` (by line class) are numbers of slots, and
    so is `spoken`: the ends of what is read out for a station;
    `rings` are the boxes of the stations that are drawn, `canvas` the part that is seen, `lines` the classes of the
    lines on it.
    """

    parts: tuple[str, ...]
    root: int
    world: int | None
    nodes: Slots
    tracks: Slots
    badges: Slots
    spoken: Slots
    words: tuple[Words, ...]
    rings: Mapping[str, Box]
    canvas: Box
    lines: frozenset[str]


def _title(group: Element) -> str:
    return group.findtext(f"{SVG}title") or ""


def _classes(group: Element) -> list[str]:
    return group.get("class", "").split()


def _groups(root: Element, sort: str) -> list[Element]:
    return [group for group in root.iter(f"{SVG}g") if sort in _classes(group)]


class _Marks:
    """Marks put in a parsed drawing; once it is text, the slots that they became."""

    def __init__(self) -> None:
        self._behind: list[Element] = []

    def next(self, element: Element) -> str:
        """A mark to put in `element`."""
        self._behind.append(element)
        return f"\0{len(self._behind) - 1}\0"

    def pieces(self, text: str) -> tuple[tuple[str, ...], dict[Element, int]]:
        """`text` cut at the marks with an empty slot for each, and the first slot of each element."""
        pieces = _MARK.split(text)
        slots: dict[Element, int] = {}
        for slot in range(1, len(pieces), 2):
            slots.setdefault(self._behind[int(pieces[slot])], slot)
            pieces[slot] = ""
        return tuple(pieces), slots


def _canvas(root: Element) -> Box:
    """The part that is seen, in the units of the stations: y runs upwards from the bottom edge."""
    numbers = [float(number) for number in root.get("viewBox", "0 0 0 0").split()]
    return Box(0, -numbers[3], numbers[2], 0)


def _rings(root: Element) -> dict[str, Box]:
    stations = {_title(group): group for group in _groups(root, "station")}
    boxes = {station: marker_box(group) for station, group in stations.items()}
    return {station: replace(box, weight=STATION_WEIGHT) for station, box in boxes.items() if box is not None}


def _by(named: Iterable[tuple[object, int]]) -> Slots:
    slots: defaultdict[object, tuple[int, ...]] = defaultdict(tuple)
    for name, slot in named:
        slots[name] += (slot,)
    return dict(slots)


@lru_cache(KEPT_DRAWINGS)
def cut(drawing: str) -> CutDrawing:
    """`drawing`, one of our own, cut where classes and flags may come."""
    root = ElementTree.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's file
    nodes, edges, badges = _groups(root, "node"), _groups(root, "edge"), _groups(root, "badge")
    boxes = [(group, tuple(text_boxes(group))) for group in (*_groups(root, "label"), *badges)]
    rings, world = _rings(root), root.find(f"{SVG}g")
    names = {group: _classes(group) for group in (root, *nodes, *edges, *badges)}
    links = [link for link in root.iter(f"{SVG}a") if link.get("aria-label") and len(link)]
    marks = _Marks()
    for link in links:
        link.set("aria-label", link.get("aria-label", "") + marks.next(link))
    for group, own in names.items():
        group.set("class", " ".join(own) + marks.next(group))
    if world is not None and len(world):
        world[-1].tail = (world[-1].tail or "") + marks.next(world)
    parts, slots = marks.pieces(ElementTree.tostring(root, encoding="unicode"))
    return CutDrawing(
        parts=parts,
        root=slots[root],
        world=slots.get(world) if world is not None else None,
        nodes=_by((_title(group).removeprefix("label:"), slots[group]) for group in nodes),
        tracks=_by(((name, frozenset(_title(g).split("--"))), slots[g]) for g in edges for name in names[g]),
        badges=_by((name, slots[group]) for group in badges for name in names[group]),
        spoken=_by((_title(link[0]), slots[link]) for link in links),
        words=tuple(Words(slots[g], own, tuple(replace(box, weight=LIT_WEIGHT) for box in own)) for g, own in boxes),
        rings=rings,
        canvas=_canvas(root),
        lines=frozenset(name for group in (*edges, *badges) for name in names[group] if name.startswith("line-")),
    )
