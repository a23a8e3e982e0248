"""Networks to draw: the given files as catalogues, and small ones written down in a test."""

from __future__ import annotations

import importlib
import json
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx

from lines.maps.domain import MapNetwork, network_of
from lines.network.domain import Catalogue, Line, Station, Text

DATA = Path(__file__).parents[2] / "data" / "networks"


def network_file(name: str) -> dict[str, Any]:
    """The network file as it stands, for the scorer."""
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def catalogue_of(name: str) -> Catalogue:
    """A network file as a catalogue: every station sixty minutes, nothing taught."""
    source = network_file(name)
    ids = dict.fromkeys(station for line in source["lines"] for station in line["stations"])
    return Catalogue(
        name=source["name"],
        language="nl",
        stations=tuple(Station(station, Text.of(nl=station), 60) for station in ids),
        lines=tuple(
            Line(line["id"], line["id"][:3], Text.of(nl=line["id"]), line.get("color") or "", tuple(line["stations"]))
            for line in source["lines"]
        ),
    )


def given_network(name: str) -> MapNetwork:
    """What the map sees of a network file."""
    return network_of(catalogue_of(name))


def network(*lines: str | list[str], names: dict[str, str] | None = None) -> MapNetwork:
    """Lines written as blank-separated station ids, or lists of ids; a station is called after its id."""
    stops = [tuple(line.split() if isinstance(line, str) else line) for line in lines]
    ids = dict.fromkeys([*(station for line in stops for station in line), *(names or {})])
    called = {station: station for station in ids} | (names or {})
    return network_of(
        Catalogue(
            name="test",
            language="nl",
            stations=tuple(Station(station, Text.of(nl=called[station]), 60) for station in ids),
            lines=tuple(
                Line(f"line {i}", str(i), Text.of(nl=f"Lijn {i}", en=f"Line {i}"), "", line)
                for i, line in enumerate(stops, 1)
            ),
        )
    )


def scored(svg: Path, source: dict[str, Any]) -> dict[str, Any]:
    """The scorer's figures of a drawing; the scorer is a program of its own, in benchmarks."""
    scorer = importlib.import_module("benchmarks.mapscore")
    found: dict[str, Any] = scorer.score(scorer.from_svg(str(svg), source), source)
    return found


def as_file(drawn: MapNetwork) -> dict[str, Any]:
    """A network as the scorer reads it; it takes a stop named twice in a row for a hop."""
    return {
        "lines": [{"id": line.id, "stations": [stop for stop, _same in groupby(line.stations)]} for line in drawn.lines]
    }


def random_planar(seed: int, stations: int = 14, hops_each: float = 1.4) -> MapNetwork:
    """A connected planar network with at most seven neighbours each, its hops shared out over lines at random."""
    random = Random(seed)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_node(0)
    for new in range(1, stations):
        graph.add_edge(new, random.choice([old for old in graph if graph.degree[old] < 6]))
    for _try in range(20 * stations):
        a, b = random.sample(range(stations), 2)
        is_full = graph.number_of_edges() >= hops_each * stations or max(graph.degree[a], graph.degree[b]) > 6
        if is_full or graph.has_edge(a, b):
            continue
        graph.add_edge(a, b)
        if not nx.check_planarity(graph)[0]:
            graph.remove_edge(a, b)
    return network(*_walks(graph, random))


def _walks(graph: nx.Graph[int], random: Random) -> list[list[str]]:
    left, walks = {frozenset(edge) for edge in graph.edges}, []
    while left:
        walk = [min(min(left, key=sorted))]
        while ways := [near for near in sorted(graph[walk[-1]])
                       if frozenset((walk[-1], near)) in left and near not in walk]:  # fmt: skip
            walk.append(random.choice(ways))
            left.discard(frozenset(walk[-2:]))
        walks.append([f"s{stop}" for stop in walk])
    return walks
