"""The map's own view of a network: lines with ordered stations, and the names to print beside them.

A hop is an unordered pair of consecutive stations, and the lines on it are its bundle. The values here know nothing of
catalogues, so that a map can be drawn of anything that has lines; `network_of` makes one of a catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lines.network.domain import Catalogue, Text
from metro.kernel.i18n import LANGUAGES

Hop = tuple[str, str]
"""Two neighbouring stations, in code point order."""

PALETTE = (
    "#d3222a", "#0067b1", "#00834d", "#b25e00", "#7b2d8b", "#00808f",
    "#c2187a", "#5a6b00", "#3f51b5", "#8d4e2a", "#50606f", "#e0541b",
)  # fmt: skip
"""Colours for lines without a usable one; each is at least 3:1 on white."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class MapLine:
    id: str
    code: str
    name: Text
    color: str
    stations: tuple[str, ...]

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The hops in the order of the line; one ridden twice stands here twice, a repeated stop gives none."""
        return tuple(hop_of(a, b) for a, b in zip(self.stations, self.stations[1:], strict=False) if a != b)


@dataclass(frozen=True)
class MapNetwork:
    """What is drawn: `names` holds each station of a line once; `unlined` are the stations on no line."""

    lines: tuple[MapLine, ...]
    names: tuple[tuple[str, Text], ...]
    languages: tuple[str, ...] = LANGUAGES
    unlined: tuple[str, ...] = ()

    @cached_property
    def name_of(self) -> dict[str, Text]:
        """The name of each station of a line."""
        return dict(self.names)

    @cached_property
    def bundles(self) -> dict[Hop, tuple[str, ...]]:
        """For each hop the ids of the lines on it, in the order of the network."""
        found: dict[Hop, list[str]] = {}
        for line in self.lines:
            for hop in dict.fromkeys(line.hops):
                found.setdefault(hop, []).append(line.id)
        return {hop: tuple(lines) for hop, lines in found.items()}

    @cached_property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """For each station the stations one hop away, in code point order."""
        found: dict[str, set[str]] = {station: set() for station, _ in self.names}
        for a, b in self.bundles:
            found[a].add(b)
            found[b].add(a)
        return {station: tuple(sorted(near)) for station, near in found.items()}

    @cached_property
    def lines_at(self) -> dict[str, tuple[str, ...]]:
        """For each station the ids of its lines, in the order of the network."""
        found: dict[str, list[str]] = {station: [] for station, _ in self.names}
        for line in self.lines:
            for station in dict.fromkeys(line.stations):
                found[station].append(line.id)
        return {station: tuple(lines) for station, lines in found.items()}

    @cached_property
    def line_ends(self) -> dict[str, tuple[str, ...]]:
        """For each station the ids of the lines that end there; a ring ends nowhere."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            ends = dict.fromkeys((line.stations[0], line.stations[-1]) if line.stations else ())
            is_ring = len(ends) == 1 and len(line.stations) > 1
            for station in () if is_ring else ends:
                found.setdefault(station, []).append(line.id)
        return {station: tuple(lines) for station, lines in found.items()}


def hop_of(a: str, b: str) -> Hop:
    """The hop between two stations, whichever is named first."""
    return (a, b) if a < b else (b, a)


def stations_in_order(network: MapNetwork) -> tuple[str, ...]:
    """Every station of a line once, line after line: the order in which Tab travels the map."""
    return tuple(dict.fromkeys(station for line in network.lines for station in line.stations))


def network_of(catalogue: Catalogue, languages: tuple[str, ...] = LANGUAGES) -> MapNetwork:
    """The map's view of `catalogue`, with the names in each of `languages` (or the language each falls back to)."""
    lines = tuple(
        MapLine(
            line.id,
            line.code or line.name.text_in(languages[0])[:2],
            line.name,
            line.color if _COLOR.fullmatch(line.color or "") else PALETTE[index % len(PALETTE)],
            line.stations,
        )
        for index, line in enumerate(catalogue.lines)
    )
    used = {station for line in lines for station in line.stations}
    names = tuple((station.id, station.name) for station in catalogue.stations if station.id in used)
    unlined = tuple(station.id for station in catalogue.stations if station.id not in used)
    return MapNetwork(lines, names, languages, unlined)


def parts_of(network: MapNetwork) -> tuple[MapNetwork, ...]:
    """The connected parts of the network, largest first; lines without stations are in none of them."""
    left = set(network.neighbours)
    names = dict(network.names)
    parts = []
    for start, _ in network.names:
        if start not in left:
            continue
        found, queue = {start}, [start]
        while queue:
            for near in network.neighbours[queue.pop()]:
                if near not in found:
                    found.add(near)
                    queue.append(near)
        left -= found
        lines = tuple(line for line in network.lines if line.stations and line.stations[0] in found)
        chosen = tuple((station, names[station]) for station, _ in network.names if station in found)
        parts.append(MapNetwork(lines, chosen, network.languages))
    return tuple(sorted(parts, key=lambda part: -len(part.names)))
