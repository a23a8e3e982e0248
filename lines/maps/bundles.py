"""The order of the lines in a bundle: each pair as it parts, then neighbours swapped while crossings fall.

Two lines that share track are followed to where they part, ahead and behind; who turns off to the left rides on the
left.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.domain import MapNetwork
from lines.maps.skeleton import Skeleton

Real = NDArray[np.float64]
Ride = tuple[int, int]
"""A skeleton edge and the direction it is ridden in: 1 from its first station to its last, -1 back."""

Pass = tuple[str, Ride, Ride]
"""A line at a node: the ride that arrives and the ride that leaves."""


def rides_of(network: MapNetwork, skeleton: Skeleton) -> dict[str, tuple[Ride, ...]]:
    """For each line the skeleton edges it rides, in its order."""
    ride_of: dict[tuple[str, str], Ride] = {}
    for number, edge in enumerate(skeleton.edges):
        for a, b in pairwise(edge.stations):
            ride_of[a, b], ride_of[b, a] = (number, 1), (number, -1)
    found = {}
    for line in network.lines:
        rides: list[Ride] = []
        for a, b in pairwise(line.stations):
            if a != b and (not rides or rides[-1] != ride_of[a, b]):
                rides.append(ride_of[a, b])
        if len(rides) > 1 and line.stations[0] == line.stations[-1] and rides[0] != rides[-1]:
            rides.append(rides[0])
        found[line.id] = tuple(rides)
    return found


def line_order(network: MapNetwork, skeleton: Skeleton, paths: list[Real]) -> list[tuple[str, ...]]:
    """For each skeleton edge its lines from left to right, seen from its first station to its last."""
    rides = rides_of(network, skeleton)
    ahead = _followers(rides)
    angles = [_ways(path) for path in paths]
    orders = []
    for number, edge in enumerate(skeleton.edges):
        wins = dict.fromkeys(edge.lines, 0.0)
        for i, one in enumerate(edge.lines):
            for two in edge.lines[i + 1 :]:
                verdict = 1.0 * _left_of(one, two, (number, 1), ahead, angles)
                verdict -= 0.9 * _left_of(one, two, (number, -1), ahead, angles)
                wins[one] += verdict
                wins[two] -= verdict
        index = {line: i for i, line in enumerate(edge.lines)}
        orders.append(sorted(edge.lines, key=lambda line: (-wins[line], index[line])))
    _swap_while_better(skeleton, orders, _passes(skeleton, rides), angles)
    return [tuple(order) for order in orders]


def _ways(path: Real) -> tuple[float, float]:
    """The screen angles in which an edge leaves its first and its last station."""
    (ax, ay), (bx, by) = path[1] - path[0], path[-2] - path[-1]
    return math.atan2(ay, ax), math.atan2(by, bx)


def _followers(rides: dict[str, tuple[Ride, ...]]) -> dict[tuple[str, Ride], Ride]:
    found: dict[tuple[str, Ride], Ride] = {}
    for line, sequence in rides.items():
        for before, after in pairwise(sequence):
            found.setdefault((line, before), after)
            found.setdefault((line, _back(after)), _back(before))
    return found


def _back(ride: Ride) -> Ride:
    return ride[0], -ride[1]


def _left_of(
    one: str,
    two: str,
    ride: Ride,
    ahead: dict[tuple[str, Ride], Ride],
    angles: list[tuple[float, float]],
) -> int:
    """1 when `one` turns off to the left of `two` ahead, -1 to the right, 0 when they never part."""
    for _step in range(200):
        first, second = ahead.get((one, ride)), ahead.get((two, ride))
        if first is None or second is None:
            return 0
        if first != second:
            arriving = angles[ride[0]][1 if ride[1] == 1 else 0] + math.pi
            turns = [_turn(arriving, angles[r[0]][0 if r[1] == 1 else 1]) for r in (first, second)]
            return 1 if turns[0] < turns[1] else -1
        ride = first
    return 0


def _turn(arriving: float, leaving: float) -> float:
    """The turn in radians, to the right positive (y grows downwards)."""
    turn = (leaving - arriving) % (2 * math.pi)
    return turn - 2 * math.pi if turn > math.pi + 1e-6 else turn


def _passes(skeleton: Skeleton, rides: dict[str, tuple[Ride, ...]]) -> dict[int, list[Pass]]:
    found: dict[int, list[Pass]] = defaultdict(list)
    for line, sequence in rides.items():
        for before, after in pairwise(sequence):
            node = skeleton.ends[before[0]][1 if before[1] == 1 else 0]
            found[node].append((line, before, after))
    return found


def _swap_while_better(
    skeleton: Skeleton,
    orders: list[list[str]],
    passes: dict[int, list[Pass]],
    angles: list[tuple[float, float]],
) -> None:
    around: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for number, (a, b) in enumerate(skeleton.ends):
        around[a].append((angles[number][0], number, 1))
        around[b].append((angles[number][1], number, -1))

    def crossings(node: int) -> int:
        slots: dict[tuple[str, int], int] = {}
        for _angle, number, way in sorted(around[node]):
            for line in orders[number] if way == 1 else reversed(orders[number]):
                slots[line, number] = len(slots)
        chords = [sorted((slots[line, a[0]], slots[line, b[0]])) for line, a, b in passes[node]]
        return sum(
            x[0] < y[0] < x[1] < y[1] or y[0] < x[0] < y[1] < x[1] for i, x in enumerate(chords) for y in chords[:i]
        )

    for _round in range(8):
        improved = False
        for number, order in enumerate(orders):
            a, b = skeleton.ends[number]
            for i in range(len(order) - 1):
                before = crossings(a) + crossings(b)
                order[i], order[i + 1] = order[i + 1], order[i]
                if crossings(a) + crossings(b) < before:
                    improved = True
                else:
                    order[i], order[i + 1] = order[i + 1], order[i]
        if not improved:
            return
