"""How a route runs over the network: which line is ridden between stops, where to change, which tracks are lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from lines.network.domain import Catalogue, Line

Hop = tuple[str, str, str]
"""(line, station, station): a piece of track, the stations in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Ridden:
    """A stop as far as riding goes: the station and the line the planner gave it, None for one on no line."""

    station: str
    line: str | None


def hop(line: str, one: str, other: str) -> Hop:
    """The track of `line` between two stations, the same in either direction."""
    first, last = sorted((one, other))
    return line, first, last


def ridden_lines(catalogue: Catalogue, stops: Sequence[Ridden]) -> tuple[str | None, ...]:
    """The line between each stop and the next; None where they share none.

    A traveller changes as early as the stations allow: at the stop before, when it lies on the next line as well.
    """

    def lies_on(station: str, line: str | None) -> bool:
        return any(found.id == line for found in catalogue.lines_of[station])

    def between(one: Ridden, other: Ridden) -> str | None:
        if other.line is not None and lies_on(one.station, other.line):
            return other.line
        return one.line if one.line is not None and lies_on(other.station, one.line) else None

    return tuple(between(one, other) for one, other in pairwise(stops))


def track_graph(lines: Iterable[Line]) -> nx.MultiGraph[str]:
    """Stations and the tracks between them; each edge is keyed by its line."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for line in lines:
        for one, other in pairwise(line.stations):
            graph.add_edge(one, other, key=line.id)
    return graph


def _way(catalogue: Catalogue, line: str | None, one: str, other: str) -> Iterator[Hop]:
    graph = track_graph([catalogue.line_by_id[line]] if line is not None else catalogue.lines)
    if one in graph and other in graph and nx.has_path(graph, one, other):
        for here, there in pairwise(nx.shortest_path(graph, one, other)):
            yield hop(min(graph[here][there]), here, there)


def lit_tracks(catalogue: Catalogue, stops: Sequence[Ridden]) -> frozenset[Hop]:
    """The tracks a route runs over: along the shared line, else the way with the fewest hops, if there is one."""
    pairs = zip(pairwise(stops), ridden_lines(catalogue, stops), strict=True)
    ways = (_way(catalogue, line, one.station, other.station) for (one, other), line in pairs)
    return frozenset(track for way in ways for track in way)
