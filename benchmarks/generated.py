"""Networks of any size to measure with: planar, each line meets two stations of earlier ones, names of all lengths."""

from __future__ import annotations

from random import Random

import networkx as nx

from lines.maps.domain import PALETTE, MapLine, MapNetwork
from lines.network.domain import Text

MOST_NEIGHBOURS = 6
BETWEEN = 3
"""New stations between the two that a line shares with others."""

FAR = 2 * BETWEEN
"""The hops that two stations with a short cut between them may be apart: nobody digs a tunnel under a whole city."""

WORDS = (
    "Data", "Energie", "Cobot", "Veilig", "Onderhoud", "Plannen", "Meten", "Printen", "Robotcel", "Kwaliteit",
    "Sensoren", "Netwerk", "Waterstof", "Omstellen", "Vision", "Tekenen", "Lassen", "Keten", "Digitale", "tweeling",
)  # fmt: skip


def generated(stations: int, lines: int) -> MapNetwork:
    """A connected planar network of exactly so many stations and lines; the same sizes give the same network."""
    random = Random(stations)
    graph: nx.Graph[str] = nx.Graph()
    routes: list[list[str]] = []
    made = 0
    for number in range(lines):
        count = (stations - made) // (lines - number)
        fresh = [f"s{made + i}" for i in range(count)]
        made += count
        routes.append(_route(graph, fresh, random))
        nx.add_path(graph, routes[-1])
    names = {stop: " ".join(random.sample(WORDS, random.choice((1, 1, 2, 2, 3)))) for route in routes for stop in route}
    return MapNetwork(
        tuple(
            MapLine(f"l{i}", str(i + 1), Text.of(nl=f"Lijn {i + 1}"), PALETTE[i % len(PALETTE)], tuple(route))
            for i, route in enumerate(routes)
        ),
        tuple((stop, Text.of(nl=name)) for stop, name in names.items()),
        ("nl",),
    )


def _route(graph: nx.Graph[str], fresh: list[str], random: Random) -> list[str]:
    """The new stations in one line with two old ones among them, so that the whole stays planar."""
    if not graph:
        return fresh
    tail = (len(fresh) - BETWEEN) // 2
    middle = tail + BETWEEN
    while True:
        one, two = random.sample(sorted(stop for stop in graph if graph.degree[stop] < MOST_NEIGHBOURS - 1), 2)
        route = [*fresh[:tail], one, *fresh[tail:middle], two, *fresh[middle:]]
        if nx.shortest_path_length(graph, one, two) > FAR:
            continue
        tried = graph.copy()
        nx.add_path(tried, route)
        if nx.check_planarity(tried)[0]:
            return route
