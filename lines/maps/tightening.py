"""The linear program that turns a grid drawing into a tight one: every direction stays, every length may change.

Each pair of near segments keeps the axis that separates it best (x, y, x+y or x-y), so that a planar drawing stays
planar; the program is always feasible, for the grid drawing itself, made larger, fulfils it. Lengths are in hops.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.grid import CELLS
from lines.maps.grid_drawing import GridDrawing
from lines.maps.linear_program import LinearProgram
from lines.maps.measures import HARD_GAP, HOP_ACROSS, HOP_UP, SOFT_GAP, TRACK_GAP
from lines.maps.skeleton import Skeleton

Real = NDArray[np.float64]
Terms = dict[int, float]

LEAST_PIECE = 0.42
NEAR_HOPS = 2.5
OVER_COST = 1.0
WORST_COST = 6.0
TIERS = ((1.4, 2.0), (1.8, 2.0), (2.5, 2.0))
MUCH_POWER = 0.5
CLOSE_COST = 1.6
STILL_COST = 0.7
AXES = np.array([(1.0, 0.0), (0.0, 1.0), (math.sqrt(0.5), math.sqrt(0.5)), (math.sqrt(0.5), -math.sqrt(0.5))])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A straight piece of an edge, from point `a` to point `b`, in a frozen direction."""

    edge: int
    a: int
    b: int
    way: tuple[int, int]

    @property
    def hop(self) -> float:
        """How long a hop in this direction has to be: horizontal ones need room for their labels."""
        return HOP_ACROSS if self.way[1] == 0 else HOP_UP


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    points: Real
    pieces: tuple[_Piece, ...]
    paths: tuple[tuple[int, ...], ...]


def tighten(
    skeleton: Skeleton,
    drawing: GridDrawing,
    wanted: list[tuple[float, ...]],
    apart: Mapping[tuple[int, int], float],
    still: Real,
) -> list[Real]:
    """For each skeleton edge its polyline (two or three points, in hops), from its first station to its last.

    `wanted` holds the least length of each hop of each edge (see `spacing`), `apart` wider gaps per pair of edges,
    `still` where each node was before (a row per node, NaN for a new one).
    """
    shape = _shape_of(skeleton, drawing)
    axis, order, free = _separations(shape, shape.points)
    gaps = _gaps(skeleton, shape, apart)
    used = (free > 1e-6) & (free < NEAR_HOPS) & (gaps > 0)
    points = shape.points
    for _round in range(6):
        points = _solve(skeleton, shape, wanted, axis, order, gaps, used, still)
        _, _, now = _separations(shape, points)
        broken = (free > 1e-6) & (gaps > 0) & (now < 0.98 * gaps) & ~used
        if not broken.any():
            break
        used |= broken
    return [points[list(path)] for path in shape.paths]


def paths_on_grid(skeleton: Skeleton, drawing: GridDrawing) -> list[Real]:
    """For each skeleton edge its polyline as the search left it, in hops; tightening keeps its directions."""
    shape = _shape_of(skeleton, drawing)
    return [shape.points[list(path)] for path in shape.paths]


def _shape_of(skeleton: Skeleton, drawing: GridDrawing) -> _Shape:
    points = [tuple(cell / CELLS) for cell in drawing.cells.astype(float)]
    pieces, paths = [], []
    for edge, (a, b) in enumerate(skeleton.ends):
        (ax, ay), (bx, by) = drawing.cells[a].tolist(), drawing.cells[b].tolist()
        dx, dy = bx - ax, by - ay
        step = min(abs(dx), abs(dy))
        path = [a, b]
        if step and abs(dx) != abs(dy):
            sx, sy = int(math.copysign(step, dx)), int(math.copysign(step, dy))
            elbow = (bx - sx, by - sy) if drawing.bits[edge] == 0 else (ax + sx, ay + sy)
            points.append((elbow[0] / CELLS, elbow[1] / CELLS))
            path = [a, len(points) - 1, b]
        paths.append(tuple(path))
        for p, q in pairwise(path):
            way = np.sign(np.round(np.subtract(points[q], points[p]), 6)).astype(int)
            pieces.append(_Piece(edge, p, q, (int(way[0]), int(way[1]))))
    return _Shape(np.array(points), tuple(pieces), tuple(paths))


def _separations(shape: _Shape, points: Real) -> tuple[NDArray[np.int64], NDArray[np.bool_], Real]:
    """For each pair of pieces the best axis, whether the first lies before the second on it, and their gap there."""
    starts = points[[piece.a for piece in shape.pieces]] @ AXES.T
    ends = points[[piece.b for piece in shape.pieces]] @ AXES.T
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    before = low[None, :, :] - high[:, None, :]
    after = low[:, None, :] - high[None, :, :]
    apart = np.maximum(before, after)
    # A hair more for the axes along x and y decides ties the same way on every machine.
    axis = np.argmax(np.round(apart, 6) + np.array([2e-6, 1e-6, 0.0, 0.0]), axis=2)
    take = axis[:, :, None]
    first = np.take_along_axis(before, take, 2)[:, :, 0] >= np.take_along_axis(after, take, 2)[:, :, 0]
    gaps: Real = np.take_along_axis(apart, take, 2)[:, :, 0]
    return axis.astype(np.int64), first, gaps


