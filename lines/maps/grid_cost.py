"""What a drawing on the grid costs, compiled: the weights that worked on twenty-two networks.

A network travels as three tuples of arrays (see `annealing.Problem`): edges and their figures, edges around each node,
and the lines that pass each node from one edge to another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lines.maps.grid import CELLS, gap, meet
from lines.maps.kernels import compiled

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

CROSSING = 60.0
FORBIDDEN = 600.0
"""The price of a crossing where there need not be one."""

NEAR = 14.0
NEAR_CELLS = 1.1 * CELLS
REACH = int(NEAR_CELLS)
"""Boxes of edges that are farther apart than so many cells hold nothing near."""

ELBOW = 5.0
SAME_DIRECTION = 400.0
NARROW_ANGLE = 2.0
SHORT = 30.0
LONG_RELATIVE = 3.0
LONG_ABSOLUTE = 0.55
LONG_SQUARE = 1.5
FLAT_SHARE = 1.0
COLLAPSED = 1000.0
TURN_PLAIN = np.array([0.0, 5.0, 13.0, 40.0, 120.0])
TURN_INTERCHANGE = np.array([0.0, 16.0, 28.0, 45.0, 120.0])


@compiled
def edge_cost(pos: Whole, edges: Whole, figures: Real, routes: Whole, edge: int) -> float:
    """Elbow and length of one edge; `figures` holds hops and weight (by number of lines) per edge."""
    ax, ay = pos[edges[edge, 0], 0], pos[edges[edge, 0], 1]
    bx, by = pos[edges[edge, 1], 0], pos[edges[edge, 1], 1]
    if ax == bx and ay == by:
        return COLLAPSED
    wide, high = abs(bx - ax), abs(by - ay)
    short = min(wide, high)
    length = (max(wide, high) - short + short * 1.4142135623730951) / CELLS
    hops, weight = figures[edge, 0], figures[edge, 1]
    cost = ELBOW * weight if routes[edge, 2] else 0.0
    # Labels above and below a horizontal edge need longer hops.
    least = figures[edge, 2] * FLAT_SHARE + hops * (1.0 - FLAT_SHARE) if wide - high >= 0.6 * wide else hops
    if length < least:
        cost += SHORT * (1.0 - length / least) * (1.0 + 0.25 * (hops - 1.0))
    ratio = length / hops
    if ratio <= 1.0:
        return float(cost)
    return float(
        cost + LONG_RELATIVE * (ratio - 1.0) + LONG_ABSOLUTE * (length - hops) + LONG_SQUARE * hops * (ratio - 1.0) ** 2
    )


@compiled
def leaving(edges: Whole, routes: Whole, edge: int, node: int) -> int:
    """The direction in which `edge` leaves `node`."""
    return int(routes[edge, 3] if edges[edge, 0] == node else routes[edge, 4])


@compiled
def node_cost(
    edges: Whole, routes: Whole, starts: Whole, around: Whole, turn_starts: Whole, turns: Whole, node: int
) -> float:
    """Angles between the edges of a node, and the turns that lines make there."""
    cost = 0.0
    first, last = starts[node], starts[node + 1]
    for i in range(first, last):
        one = leaving(edges, routes, around[i], node)
        for j in range(first, i):
            apart = abs(one - leaving(edges, routes, around[j], node))
            apart = min(apart, 8 - apart)
            if apart == 0:
                cost += SAME_DIRECTION
            elif apart == 1:
                cost += NARROW_ANGLE
    prices = TURN_INTERCHANGE if last - first > 2 else TURN_PLAIN
    for i in range(turn_starts[node], turn_starts[node + 1]):
        one = leaving(edges, routes, turns[i, 0], node)
        two = leaving(edges, routes, turns[i, 1], node)
        apart = abs(one - two)
        cost += prices[4 - min(apart, 8 - apart)] * turns[i, 2]
    return cost


@compiled
def pair_cost(pos: Whole, edges: Whole, routes: Whole, e: int, f: int, crossing: float) -> float:
    """Crossings of two edges, each at the price `crossing`, or else how near they come."""
    # An elbow lies inside the box of its two nodes, so the boxes decide early for most pairs.
    if routes[e, 7] + REACH < routes[f, 5] or routes[f, 7] + REACH < routes[e, 5]:
        return 0.0
    if routes[e, 8] + REACH < routes[f, 6] or routes[f, 8] + REACH < routes[e, 6]:
        return 0.0
    a, b, c, d = edges[e, 0], edges[e, 1], edges[f, 0], edges[f, 1]
    ax, ay, bx, by = pos[a, 0], pos[a, 1], pos[b, 0], pos[b, 1]
    cx, cy, dx, dy = pos[c, 0], pos[c, 1], pos[d, 0], pos[d, 1]
    ex, ey, fx, fy = routes[e, 0], routes[e, 1], routes[f, 0], routes[f, 1]
    shared = a if a in (c, d) else (b if b in (c, d) else -1)
    crossed, least = 0, NEAR_CELLS
    for i in range(1 + routes[e, 2]):
        px, py = (ax, ay) if i == 0 else (ex, ey)
        qx, qy = (ex, ey) if i == 0 else (bx, by)
        holds_one = (i == 0 and shared == a) or (i == routes[e, 2] and shared == b)
        for j in range(1 + routes[f, 2]):
            rx, ry = (cx, cy) if j == 0 else (fx, fy)
            sx, sy = (fx, fy) if j == 0 else (dx, dy)
            holds_two = (j == 0 and shared == c) or (j == routes[f, 2] and shared == d)
            if shared >= 0 and holds_one and holds_two:
                continue
            if meet(px, py, qx, qy, rx, ry, sx, sy):
                crossed += 1
            elif not holds_one and not holds_two:
                least = min(least, gap(px, py, qx, qy, rx, ry, sx, sy))
    if crossed:
        return crossing * crossed
    return NEAR * (1.0 - least / NEAR_CELLS)


@compiled
def is_one_way(edges: Whole, routes: Whole, e: int, f: int) -> bool:
    """Whether two edges leave a node of both in the same direction, one upon the other."""
    for i in range(2):
        node = edges[e, i]
        if node in (edges[f, 0], edges[f, 1]) and leaving(edges, routes, e, node) == leaving(edges, routes, f, node):
            return True
    return False


@compiled
def crossings_of(pos: Whole, edges: Whole, routes: Whole) -> int:
    """The number of pairs of edges that cross, or lie upon each other where they leave a node of both."""
    count = 0
    for e in range(edges.shape[0]):
        for f in range(e):
            if is_one_way(edges, routes, e, f) or pair_cost(pos, edges, routes, e, f, FORBIDDEN) >= FORBIDDEN:
                count += 1
    return count
