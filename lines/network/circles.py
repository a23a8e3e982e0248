"""Circles in what waits for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx


def circles(waits: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One circle of each knot of things that wait for each other, in the order of `waits`.

    A knot is a strongly connected component (Tarjan 1972). A circle starts with its member that comes first in
    `waits`; each member waits for the next, the last for the first. Takes time linear in the size of `waits`.

    >>> circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"]})
    [('b', 'c'), ('d',)]
    """
    stuck = _stuck(waits)
    place = {name: number for number, name in enumerate(waits) if name in stuck}
    graph = nx.DiGraph((name, other) for name in place for other in waits[name] if other in place)
    knots = [knot for knot in nx.strongly_connected_components(graph) if _is_knot(graph, knot)]
    return sorted((_circle(waits, knot, place) for knot in knots), key=lambda circle: place[circle[0]])


def _stuck(waits: Mapping[str, Sequence[str]]) -> set[str]:
    """Those that never get their turn (Kahn 1962): in a circle or behind one; most often nobody."""
    open_waits = {name: sum(other in waits for other in others) for name, others in waits.items()}
    behind: dict[str, list[str]] = {name: [] for name in waits}
    for name, others in waits.items():
        for other in others:
            if other in behind:
                behind[other].append(name)
    ready = [name for name, number in open_waits.items() if number == 0]
    for name in ready:
        for follower in behind[name]:
            open_waits[follower] -= 1
            if open_waits[follower] == 0:
                ready.append(follower)
    return waits.keys() - set(ready)


def _is_knot(graph: nx.DiGraph[str], knot: set[str]) -> bool:
    return len(knot) > 1 or any(graph.has_edge(name, name) for name in knot)


def _circle(waits: Mapping[str, Sequence[str]], knot: set[str], place: Mapping[str, int]) -> tuple[str, ...]:
    """Walk inside the knot until a member comes back: what was walked since is a circle."""
    here = min(knot, key=place.__getitem__)
    walked: dict[str, int] = {}
    while here not in walked:
        walked[here] = len(walked)
        here = next(other for other in waits[here] if other in knot)
    circle = list(walked)[walked[here] :]
    first = min(range(len(circle)), key=lambda number: place[circle[number]])
    return tuple(circle[first:] + circle[:first])