def _gaps(skeleton: Skeleton, shape: _Shape, apart: Mapping[tuple[int, int], float]) -> Real:
    """The hard gap of each pair of pieces, once per pair (i < j); 0 where they may touch."""
    edge = np.array([piece.edge for piece in shape.pieces])
    ends = np.array([(piece.a, piece.b) for piece in shape.pieces])
    tracks = np.array([len(skeleton.edges[number].lines) - 1 for number in edge]) * TRACK_GAP / 2
    gaps: Real = HARD_GAP + tracks[:, None] + tracks[None, :]
    for (one, two), more in apart.items():
        both = (edge[:, None] == one) & (edge[None, :] == two)
        gaps += more * (both | both.T)
    touching = edge[:, None] == edge[None, :]
    for a in (0, 1):
        for b in (0, 1):
            touching = touching | (ends[:, None, a] == ends[None, :, b])
    return np.triu(np.where(touching, 0.0, gaps), 1)


def _solve(
    skeleton: Skeleton,
    shape: _Shape,
    wanted: list[tuple[float, ...]],
    axis: NDArray[np.int64],
    order: NDArray[np.bool_],
    gaps: Real,
    used: NDArray[np.bool_],
    still: Real,
) -> Real:
    program = LinearProgram()
    count = len(shape.points)
    program.variables(2 * count)
    _keep_place(program, still)
    worst = program.variables(1, WORST_COST, least=1.0)
    fits: list[Terms] = [{} for _ in skeleton.edges]
    for piece in shape.pieces:
        length = _keep_direction(program, piece)
        program.row(length, LEAST_PIECE)
        for column, value in length.items():
            fits[piece.edge][column] = fits[piece.edge].get(column, 0.0) + value / piece.hop
    for number, (edge, fit) in enumerate(zip(skeleton.edges, fits, strict=True)):
        least = sum(wanted[number])
        program.row(fit, least)
        program.charge(fit, OVER_COST * (0.5 + 1.0 / edge.hops))
        short = {column: -value for column, value in fit.items()}
        program.row({**short, worst: least}, 0.0)
        # A length much over the wanted one costs more than several a little over: hops become even.
        for over, price in TIERS:
            much = program.variables(1, price * edge.hops**-MUCH_POWER, least=0.0)
            program.row({**short, much: 1.0}, -over * edge.hops)
    ends = [set(pair) for pair in skeleton.ends]
    for i, j in np.argwhere(used).tolist():
        one, two = (shape.pieces[i], shape.pieces[j]) if order[i, j] else (shape.pieces[j], shape.pieces[i])
        between = _between(one, two, AXES[axis[i, j]])
        program.row(between, float(gaps[i, j]))
        if not ends[one.edge] & ends[two.edge]:
            slack = program.variables(1, CLOSE_COST, least=0.0)
            program.row({**between, slack: 1.0}, float(gaps[i, j]) + SOFT_GAP - HARD_GAP)
    return program.solve()[: 2 * count].reshape(count, 2)


def _keep_place(program: LinearProgram, still: Real) -> None:
    """Charges each known node for its distance, along x and y, from where it was; a fresh map is pinned at one node."""
    known = [(column, value) for column, value in enumerate(still.ravel().tolist()) if not math.isnan(value)]
    if not known:
        for column in (0, 1):
            program.row({column: 1.0}, 0.0, 0.0)
    for column, value in known:
        away = program.variables(1, STILL_COST, least=0.0)
        program.row({away: 1.0, column: -1.0}, -value)
        program.row({away: 1.0, column: 1.0}, value)


def _keep_direction(program: LinearProgram, piece: _Piece) -> Terms:
    """Demands the piece's direction and returns its length as a linear expression."""
    (sx, sy), a, b = piece.way, piece.a, piece.b
    if sy == 0:
        program.row({2 * b + 1: 1.0, 2 * a + 1: -1.0}, 0.0, 0.0)
        return {2 * b: float(sx), 2 * a: -float(sx)}
    if sx == 0:
        program.row({2 * b: 1.0, 2 * a: -1.0}, 0.0, 0.0)
        return {2 * b + 1: float(sy), 2 * a + 1: -float(sy)}
    ratio = float(sx * sy)
    program.row({2 * b + 1: 1.0, 2 * a + 1: -1.0, 2 * b: -ratio, 2 * a: ratio}, 0.0, 0.0)
    return {2 * b: sx * math.sqrt(2), 2 * a: -sx * math.sqrt(2)}


def _between(one: _Piece, two: _Piece, axis: Real) -> Terms:
    """How far `two` starts behind the end of `one` along `axis`."""
    ax, ay = float(axis[0]), float(axis[1])
    end = one.b if one.way[0] * ax + one.way[1] * ay >= 0 else one.a
    start = two.a if two.way[0] * ax + two.way[1] * ay >= 0 else two.b
    terms: Terms = {}
    for column, value in ((2 * start, ax), (2 * start + 1, ay), (2 * end, -ax), (2 * end + 1, -ay)):
        if value:
            terms[column] = terms.get(column, 0.0) + value
    return terms
