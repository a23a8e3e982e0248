"""Where a label may stand: its boxes around a station's marker, with their prices, before anything is known of others.

East and west come first, then the corners, then above and below; on a horizontal track above and below come first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lines.maps.label_text import Blocks
from lines.maps.measures import CLOSER, HOP, LABEL_GAP, TRACK
from lines.maps.tracks import Body, Marker

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

HUG = 1.9

PLACES = np.array((
    # across, down, slide (share of the box), price, price on a horizontal track
    (1, 0, 0.0, 0.0, 2.0), (-1, 0, 0.0, 0.3, 2.3),
    (1, 0, -0.5, 0.9, 2.5), (1, 0, 0.5, 0.9, 2.5), (-1, 0, -0.5, 1.2, 2.5), (-1, 0, 0.5, 1.2, 2.5),
    (1, -1, 0.0, 1.6, 2.4), (1, 1, 0.0, 1.6, 2.4), (-1, -1, 0.0, 1.9, 2.6), (-1, 1, 0.0, 1.9, 2.6),
    (1, -1, 1.0, 1.7, 2.0), (1, 1, 1.0, 1.7, 2.0), (-1, -1, 1.0, 2.0, 2.1), (-1, 1, 1.0, 2.0, 2.1),
    (0, -1, 0.0, 2.4, 0.2), (0, 1, 0.0, 2.6, 0.4),
    (0, -1, 0.5, 3.0, 1.4), (0, -1, -0.5, 3.2, 1.5), (0, 1, 0.5, 3.2, 1.6), (0, 1, -0.5, 3.4, 1.7),
    (1, 0, -0.95, 3.6, 3.6), (1, 0, 0.95, 3.6, 3.6), (-1, 0, -0.95, 3.8, 3.8), (-1, 0, 0.95, 3.8, 3.8),
))  # fmt: skip
ACROSS, DOWN, SLIDE, PRICE, FLAT_PRICE = PLACES.T


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Every place of every label, those of one station together: box (left, top, right, bottom), the number of the
    station, price, side (across, down, alignment), and which of the station's blocks it holds."""

    boxes: Real
    owners: Whole
    costs: Real
    sides: Whole
    kinds: Whole

    def only(self, chosen: Whole) -> Candidates:
        """The chosen places."""
        return Candidates(
            self.boxes[chosen], self.owners[chosen], self.costs[chosen], self.sides[chosen], self.kinds[chosen]
        )


def rod_of(marker: Marker) -> tuple[float, float, float, float, float]:
    """A marker as a thick segment: x1, y1, x2, y2, radius."""
    dx = marker.half * math.cos(math.radians(marker.angle))
    dy = marker.half * math.sin(math.radians(marker.angle))
    return (marker.x - dx, marker.y - dy, marker.x + dx, marker.y + dy, marker.radius + 1.5 + marker.thick)


def candidates_of(stations: list[str], body: Body, blocks: Blocks) -> Candidates:
    """The places of the labels of `stations`, in that order."""
    flat = _flat_stations(body)
    rows = [(number, kind, block) for number, name in enumerate(stations) for kind, block in enumerate(blocks[name])]
    owners = np.array([number for number, _, _ in rows], dtype=np.int64)
    kinds = np.array([kind for _, kind, _ in rows], dtype=np.int64)
    sizes = np.array([(block.width, block.height) for _, _, block in rows]).reshape(-1, 2)
    lines = np.array([max(len(text) for _, text in block.texts) for _, _, block in rows])
    is_flat = np.array([name in flat for name in stations], dtype=np.bool_)[owners]
    markers = [body.markers[name] for name in stations]
    wide = np.maximum(0.0, sizes[:, :1] - 1.6 * HOP) * np.where(ACROSS == 0, 0.03, 0.008)
    costs = np.where(is_flat[:, None], FLAT_PRICE, PRICE) + 0.7 * (lines[:, None] - 1) + wide
    slides = np.where(ACROSS != 0, -ACROSS, -np.sign(SLIDE))
    side = np.stack((ACROSS, DOWN, slides), axis=1).astype(np.int64)
    places = len(PLACES)
    return Candidates(
        _boxes(np.array([(*rod_of(marker), marker.x, marker.y) for marker in markers])[owners], sizes),
        owners.repeat(places),
        costs.ravel(),
        np.tile(side, (len(rows), 1)),
        kinds.repeat(places),
    )


def _boxes(rods: Real, sizes: Real) -> Real:
    """The boxes of all places, one label after the other: `rods` with their middles and `sizes` have a row each."""
    x1, y1, x2, y2, radius, mid_x, mid_y = rods.T[:, :, None]
    reach = radius + LABEL_GAP
    width, height = sizes.T[:, :, None]
    end_x = np.where(ACROSS > 0, np.maximum(x1, x2), np.minimum(x1, x2))
    end_y = np.where(DOWN > 0, np.maximum(y1, y2), np.minimum(y1, y2))
    # In a corner the box's own corner lies on the diagonal through the marker. Sliding, it hugs the track that goes up
    # or down, so that it stays nearer to its own station than to the next.
    corner_x = end_x + ACROSS * np.where(SLIDE != 0, TRACK / 2 + HUG, 0.72 * reach)
    corner_y = end_y + DOWN * np.where(SLIDE != 0, reach - CLOSER, 0.6 * reach)
    beside = DOWN == 0
    x = np.where(beside, end_x + ACROSS * reach, corner_x)
    inset = np.sign(SLIDE) * np.maximum(0.0, width / 2 - radius)
    left = np.where(ACROSS == 0, mid_x - width / 2 + inset, np.where(ACROSS > 0, x, x - width))
    y = np.where(ACROSS == 0, end_y + DOWN * (reach - CLOSER), corner_y)
    top = np.where(beside, mid_y - height / 2 + SLIDE * height, np.where(DOWN > 0, y, y - height))
    boxes: Real = np.stack((left, top, left + width, top + height), axis=2).reshape(-1, 4)
    return boxes


def _flat_stations(body: Body) -> set[str]:
    flat: dict[str, int] = defaultdict(int)
    for middle in body.middles:
        for end, (ax, ay), (bx, by) in (
            (middle.a, middle.points[0], middle.points[1]),
            (middle.b, middle.points[-1], middle.points[-2]),
        ):
            if abs(ay - by) < 1e-6:
                flat[end] |= 1 if bx > ax else 2
    return {station for station, ways in flat.items() if ways == 3}
