"""From a skeleton to an octilinear drawing on the grid: many short annealing runs, in parallel threads.

The compiled loop holds no interpreter lock, so threads do what processes would, without starting any. Each run has its
own seed and the best is picked by cost and then by number, so the answer does not depend on the number of threads.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lines.maps.annealing import Problem, anneal, grid_crossings
from lines.maps.bridges import bridges_of
from lines.maps.domain import MapNetwork
from lines.maps.grid import CELLS
from lines.maps.grid_cost import CROSSING, FORBIDDEN
from lines.maps.grid_drawing import GridDrawing
from lines.maps.planar import planar_starts
from lines.maps.skeleton import Skeleton
from lines.maps.spacing import flat_lengths
from lines.maps.watch import UNWATCHED, Watch

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

RUNS = 12
THREADS = 2
KEPT = 6
"""How many of the runs are polished."""

PLANAR_STARTS = 6
ROOMS = (1.6, 2.0)
"""Of the runs from each planar start: by how much it is enlarged. Cooler runs than the ordinary ones find less."""


def problem_of(network: MapNetwork, skeleton: Skeleton, anchors: Real, crossing: float = CROSSING) -> Problem:
    """The skeleton as the arrays that the compiled loop reads."""
    ends = skeleton.ends
    count = len(skeleton.nodes)
    edges = np.array(ends, dtype=np.int64).reshape(-1, 2)
    flat = flat_lengths(network, skeleton)
    figures = np.array(
        [(edge.hops, _weight(len(edge.lines)), sum(flat[i])) for i, edge in enumerate(skeleton.edges)]
    ).reshape(-1, 3)
    near: list[list[int]] = [[] for _ in range(count)]
    for number, (a, b) in enumerate(ends):
        near[a].append(number)
        near[b].append(number)
    turns = _turns(network, skeleton)
    bridges, sides = bridges_of(count, ends)
    return (
        edges,
        figures,
        _starts([len(group) for group in near]),
        np.array([edge for group in near for edge in group], dtype=np.int64),
        _starts([len(group) for group in turns]),
        np.array([turn for group in turns for turn in group], dtype=np.int64).reshape(-1, 3),
        bridges,
        sides,
        anchors,
        crossing,
    )


def _weight(lines: int) -> float:
    return float(min(3.0, lines) ** 0.8)


def _starts(sizes: list[int]) -> Whole:
    return np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64)))).astype(np.int64)


def _turns(network: MapNetwork, skeleton: Skeleton) -> list[list[tuple[int, int, int]]]:
    """For each node the pairs of edges that lines ride through it, with the number of lines (at most three)."""
    index = {node: number for number, node in enumerate(skeleton.nodes)}
    edge_of: dict[tuple[str, str], int] = {}
    for number, edge in enumerate(skeleton.edges):
        for a, b in zip(edge.stations, edge.stations[1:], strict=False):
            edge_of[a, b] = edge_of[b, a] = number
    found: list[dict[tuple[int, int], set[str]]] = [{} for _ in skeleton.nodes]
    for line in network.lines:
        stops = [s for i, s in enumerate(line.stations) if i == 0 or s != line.stations[i - 1]]
        if len(stops) > 2 and stops[0] == stops[-1]:
            stops.append(stops[1])
        for a, b, c in zip(stops, stops[1:], stops[2:], strict=False):
            one, two = edge_of[a, b], edge_of[b, c]
            if b in index and one != two:
                found[index[b]].setdefault((min(one, two), max(one, two)), set()).add(line.id)
    return [[(a, b, min(3, len(lines))) for (a, b), lines in sorted(group.items())] for group in found]


def search(
    network: MapNetwork, skeleton: Skeleton, starts: list[Real], seed: int, watch: Watch = UNWATCHED
) -> list[GridDrawing]:
    """The best drawings found from the embeddings in `starts` (in hops), best first.

    When all have crossings, more are sought from a start that has none, or few where the network is not planar.
    """
    moves = _moves(len(skeleton.nodes))
    jobs = [(starts[run % len(starts)], seed * 101 + run) for run in range(RUNS)]
    found = _parallel(
        [_Run(network, skeleton, start, number, moves, 25.0, 0.02) for start, number in jobs], watch.part(0, 0.5)
    )
    if min(drawing.crossings for drawing in found):
        found += _uncrossed(network, skeleton, seed, watch.part(0.5, 0.9))
    best = sorted(found, key=lambda drawing: drawing.rank)[:KEPT]
    again = [
        _Run(
            network, skeleton, drawing.cells / CELLS, seed * 101 + 50 + i, moves // 2, 1.0, 0.0, drawing.bits, FORBIDDEN
        )
        for i, drawing in enumerate(best)
    ]
    return sorted(_parallel(again, watch.part(0.9, 1.0)), key=lambda drawing: drawing.rank)


def _uncrossed(network: MapNetwork, skeleton: Skeleton, seed: int, watch: Watch) -> list[GridDrawing]:
    """Drawings from the planar start, roomy or tight, where a crossing costs more than anything else."""
    moves = _moves(len(skeleton.nodes))
    starts = planar_starts(skeleton, seed, PLANAR_STARTS)
    jobs = [start * room for room in ROOMS for start in starts]
    return _parallel(
        [
            _Run(network, skeleton, start, seed * 101 + 20 + i, moves, 25.0, 0.0, None, FORBIDDEN)
            for i, start in enumerate(jobs)
        ],
        watch,
    )


def refine(network: MapNetwork, skeleton: Skeleton, start: Real, bits: Whole, seed: int) -> GridDrawing:
    """A drawing close to `start`: cool from the beginning, and drawn back to where each node was."""
    moves = _moves(len(skeleton.nodes))
    runs = [_Run(network, skeleton, start, seed * 101 + i, moves, 2.0, 0.3, bits) for i in range(2)]
    return min(_parallel(runs), key=lambda drawing: drawing.rank)


def _moves(nodes: int) -> int:
    return int(min(150_000, max(20_000, 4_000 * nodes)))


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    network: MapNetwork
    skeleton: Skeleton
    start: Real
    seed: int
    moves: int
    hot: float
    anchor: float
    bits: Whole | None = None
    crossing: float = CROSSING

    def __call__(self) -> GridDrawing:
        cells = np.rint(self.start * CELLS).astype(np.int64)
        if not self.skeleton.edges:
            return GridDrawing(cells, np.zeros(0, dtype=np.int64), 0.0)
        problem = problem_of(self.network, self.skeleton, cells.astype(np.float64), self.crossing)
        bits = np.zeros(len(self.skeleton.edges), dtype=np.int64) if self.bits is None else self.bits.copy()
        cold = 0.4 if self.hot > 5 else 0.1
        cost = anneal(cells, bits, problem, self.seed, self.moves, self.hot, cold, self.anchor)
        return GridDrawing(cells, bits, float(cost), grid_crossings(cells, bits, problem[0]))


def _parallel(runs: list[_Run], watch: Watch = UNWATCHED) -> list[GridDrawing]:
    with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
        found = []
        try:
            for drawing in pool.map(lambda run: run(), runs):
                found.append(drawing)
                watch.done(len(found) / len(runs))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        return found
