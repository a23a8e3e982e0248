"""Drawings with straight edges: their crossings, and relaxing them without making new ones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lines.maps.kernels import compiled

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]

NARROW = 0.25
"""How near to another edge a node may be moved, in hops."""

PULL, STEP = 0.3, 0.7
"""How fast an edge takes its length, and a node its place, when edges are turned."""


@compiled
def crosses(points: Points, a: int, b: int, c: int, d: int) -> bool:
    """Whether the straight edges a-b and c-d, without a common node, cross."""
    ax, ay = points[a, 0], points[a, 1]
    bx, by = points[b, 0] - ax, points[b, 1] - ay
    cx, cy = points[c, 0] - ax, points[c, 1] - ay
    dx, dy = points[d, 0] - ax, points[d, 1] - ay
    if (bx * cy - by * cx) * (bx * dy - by * dx) >= 0:
        return False
    ex, ey = dx - cx, dy - cy
    return bool((ex * -cy + ey * cx) * (ex * (by - cy) - ey * (bx - cx)) < 0)


@compiled
def crossings(points: Points, edges: Pairs) -> int:
    """The number of pairs of edges without a common node whose straight lines cross."""
    count = 0
    for i in range(edges.shape[0]):
        a, b = edges[i, 0], edges[i, 1]
        for j in range(i):
            c, d = edges[j, 0], edges[j, 1]
            if a not in (c, d) and b not in (c, d) and crosses(points, a, b, c, d):
                count += 1
    return count


@compiled
def node_gap(points: Points, node: int, a: int, b: int) -> float:
    """The distance of a node to the straight edge a-b."""
    dx, dy = points[b, 0] - points[a, 0], points[b, 1] - points[a, 1]
    fx, fy = points[node, 0] - points[a, 0], points[node, 1] - points[a, 1]
    along = min(1.0, max(0.0, (fx * dx + fy * dy) / max(1e-12, dx * dx + dy * dy)))
    return math.hypot(fx - along * dx, fy - along * dy)


@compiled
def tightness(points: Points, edges: Pairs, node: int) -> float:
    """The least distance between a node with its edges and everything else; -1 when something crosses."""
    least = NARROW
    for i in range(edges.shape[0]):
        a, b = edges[i, 0], edges[i, 1]
        if node not in (a, b):
            least = min(least, node_gap(points, node, a, b))
            continue
        for j in range(edges.shape[0]):
            c, d = edges[j, 0], edges[j, 1]
            if a not in (c, d) and b not in (c, d) and crosses(points, a, b, c, d):
                return -1.0
        for other in range(points.shape[0]):
            if other not in (a, b):
                least = min(least, node_gap(points, other, a, b))
    return least


@compiled
def relax(points: Points, edges: Pairs, wanted: Points, sweeps: int) -> None:
    """Moves nodes towards the distances in `wanted` (weights 1/d^2), each only as far as nothing starts to cross."""
    count = points.shape[0]
    for _sweep in range(sweeps):
        for node in range(count):
            x = y = weights = 0.0
            for other in range(count):
                if other == node:
                    continue
                dx, dy = points[node, 0] - points[other, 0], points[node, 1] - points[other, 1]
                far, want = max(1e-9, math.hypot(dx, dy)), wanted[node, other]
                weight = 1.0 / (want * want)
                x += weight * (points[other, 0] + want * dx / far)
                y += weight * (points[other, 1] + want * dy / far)
                weights += weight
            if weights == 0.0:
                return
            ox, oy = points[node, 0], points[node, 1]
            before = tightness(points, edges, node)
            step = 1.0
            for _try in range(5):
                points[node, 0], points[node, 1] = ox + step * (x / weights - ox), oy + step * (y / weights - oy)
                now = tightness(points, edges, node)
                if now >= min(before, NARROW) and now > 0.0:
                    break
                points[node, 0], points[node, 1] = ox, oy
                step /= 2.0


@compiled
def magnetise(points: Points, edges: Pairs, lengths: Points, sweeps: int) -> None:
    """Turns edges towards multiples of 45 degrees and their wanted `lengths`, each node only as far as nothing starts
    to cross: what is octilinear already is not broken when it is put on a grid. The force is that of Hong, Merrick and
    do Nascimento (2006)."""
    count = points.shape[0]
    eighth = math.pi / 4
    for _sweep in range(sweeps):
        for node in range(count):
            x = y = weights = 0.0
            for i in range(edges.shape[0]):
                if node not in (edges[i, 0], edges[i, 1]):
                    continue
                other = edges[i, 0] + edges[i, 1] - node
                dx, dy = points[node, 0] - points[other, 0], points[node, 1] - points[other, 1]
                far = max(1e-9, math.hypot(dx, dy))
                angle = round(math.atan2(dy, dx) / eighth) * eighth
                along = dx * math.cos(angle) + dy * math.sin(angle)
                along += PULL * (max(lengths[i], along * 0.8) - along)
                weight = 1.0 / far
                x += weight * (points[other, 0] + along * math.cos(angle))
                y += weight * (points[other, 1] + along * math.sin(angle))
                weights += weight
            if weights == 0.0:
                continue
            ox, oy = points[node, 0], points[node, 1]
            before = tightness(points, edges, node)
            step = STEP
            for _try in range(5):
                points[node, 0], points[node, 1] = ox + step * (x / weights - ox), oy + step * (y / weights - oy)
                now = tightness(points, edges, node)
                if now >= min(before, NARROW) and now > 0.0:
                    break
                points[node, 0], points[node, 1] = ox, oy
                step /= 2.0
