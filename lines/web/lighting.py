"""States put on the drawing by class: a line or a route lit over the dimmed network, flags, what a search found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise

from lines.maps.finishing import line_class
from lines.network.domain import Line
from lines.web.cutting import CutDrawing, cut
from lines.web.flags import LIT_WEIGHT, Box, Flag, best_place, flag_text, flag_width
from lines.web.marks import mark_text, state_name
from lines.web.ride import Hop, hop

KEPT_FLAGS = 256
"""Each is half a kB."""


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


def _lit_slots(drawn: CutDrawing, light: Light) -> dict[int, str]:
    """What comes in which slot."""
    slots = {drawn.root: " dimmed"}
    for station, state in light.stations.items():
        for slot in drawn.nodes.get(station, ()):
            slots[slot] = f" lit {state}" if state else " lit"
        for slot in drawn.spoken.get(station, ()) if state else ():
            slots[slot] = escape(f". {state_name(state)}")
    for line, one, other in light.tracks:
        for slot in drawn.tracks.get((line_class(line), frozenset((one, other))), ()):
            slots[slot] = " lit"
    for line in {line_class(line) for line, _one, _other in light.tracks}:
        for slot in drawn.badges.get(line, ()):
            slots[slot] = " lit"
    return slots


@lru_cache(KEPT_FLAGS)
def _planted(drawing: str, lit_slots: frozenset[int], flags: tuple[Flag, ...]) -> str:
    """The flags in their places, as text: looking for these takes twenty times as long as all the rest."""
    drawn = cut(drawing)
    taken = [box for each in drawn.words for box in (each.lit if each.slot in lit_slots else each.plain)]
    taken += drawn.rings.values()
    planted = []
    for flag in flags:
        marker = drawn.rings.get(flag.station)
        if marker is not None:
            place = best_place(marker, flag_width(flag), taken, drawn.canvas)
            planted.append(flag_text(flag, marker, place))
            taken.append(Box(place.left, place.top, place.right, place.bottom, LIT_WEIGHT))
    return "".join(planted)


def _marked(drawn: CutDrawing, states: Mapping[str, str]) -> str:
    """The shapes of the states, as text."""
    return "".join(
        mark_text(state, drawn.rings[station]) for station, state in states.items() if station in drawn.rings
    )


def _joined(
    drawing: str, lit_slots: Mapping[int, str], found: Iterable[str], flags: Sequence[Flag], states: Mapping[str, str]
) -> str:
    drawn = cut(drawing)
    parts = list(drawn.parts)
    for slot, classes in lit_slots.items():
        parts[slot] = classes
    for slot in {slot for station in found for slot in drawn.nodes.get(station, ())}:
        parts[slot] += " found"
    if drawn.world is not None:
        parts[drawn.world] = _marked(drawn, states) + _planted(drawing, frozenset(lit_slots), tuple(flags))
    return "".join(parts)


def lit(drawing: str, light: Light, found: Collection[str] = ()) -> str:
    """`drawing` with `light` put on it and the stations that a search `found` marked."""
    return _joined(drawing, _lit_slots(cut(drawing), light), found, light.flags, light.stations)


def flagged(drawing: str, flags: Sequence[Flag], found: Collection[str] = ()) -> str:
    """`drawing` with nothing dimmed, `flags` planted, and the stations that a search `found` marked."""
    if not flags and not found:
        return drawing
    return _joined(drawing, {}, found, flags, {})
