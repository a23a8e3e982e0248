"""How good a layout is, in the figures of docs/map.md, and what could not be placed: nothing is left silent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from lines.maps.colours import hard_to_see
from lines.maps.domain import Hop, MapNetwork, hop_of
from lines.maps.measures import FONT_SIZE, HOP
from lines.maps.packing import Part
from lines.maps.stillness import shift
from lines.maps.tracks import Middle, Point

if TYPE_CHECKING:
    from lines.maps.map_layout import MapLayout

OCTILINEAR_DEGREES = 1.0
BEND_DEGREES = 5.0
TOUCH = 1e-6
ROUNDING = 0.12
"""Pieces shorter than this share of the median hop are the rounding of a corner, not a direction."""


def report_of(network: MapNetwork, parts: Sequence[Part], previous: MapLayout | None = None) -> dict[str, Any]:
    """The figures: percentages of 100, lengths in medians of a hop, counts; lists name what could not be placed."""
    middles = {hop_of(m.a, m.b): m for part in parts for m in part.body.middles}
    lengths = np.array([_length(middle) for middle in middles.values()] or [HOP])
    median = float(np.median(lengths))
    bends, through, straight = _bends(network, middles, median)
    conflicts = sorted({conflict.station for part in parts for conflict in part.labelling.conflicts})
    misleading = [station for part in parts for station in part.labelling.misleading]
    stations = max(1, len(network.names))
    placed = {(badge.line, badge.station, badge.language) for part in parts for badge in part.badges}
    ends = [(line, station) for station, lines in network.line_ends.items() for line in lines]
    figures: dict[str, Any] = {
        "stations": len(network.names),
        "lines": len(network.lines),
        "hops": len(middles),
        "octilinear_percent": round(100 * _octilinear(list(middles.values())), 2),
        "edge_crossings": crossings_of(list(middles.values())),
        "bends_per_line": round(bends / max(1, len(network.lines)), 2),
        "straight_through_interchanges_percent": round(100 * straight / through, 1) if through else None,
        "hop_length_variation": round(float(lengths.std() / lengths.mean()), 3),
        "longest_over_median_hop": round(float(lengths.max()) / median, 2),
        "text_size_over_median_hop": round(FONT_SIZE / median, 3),
        "labels_clean_percent": round(100 * (1 - len(conflicts) / stations), 1),
        "labels_nearer_to_another_percent": round(100 * len(misleading) / stations, 1),
        "labels_in_conflict": conflicts,
        "badges_left_out": [
            {"line": line, "station": s, "language": lang}
            for line, s in ends
            for lang in network.languages
            if (line, s, lang) not in placed
        ],
        "stations_on_no_line": list(network.unlined),
        "colours_hard_to_see": hard_to_see(network.lines),
        "lines_without_stations": [line.id for line in network.lines if not line.stations],
    }
    if previous is not None:
        now = {s: (m.x / HOP, m.y / HOP) for part in parts for s, m in part.body.markers.items()}
        moved, still = shift(previous.places, now)
        figures |= {"median_shift_hops": round(moved, 3), "moved_less_than_a_hop_percent": round(still, 1)}
    return figures


def _length(middle: Middle) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(middle.points))


def _way(a: Point, b: Point) -> float:
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _apart(one: float, two: float) -> float:
    return abs((one - two + 180) % 360 - 180)


def _octilinear(middles: list[Middle]) -> float:
    good = total = 0.0
    for middle in middles:
        for a, b in pairwise(middle.points):
            off = _way(a, b) % 45
            total += math.dist(a, b)
            good += math.dist(a, b) if min(off, 45 - off) <= OCTILINEAR_DEGREES else 0.0
    return good / total if total else 1.0


def _bends(network: MapNetwork, middles: dict[Hop, Middle], median: float) -> tuple[int, int, int]:
    """Bends of all lines; how often a line passes an interchange, and how often without a bend there."""
    bends = through = straight = 0
    for line in network.lines:
        last: float | None = None
        for place, (a, b) in enumerate(pairwise(line.stations)):
            if a == b:
                continue
            middle = middles[hop_of(a, b)]
            points = middle.points if middle.a == a else middle.points[::-1]
            pieces = [(p, q) for p, q in pairwise(points) if math.dist(p, q) >= ROUNDING * median]
            for number, (p, q) in enumerate(pieces):
                turned = last is not None and _apart(last, _way(p, q)) > BEND_DEGREES
                bends += turned
                if place and number == 0 and _is_junction(network, a):
                    through += 1
                    straight += not turned
                last = _way(p, q)
    return bends, through, straight


def _is_junction(network: MapNetwork, station: str) -> bool:
    return len(network.lines_at[station]) > 1 or len(network.neighbours[station]) > 2


def crossings_of(middles: list[Middle]) -> int:
    """Pairs of pieces of hops that cross, touch or lie upon each other anywhere but at a station of both."""
    pieces = [(*a, *b, m) for m in middles for a, b in pairwise(m.points)]
    if not pieces:
        return 0
    a, b = np.array([p[:2] for p in pieces]), np.array([p[2:4] for p in pieces])
    count = 0
    for i, (ax, ay, bx, by, own) in enumerate(pieces):
        away, back = np.array([bx - ax, by - ay]), b[:i] - a[:i]
        from_one, to_two = a[:i] - (ax, ay), b[:i] - (ax, ay)
        left = _cross(away, from_one) * _cross(away, to_two)
        right = _cross(back, (ax, ay) - a[:i]) * _cross(back, (bx, by) - a[:i])
        is_parallel = np.abs(_cross(away, back)) <= TOUCH
        # Touching counts: a crossing may lie just under a station of one of the hops.
        is_met = (left < TOUCH) & (right < TOUCH) & ~is_parallel
        low, high = np.sort(np.stack((from_one @ away, to_two @ away)), axis=0)
        is_upon = is_parallel & (np.abs(_cross(away, from_one)) <= TOUCH)
        is_upon &= (low < away @ away - TOUCH) & (high > TOUCH)
        for j in np.flatnonzero(is_met | is_upon).tolist():
            count += own is not pieces[j][4] and (is_upon[j] or not _is_common(own, pieces[j][4], pieces[i], pieces[j]))
    return int(count)


def _is_common(one: Middle, two: Middle, first: Sequence[Any], second: Sequence[Any]) -> bool:
    """Whether both pieces end at a station of both hops: there they may meet."""
    ends = {point for point in (one.points[0], one.points[-1]) if point in (two.points[0], two.points[-1])}
    return any(end in (first[:2], first[2:4]) and end in (second[:2], second[2:4]) for end in ends)


def _cross(one: Any, two: Any) -> Any:
    return one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]
