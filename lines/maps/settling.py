"""A straight drawing without crossings made even: annealing of places where nothing may start to cross.

Relaxing jams where edges lie close; here nodes squeeze past each other by chance, and what hangs behind a bridge may be
hung into another face, thin, and grow there again. So the drawing also finds which face each branch belongs in.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lines.maps.annealing import uniform
from lines.maps.kernels import compiled
from lines.maps.straight import crosses, node_gap

Points = NDArray[np.float64]
Whole = NDArray[np.int64]

AIR = 0.8
"""How near a node is liked to come to a foreign edge, in hops."""

CLOSE, LONG, SHORT = 4.0, 1.0, 2.0
SLIVER = 0.02
"""No node comes nearer to a foreign edge than this, in hops: what touches might cross when it is rounded."""

REHUNG = 0.03
HOT, COLD = 2.0, 0.02


@compiled
def strain(points: Points, edges: Whole, lengths: Points, edge: int) -> float:
    """What an edge pays for being longer or shorter than it wants to be."""
    a, b = edges[edge, 0], edges[edge, 1]
    ratio = math.hypot(points[a, 0] - points[b, 0], points[a, 1] - points[b, 1]) / lengths[edge] - 1.0
    return float((LONG if ratio > 0 else SHORT) * ratio * ratio * lengths[edge])


@compiled
def closeness(points: Points, node: int, a: int, b: int) -> float:
    """What a node pays for being near to a foreign edge; infinite when it lies upon it."""
    left, right = min(points[a, 0], points[b, 0]) - AIR, max(points[a, 0], points[b, 0]) + AIR
    if points[node, 0] < left or points[node, 0] > right:
        return 0.0
    if (
        points[node, 1] < min(points[a, 1], points[b, 1]) - AIR
        or points[node, 1] > max(points[a, 1], points[b, 1]) + AIR
    ):
        return 0.0
    gap = node_gap(points, node, a, b)
    if gap < SLIVER:
        return np.inf
    return CLOSE * max(0.0, 1.0 - gap / AIR) ** 2


@compiled
def energy_around(points: Points, edges: Whole, lengths: Points, node: int) -> float:
    """The part of the energy that changes with a node's place; infinite when one of its edges crosses another."""
    energy = 0.0
    for i in range(edges.shape[0]):
        a, b = edges[i, 0], edges[i, 1]
        if node not in (a, b):
            energy += closeness(points, node, a, b)
            continue
        energy += strain(points, edges, lengths, i)
        for j in range(edges.shape[0]):
            c, d = edges[j, 0], edges[j, 1]
            if a not in (c, d) and b not in (c, d) and crosses(points, a, b, c, d):
                return np.inf
        for other in range(points.shape[0]):
            if other not in (a, b):
                energy += closeness(points, other, a, b)
        if energy == np.inf:
            return energy
    return energy


@compiled
def whole_energy(points: Points, edges: Whole, lengths: Points) -> float:
    """The energy of a drawing; infinite when anything crosses."""
    energy = 0.0
    for i in range(edges.shape[0]):
        a, b = edges[i, 0], edges[i, 1]
        energy += strain(points, edges, lengths, i)
        for j in range(i):
            c, d = edges[j, 0], edges[j, 1]
            if a not in (c, d) and b not in (c, d) and crosses(points, a, b, c, d):
                return np.inf
        for other in range(points.shape[0]):
            if other not in (a, b):
                energy += closeness(points, other, a, b)
    return energy


@compiled
def rehang(points: Points, fixed: int, side: Whole, random: Whole) -> None:
    """Turns what hangs behind a bridge around its fixed end, mirrored or not, and draws it smaller."""
    turn = 2 * math.pi * uniform(random)
    small = 0.15 + 0.85 * uniform(random)
    flip = -1.0 if uniform(random) < 0.5 else 1.0
    cos, sin = small * math.cos(turn), small * math.sin(turn)
    ox, oy = points[fixed, 0], points[fixed, 1]
    for node in range(points.shape[0]):
        if side[node]:
            x, y = points[node, 0] - ox, flip * (points[node, 1] - oy)
            points[node, 0], points[node, 1] = ox + cos * x - sin * y, oy + sin * x + cos * y


@compiled
def settle(points: Points, edges: Whole, lengths: Points, bridges: Whole, sides: Whole, seed: int, moves: int) -> float:
    """Improves `points` in place and returns the energy of what it leaves; `bridges` and `sides` are as in
    `annealing.Problem`. A drawing with crossings is left as it is."""
    count = points.shape[0]
    random = np.array([seed * 7919 + 17])
    for _ in range(20):
        uniform(random)
    now = whole_energy(points, edges, lengths)
    if now == np.inf:
        return now
    best, best_points, old = now, points.copy(), points.copy()
    for move in range(moves):
        done = move / moves
        slack = -HOT * (COLD / HOT) ** done * math.log(uniform(random) + 1e-12)
        if bridges.shape[0] > 0 and uniform(random) < REHUNG:
            bridge = int(uniform(random) * bridges.shape[0])
            old[:] = points
            rehang(points, bridges[bridge, 1], sides[bridge], random)
            new = whole_energy(points, edges, lengths)
            if new > now + slack:
                points[:] = old
                continue
            now = new
        else:
            node = int(uniform(random) * count)
            before = energy_around(points, edges, lengths, node)
            ox, oy = points[node, 0], points[node, 1]
            reach = 4.0 * uniform(random) ** 3
            angle = 2 * math.pi * uniform(random)
            points[node, 0], points[node, 1] = ox + reach * math.cos(angle), oy + reach * math.sin(angle)
            after = energy_around(points, edges, lengths, node)
            if after > before + slack:
                points[node, 0], points[node, 1] = ox, oy
                continue
            now += after - before
        if now < best - 1e-9:
            best = now
            best_points[:] = points
    points[:] = best_points
    return best
