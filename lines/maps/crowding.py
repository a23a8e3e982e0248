"""Stations that foreign track comes too near to: found after the drawing is tight, and cured by longer hops."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from lines.maps.measures import TRACK, TRACK_STEP
from lines.maps.tracks import Body

AIR = 1.0
"""What must be free between a station's ring and foreign track, in SVG units."""


def crowded_stations(body: Body) -> tuple[str, ...]:
    """The stations whose marker touches the bundle of a hop that is not theirs, in the order of the markers."""
    pieces = [(a, b, middle) for middle in body.middles for a, b in pairwise(middle.points)]
    if not pieces:
        return ()
    starts = np.array([a for a, _, _ in pieces])
    away = np.array([b for _, b, _ in pieces]) - starts
    half = np.array([TRACK / 2 + (middle.lines - 1) * TRACK_STEP / 2 for _, _, middle in pieces])
    square = np.maximum((away**2).sum(axis=1), 1e-9)
    found = []
    for station, marker in body.markers.items():
        to = np.array([marker.x, marker.y]) - starts
        share = np.clip((to * away).sum(axis=1) / square, 0.0, 1.0)
        gaps = np.hypot(*(to - share[:, None] * away).T) - half - marker.radius - marker.thick
        near = np.flatnonzero(gaps < AIR).tolist()
        if any(station not in (pieces[i][2].a, pieces[i][2].b) for i in near):
            found.append(station)
    return tuple(found)
