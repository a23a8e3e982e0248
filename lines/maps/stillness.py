"""Where the stations of an edited network start: where they were, and new ones between their neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lines.maps.domain import MapNetwork
from lines.maps.skeleton import Skeleton

Real = NDArray[np.float64]
ROUNDS = 60


def starting_places(
    network: MapNetwork, skeleton: Skeleton, known: Mapping[str, tuple[float, float]]
) -> Real | None:
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
