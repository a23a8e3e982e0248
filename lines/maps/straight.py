"""Crossings of a drawing with straight edges: how good a start is before it is octilinear."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lines.maps.kernels import compiled

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]


@compiled
def crossings(points: Points, edges: Pairs) -> int:
    """The number of pairs of edges without a common node whose straight lines cross."""
    count = 0
    for i in range(edges.shape[0]):
        a, b = edges[i, 0], edges[i, 1]
        for j in range(i):
            c, d = edges[j, 0], edges[j, 1]
            if a in (c, d) or b in (c, d):
                continue
            ax, ay = points[a, 0], points[a, 1]
            bx, by = points[b, 0] - ax, points[b, 1] - ay
            cx, cy = points[c, 0] - ax, points[c, 1] - ay
            dx, dy = points[d, 0] - ax, points[d, 1] - ay
            if (bx * cy - by * cx) * (bx * dy - by * dx) >= 0:
                continue
            ex, ey = dx - cx, dy - cy
            if (ex * -cy + ey * cx) * (ex * (by - cy) - ey * (bx - cx)) < 0:
                count += 1
    return count
