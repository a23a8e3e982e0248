"""Where the stations of an edited network start: where they were, and new ones between their neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.domain import MapNetwork
from lines.maps.skeleton import Skeleton

Real = NDArray[np.float64]
ROUNDS = 60


def starting_places(network: MapNetwork, skeleton: Skeleton, known: Mapping[str, tuple[float, float]]) -> Real | None:
    """A row per skeleton node, in hops; None when fewer than half of the stations were on the previous map."""
    stations = [station for station, _ in network.names]
    kept = [station for station in stations if station in known]
    if len(kept) < 2 or len(kept) * 2 < len(stations):
        return None
    middle = np.mean([known[station] for station in kept], axis=0)
    places = {station: np.array(known.get(station, middle), dtype=float) for station in stations}
    fresh = [station for station in stations if station not in known]
    for _round in range(ROUNDS):
        for number, station in enumerate(fresh):
            near = [places[other] for other in network.neighbours[station]]
            # A new end of a line has one neighbour: it steps off it, each its own way.
            step = np.array([1.0, (-1.0) ** number]) * 0.7 if len(near) == 1 else 0.0
            places[station] = np.mean(near, axis=0) + step
    return np.array([places[node] for node in skeleton.nodes])


def starting_bits(skeleton: Skeleton, places: Real, known: Mapping[str, tuple[float, float]]) -> NDArray[np.int64]:
    """The elbow bit of each edge that passes nearer to where the stations between its nodes were."""
    bits = np.zeros(len(skeleton.edges), dtype=np.int64)
    for number, ((a, b), edge) in enumerate(zip(skeleton.ends, skeleton.edges, strict=True)):
        between = np.array([known[station] for station in edge.stations[1:-1] if station in known])
        away = places[b] - places[a]
        step = np.abs(away).min() * np.sign(away)
        if len(between) and step.any():
            far = [_far(between, places[a], elbow, places[b]) for elbow in (places[b] - step, places[a] + step)]
            bits[number] = int(far[1] < far[0])
    return bits


def _far(points: Real, *path: Real) -> float:
    """How far the points lie from the path, summed."""
    gaps = []
    for start, end in pairwise(path):
        away = end - start
        share = np.clip((points - start) @ away / max(float(away @ away), 1e-9), 0.0, 1.0)
        gaps.append(np.hypot(*(points - start - share[:, None] * away).T))
    return float(np.min(gaps, axis=0).sum())


def shift(known: Mapping[str, tuple[float, float]], now: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """How far stations moved: the median in hops, and the share in percent of those that moved less than a hop.

    The maps are first laid on each other by their median displacement, for a whole map moved is a map kept.
    """
    both = sorted(known.keys() & now.keys())
    if not both:
        return 0.0, 100.0
    moves = np.array([now[s] for s in both]) - np.array([known[s] for s in both])
    far = np.hypot(*(moves - np.median(moves, axis=0)).T)
    return float(np.median(far)), float(100 * np.mean(far < 1.0))
