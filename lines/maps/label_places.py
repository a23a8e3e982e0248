"""Where a label may stand: its boxes around a station's marker, with their prices, before anything is known of others.

East and west come first, then the corners, then above and below; on a horizontal track above and below come first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lines.maps.label_text import Block
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

    def only(self, chosen: NDArray[np.bool_]) -> Candidates:
        """The chosen places."""
        return Candidates(
            self.boxes[chosen], self.owners[chosen], self.costs[chosen], self.sides[chosen], self.kinds[chosen]
        )


def rod_of(marker: Marker) -> tuple[float, float, float, float, float]:
    """A marker as a thick segment: x1, y1, x2, y2, radius."""
    dx = marker.half * math.cos(math.radians(marker.angle))
    dy = marker.half * math.sin(math.radians(marker.angle))
    return (marker.x - dx, marker.y - dy, marker.x + dx, marker.y + dy, marker.radius + 1.5 + marker.thick)


def candidates_of(stations: list[str], body: Body, blocks: dict[str, list[Block]]) -> Candidates:
    """The places of the labels of `stations`, in that order."""
    flat = _flat_stations(body)
    slides = np.where(ACROSS != 0, -ACROSS, -np.sign(SLIDE))
    side = np.stack((ACROSS, DOWN, slides), axis=1).astype(np.int64)
    boxes, owners, costs, sides, kinds = [], [], [], [], []
    for number, station in enumerate(stations):
        base = FLAT_PRICE if station in flat else PRICE
        for kind, block in enumerate(blocks[station]):
            rows = max(len(lines) for _, lines in block.texts)
            wide = max(0.0, block.width - 1.6 * HOP) * np.where(ACROSS == 0, 0.03, 0.008)
            boxes.append(_boxes(body.markers[station], block))
            costs.append(base + 0.7 * (rows - 1) + wide)
            owners.append(np.full(len(PLACES), number))
            sides.append(side)
            kinds.append(np.full(len(PLACES), kind))
    return Candidates(
        np.vstack(boxes),
        np.concatenate(owners).astype(np.int64),
        np.concatenate(costs),
        np.vstack(sides),
        np.concatenate(kinds).astype(np.int64),
    )


def _boxes(marker: Marker, block: Block) -> Real:
    x1, y1, x2, y2, radius = rod_of(marker)
    reach = radius + LABEL_GAP
    width, height = block.width, block.height
    end_x = np.where(ACROSS > 0, max(x1, x2), min(x1, x2))
    end_y = np.where(DOWN > 0, max(y1, y2), min(y1, y2))
    # In a corner the box's own corner lies on the diagonal through the marker. Sliding, it hugs the track that goes up
    # or down, so that it stays nearer to its own station than to the next.
    corner_x = end_x + ACROSS * np.where(SLIDE != 0, TRACK / 2 + HUG, 0.72 * reach)
    corner_y = end_y + DOWN * np.where(SLIDE != 0, reach - CLOSER, 0.6 * reach)
    beside = DOWN == 0
    x = np.where(beside, end_x + ACROSS * reach, corner_x)
    inset = np.sign(SLIDE) * max(0.0, width / 2 - radius)
    left = np.where(ACROSS == 0, marker.x - width / 2 + inset, np.where(ACROSS > 0, x, x - width))
    y = np.where(ACROSS == 0, end_y + DOWN * (reach - CLOSER), corner_y)
    top = np.where(beside, marker.y - height / 2 + SLIDE * height, np.where(DOWN > 0, y, y - height))
    return np.stack((left, top, left + width, top + height), axis=1)


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
