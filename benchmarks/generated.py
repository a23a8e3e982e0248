"""Networks of any size to measure with, names of all lengths: planar ones, where each line meets two stations of
earlier ones, and ones like London's or Paris's, whose lines cross a dense middle and meet where they come near."""

from __future__ import annotations

import math
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
    return _named(routes, random)


def _named(routes: list[list[str]], random: Random) -> MapNetwork:
    names = {stop: " ".join(random.sample(WORDS, random.choice((1, 1, 2, 2, 3)))) for route in routes for stop in route}
    return MapNetwork(
        tuple(
            MapLine(f"l{i}", str(i + 1), Text.of(nl=f"Lijn {i + 1}"), PALETTE[i % len(PALETTE)], tuple(route))
            for i, route in enumerate(routes)
        ),
        tuple((stop, Text.of(nl=name)) for stop, name in names.items()),
        ("nl",),
    )


def metropolis(lines: int, hops: int, passing: int, seed: int) -> MapNetwork:
    """A network like that of a capital: straight lines of so many hops over a city, stations where two come near.

    Of the places where two lines cross, the first `passing` have no station: so many crossings are known to do, though
    another drawing may need fewer. The same numbers give the same network.
    """
    random = Random(seed)
    angles = [math.pi * (number + random.uniform(-0.3, 0.3)) / lines for number in range(lines)]
    aside = [random.uniform(-0.4, 0.4) for _ in angles]
    meetings: list[list[tuple[float, str]]] = [[] for _ in range(lines)]
    met = 0
    for one in range(lines):
        for two in range(one):
            turn = math.sin(angles[two] - angles[one])
            along = [
                (aside[one] * math.cos(angles[two] - angles[one]) - aside[two]) / turn,
                (aside[one] - aside[two] * math.cos(angles[two] - angles[one])) / turn,
            ]
            if max(map(abs, along)) > 1.0:
                continue
            met += 1
            if met > passing:
                for line, place in ((one, along[0]), (two, along[1])):
                    meetings[line].append((place, f"x{two}-{one}"))
    routes = []
    for number, stops in enumerate(meetings):
        plain = max(0, hops + 1 - len(stops))
        between = [(-1.0 + 2.0 * i / max(1, plain - 1), f"l{number}-{i}") for i in range(plain)]
        routes.append([stop for _place, stop in sorted(stops + between)])
    return _named(routes, random)


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
