"""Where the annealing starts: stress majorisation of the skeleton, from many random starts.

Stress majorisation is that of Gansner, Koren and North (2004), weights 1/d^2; an edge of h hops wants the length
1.3 * h^0.75, which shortens long tails. Lengths are in hops.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from lines.maps.skeleton import Skeleton
from lines.maps.straight import crossings

Points = NDArray[np.float64]

STARTS = 40
ROUNDS = 120


def embeddings(skeleton: Skeleton, seed: int, keep: int, starts: int = STARTS) -> list[Points]:
    """The best `keep` drawings of a connected skeleton: one row per node, x and y in hops, wider than high.

    Ranked by 3 * crossings + 4 * relative stress. Deterministic in `seed`.
    """
    count = len(skeleton.nodes)
    if count == 1:
        return [np.zeros((1, 2))] * keep
    pairs = zip(skeleton.ends, skeleton.edges, strict=True)
    distances = distances_of(count, [(a, b, 1.3 * edge.hops**0.75) for (a, b), edge in pairs])
    random = np.random.default_rng(seed)
    points = random.normal(size=(starts, count, 2)) * distances.max() / 3
    points = _majorise(points, distances)
    edges = np.array(skeleton.ends, dtype=np.int64)
    stress = _stress(points, distances)
    stress = stress / stress.min()
    rank = [3 * crossings(drawing, edges) + 4 * float(stress[i]) for i, drawing in enumerate(points)]
    best = sorted(range(starts), key=lambda i: (rank[i], i))[:keep]
    return [upright(points[i]) for i in best]


def distances_of(count: int, edges: Iterable[tuple[int, int, float]]) -> Points:
    """The shortest ways between all nodes of a graph of `count` nodes, of edges with lengths."""
    far = np.full((count, count), np.inf)
    np.fill_diagonal(far, 0.0)
    for a, b, length in edges:
        far[a, b] = far[b, a] = min(far[a, b], length)
    for middle in range(count):
        far = np.minimum(far, far[:, middle, None] + far[None, middle, :])
    return far


def _majorise(points: Points, distances: Points) -> Points:
    count = len(distances)
    wanted = distances + np.eye(count)
    weights = 1.0 / wanted**2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    pull = weights * distances
    for _round in range(ROUNDS):
        gaps = np.sqrt(((points[:, :, None, :] - points[:, None, :, :]) ** 2).sum(axis=-1))
        ratio = -pull / np.maximum(gaps, 1e-9)
        diagonal = np.einsum("kii->ki", ratio)
        diagonal[...] = 0.0
        diagonal[...] = -ratio.sum(axis=2)
        points = inverse @ (ratio @ points)
    return points


def _stress(points: Points, distances: Points) -> Points:
    gaps = np.sqrt(((points[:, :, None, :] - points[:, None, :, :]) ** 2).sum(axis=-1))
    wanted = distances + np.eye(len(distances))
    error = (gaps - distances) / wanted
    total: Points = (error**2).sum(axis=(1, 2))
    return total + 1e-9


def upright(points: Points) -> Points:
    """Turned so that the longest spread lies along x: screens are wide."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Points = centred @ axes[:, ::-1]
    return turned
