"""Octilinear edges on an integer grid, compiled: paths, directions, meeting and nearness.

Between two grid points there are exactly two octilinear paths of one bend, or one straight one; an edge's bit picks it.
A route is a row `(elbow x, elbow y, is bent, direction leaving the first node, direction leaving the second, left, top,
right, bottom)`; directions count from 0 (east) to 7 in steps of 45 degrees, y downwards.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lines.maps.kernels import compiled

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

CELLS = 3
"""Grid cells per hop."""

ROUTE = 9
"""The columns of a route."""


@compiled
def direction(dx: int, dy: int) -> int:
    """0 to 7 for an octilinear difference, -1 for none."""
    if dx > 0:
        return 0 if dy == 0 else (1 if dy > 0 else 7)
    if dx < 0:
        return 4 if dy == 0 else (3 if dy > 0 else 5)
    if dy == 0:
        return -1
    return 2 if dy > 0 else 6


@compiled
def set_route(pos: Whole, edges: Whole, bits: Whole, edge: int, routes: Whole) -> None:
    """Works out the route of one edge from where its nodes are now."""
    ax, ay = pos[edges[edge, 0], 0], pos[edges[edge, 0], 1]
    bx, by = pos[edges[edge, 1], 0], pos[edges[edge, 1], 1]
    routes[edge, 5], routes[edge, 6] = min(ax, bx), min(ay, by)
    routes[edge, 7], routes[edge, 8] = max(ax, bx), max(ay, by)
    dx, dy = bx - ax, by - ay
    wide, high = abs(dx), abs(dy)
    if dx == 0 or dy == 0 or wide == high:
        routes[edge, 0], routes[edge, 1], routes[edge, 2] = bx, by, 0
        routes[edge, 3] = direction(dx, dy)
        routes[edge, 4] = direction(-dx, -dy)
        return
    step = min(wide, high)
    sx = step if dx > 0 else -step
    sy = step if dy > 0 else -step
    if bits[edge] == 0:
        ex, ey = bx - sx, by - sy
    else:
        ex, ey = ax + sx, ay + sy
    routes[edge, 0], routes[edge, 1], routes[edge, 2] = ex, ey, 1
    routes[edge, 3] = direction(ex - ax, ey - ay)
    routes[edge, 4] = direction(ex - bx, ey - by)


@compiled
def side(ax: int, ay: int, bx: int, by: int, cx: int, cy: int) -> int:
    """-1, 0 or 1: on which side of the line through a and b the point c lies."""
    cross = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if cross > 0:
        return 1
    return -1 if cross < 0 else 0


@compiled
def meet(ax: int, ay: int, bx: int, by: int, cx: int, cy: int, dx: int, dy: int) -> bool:
    """Whether segments a-b and c-d have a point in common; touching counts."""
    if max(ax, bx) < min(cx, dx) or max(cx, dx) < min(ax, bx):
        return False
    if max(ay, by) < min(cy, dy) or max(cy, dy) < min(ay, by):
        return False
    one, two = side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)
    if one * two > 0:
        return False
    three, four = side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)
    return three * four <= 0


@compiled
def point_gap(px: int, py: int, ax: int, ay: int, bx: int, by: int) -> float:
    """The squared distance of a point to a segment."""
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0
    if length > 0:
        along = min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
    fx, fy = ax + along * dx - px, ay + along * dy - py
    return fx * fx + fy * fy


@compiled
def gap(ax: int, ay: int, bx: int, by: int, cx: int, cy: int, dx: int, dy: int) -> float:
    """The distance of two segments that do not meet."""
    least = min(point_gap(ax, ay, cx, cy, dx, dy), point_gap(bx, by, cx, cy, dx, dy))
    least = min(least, point_gap(cx, cy, ax, ay, bx, by), point_gap(dx, dy, ax, ay, bx, by))
    return math.sqrt(least)
