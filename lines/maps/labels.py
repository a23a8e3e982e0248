"""Labels beside their stations: twenty-four places in one to three lines of text, none touching anything.

Every label's box holds its name in each language, so that one layout serves them all. East and west come first, then
the corners, then above and below; on a horizontal track above and below come first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.domain import MapNetwork
from lines.maps.label_choice import choose, misleading, obstacles, overlap
from lines.maps.label_text import Block, Label, blocks_of
from lines.maps.measures import CLEARANCE, CLOSER, HOP, LABEL_GAP, TRACK, TRACK_STEP
from lines.maps.tracks import Body, Marker

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

PUSHES = (3.0, 7.0, 12.0)
FAR_PUSHES = (18.0, 26.0)
"""Where more than four tracks leave a station, or longer hops did not help."""

HUG = 1.9
TOUCHING = 200.0
MISLEADING = 14.0
SWEEPS = 24

PLACES: tuple[tuple[int, int, float, float, float], ...] = (
    # across, down, slide (share of the box), price, price on a horizontal track
    (1, 0, 0.0, 0.0, 2.0), (-1, 0, 0.0, 0.3, 2.3),
    (1, 0, -0.5, 0.9, 2.5), (1, 0, 0.5, 0.9, 2.5), (-1, 0, -0.5, 1.2, 2.5), (-1, 0, 0.5, 1.2, 2.5),
    (1, -1, 0.0, 1.6, 2.4), (1, 1, 0.0, 1.6, 2.4), (-1, -1, 0.0, 1.9, 2.6), (-1, 1, 0.0, 1.9, 2.6),
    (1, -1, 1.0, 1.7, 2.0), (1, 1, 1.0, 1.7, 2.0), (-1, -1, 1.0, 2.0, 2.1), (-1, 1, 1.0, 2.0, 2.1),
    (0, -1, 0.0, 2.4, 0.2), (0, 1, 0.0, 2.6, 0.4),
    (0, -1, 0.5, 3.0, 1.4), (0, -1, -0.5, 3.2, 1.5), (0, 1, 0.5, 3.2, 1.6), (0, 1, -0.5, 3.4, 1.7),
    (1, 0, -0.95, 3.6, 3.6), (1, 0, 0.95, 3.6, 3.6), (-1, 0, -0.95, 3.8, 3.8), (-1, 0, 0.95, 3.8, 3.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """A label that has no clear place: with the skeleton edges it touches, or the station whose label it overlaps."""

    station: str
    edges: tuple[int, ...]
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Labelling:
    labels: tuple[Label, ...]
    conflicts: tuple[Conflict, ...]
    misleading: tuple[str, ...]


def rod_of(marker: Marker) -> tuple[float, float, float, float, float]:
    """A marker as a thick segment: x1, y1, x2, y2, radius."""
    dx = marker.half * math.cos(math.radians(marker.angle))
    dy = marker.half * math.sin(math.radians(marker.angle))
    return (marker.x - dx, marker.y - dy, marker.x + dx, marker.y + dy, marker.radius + 1.5 + marker.thick)


def place_labels(network: MapNetwork, body: Body, far: frozenset[str] = frozenset()) -> Labelling:
    """The best labelling found; labels that still touch something are in `conflicts`; those of `far` may stand far."""
    stations = [station for station, _ in network.names]
    markers = np.array([rod_of(body.markers[station]) for station in stations])
    rods, edges = _rods(body)
    everything = np.vstack((rods, markers))
    flat = _flat_stations(body)
    blocks = {station: blocks_of(network, station) for station in stations}
    boxes, owners, costs, sides, kinds = _candidates(stations, body, blocks, flat)
    boxes, hits, pushed = _pushed_clear(boxes, owners, sides, everything, _may_go_far(stations, body, far)[owners])
    costs = costs + 0.25 * pushed + TOUCHING * (hits[1] > 0) * (1 + hits[1])
    costs += MISLEADING * misleading(boxes, owners, markers)
    first = np.searchsorted(owners, np.arange(len(stations) + 1)).astype(np.int64)
    near, starts = _near(boxes, first)
    kin, kin_axis, kin_starts = _kin(stations, body)
    chosen = choose(
        first, boxes, costs, sides, near, starts, kin, kin_axis, kin_starts, CLEARANCE, SWEEPS
    )
    labels = tuple(
        _label(station, boxes[c], int(sides[c, 2]), blocks[station][kinds[c]])
        for station, c in zip(stations, chosen.tolist(), strict=True)
    )
    conflicts = _conflicts(stations, boxes, chosen, hits, edges, near, starts)
    wrong = misleading(boxes[chosen], np.arange(len(stations)), markers)
    return Labelling(labels, conflicts, tuple(s for s, bad in zip(stations, wrong, strict=True) if bad))


def _label(station: str, box: Real, align: int, block: Block) -> Label:
    left, top, right, bottom = box.tolist()
    return Label(station, left, top, right, bottom, align, block.texts)


def _rods(body: Body) -> tuple[Real, list[int]]:
    rows, edges = [], []
    for middle in body.middles:
        radius = TRACK / 2 + (middle.lines - 1) * TRACK_STEP / 2
        for (ax, ay), (bx, by) in pairwise(middle.points):
            rows.append((ax, ay, bx, by, radius))
            edges.append(middle.edge)
    return np.array(rows).reshape(-1, 5), edges


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


def _candidates(
    stations: list[str], body: Body, blocks: dict[str, list[Block]], flat: set[str]
) -> tuple[Real, Whole, Real, Whole, list[int]]:
    boxes, owners, costs, sides, kinds = [], [], [], [], []
    for number, station in enumerate(stations):
        marker = body.markers[station]
        for kind, block in enumerate(blocks[station]):
            for across, down, slide, price, flat_price in PLACES:
                boxes.append(_box(marker, block, across, down, slide))
                owners.append(number)
                rows = max(len(lines) for _, lines in block.texts)
                wide = max(0.0, block.width - 1.6 * HOP) * (0.03 if across == 0 else 0.008)
                base = flat_price if station in flat else price
                costs.append(base + 0.7 * (rows - 1) + wide)
                sides.append((across, down, -across if across else -int(math.copysign(1, slide)) if slide else 0))
                kinds.append(kind)
    return (
        np.array(boxes),
        np.array(owners, dtype=np.int64),
        np.array(costs),
        np.array(sides, dtype=np.int64),
        kinds,
    )


def _box(marker: Marker, block: Block, across: int, down: int, slide: float) -> tuple[float, ...]:
    x1, y1, x2, y2, radius = rod_of(marker)
    reach = radius + LABEL_GAP
    width, height = block.width, block.height
    if across and down:
        # In a corner the box's own corner lies on the diagonal through the marker.
        end_x = max(x1, x2) if across > 0 else min(x1, x2)
        end_y = max(y1, y2) if down > 0 else min(y1, y2)
        # Sliding, it hugs the track that goes up or down, so that it stays nearer to its own station than to the next.
        dx, dy = (TRACK / 2 + HUG, reach - CLOSER) if slide else (0.72 * reach, 0.6 * reach)
        x, y = end_x + across * dx, end_y + down * dy
        left, top = (x if across > 0 else x - width), (y if down > 0 else y - height)
    elif across:
        x = max(x1, x2) + reach if across > 0 else min(x1, x2) - reach
        left, top = (x if across > 0 else x - width), marker.y - height / 2 + slide * height
    else:
        y = max(y1, y2) + reach - CLOSER if down > 0 else min(y1, y2) - reach + CLOSER
        inset = math.copysign(max(0.0, width / 2 - radius), slide) if slide else 0.0
        left, top = marker.x - width / 2 + inset, (y if down > 0 else y - height)
    return left, top, left + width, top + height


def _pushed_clear(
    boxes: Real, owners: Whole, sides: Whole, rods: Real, may_go_far: NDArray[np.bool_]
) -> tuple[Real, tuple[Whole, Whole], Real]:
    """Each box pushed outward until it touches nothing, or left where it was; what it touches; how far it went."""
    placed, pushed = boxes.copy(), np.zeros(len(boxes))
    first, number = obstacles(boxes, owners, rods, CLEARANCE)
    for push in PUSHES + FAR_PUSHES:
        stuck = np.flatnonzero((number > 0) & (may_go_far | (push <= PUSHES[-1])))
        ways = sides[stuck, :2] / np.maximum(1.0, np.hypot(sides[stuck, 0], sides[stuck, 1]))[:, None]
        tried = boxes[stuck] + np.tile(ways * push, 2)
        _, still = obstacles(tried, owners[stuck], rods, CLEARANCE)
        free = stuck[still == 0]
        placed[free], pushed[free], number[free], first[free] = tried[still == 0], push, 0, -1
    return placed, (first, number), pushed


def _may_go_far(stations: list[str], body: Body, far: frozenset[str]) -> NDArray[np.bool_]:
    """For each station whether its label may: more than four hops meet there, or it is one of `far`."""
    hops = Counter(end for middle in body.middles for end in (middle.a, middle.b))
    return np.array([hops[station] > 4 or station in far for station in stations])


def _near(boxes: Real, first: Whole) -> tuple[Whole, Whole]:
    """For each station the stations whose candidates could overlap with its own."""
    parts = [boxes[a:b] for a, b in pairwise(first.tolist())]
    hulls = np.array([(*part[:, :2].min(axis=0), *part[:, 2:].max(axis=0)) for part in parts])
    found = [
        [j for j in range(len(hulls)) if j != i and overlap(hulls[i], hulls[j], CLEARANCE)] for i in range(len(hulls))
    ]
    return _rows(found)


def _rows(groups: list[list[int]]) -> tuple[Whole, Whole]:
    starts = np.concatenate(([0], np.cumsum([len(group) for group in groups]))).astype(np.int64)
    return np.array([value for group in groups for value in group], dtype=np.int64), starts


def _kin(stations: list[str], body: Body) -> tuple[Whole, Whole, Whole]:
    """For each station its neighbours on the track, and which side (0 across, 1 down) they like to share."""
    index = {station: number for number, station in enumerate(stations)}
    others: list[list[int]] = [[] for _ in stations]
    axes: list[list[int]] = [[] for _ in stations]
    for middle in body.middles:
        (ax, ay), (bx, by) = middle.points[0], middle.points[-1]
        axis = 1 if abs(ay - by) < 0.3 * abs(ax - bx) else 0
        for one, two in ((middle.a, middle.b), (middle.b, middle.a)):
            others[index[one]].append(index[two])
            axes[index[one]].append(axis)
    kin, starts = _rows(others)
    return kin, _rows(axes)[0], starts


def _conflicts(
    stations: list[str],
    boxes: Real,
    chosen: Whole,
    hits: tuple[Whole, Whole],
    edges: list[int],
    near: Whole,
    starts: Whole,
) -> tuple[Conflict, ...]:
    found = []
    for number, station in enumerate(stations):
        candidate = chosen[number]
        if hits[1][candidate]:
            rod = int(hits[0][candidate])
            found.append(Conflict(station, (edges[rod],) if rod < len(edges) else ()))
        for other in near[starts[number] : starts[number + 1]].tolist():
            if other > number and overlap(boxes[candidate], boxes[chosen[other]], 0.0):
                found.append(Conflict(station, (), stations[other]))
    return tuple(found)
