"""Labels beside their stations: twenty-four places in one to three lines of text, none touching anything.

Every label's box holds its name in each language, so that one layout serves them all. A label never touches anything,
and never stands behind foreign track: nobody would look for its station on this side.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.domain import MapNetwork
from lines.maps.label_choice import choose, misleading, overlap, screened, touched
from lines.maps.label_places import Candidates, candidates_of, rod_of
from lines.maps.label_text import Block, Blocks, Label
from lines.maps.measures import CLEARANCE, TRACK, TRACK_STEP
from lines.maps.tracks import Body

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

PUSHES = (3.0, 7.0, 12.0)
FAR_PUSHES = (18.0, 26.0)
"""Where more than four tracks leave a station, or longer hops did not help."""

TOUCHING = 200.0
MISLEADING = 14.0
SWEEPS = 24


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


@dataclass(frozen=True, slots=True, eq=False)
class _Obstacles:
    """What labels keep off: rods of tracks, then of markers; of each track rod the numbers of the two stations of its
    hop, and its skeleton edge."""

    rods: Real
    ends: Whole
    edges: tuple[int, ...]
    markers: Real

    def hit(self, boxes: Real, owners: Whole) -> Whole:
        """For each box the first rod that it touches or stands behind, seen from its own station; -1 for none."""
        first = touched(boxes, owners, self.rods, CLEARANCE)
        behind = screened(boxes, owners, self.markers, self.rods[: len(self.ends)], self.ends)
        return np.where(first >= 0, first, behind)


def place_labels(network: MapNetwork, body: Body, blocks: Blocks, far: frozenset[str] = frozenset()) -> Labelling:
    """The best labelling found; labels that still touch something are in `conflicts`; those of `far` may stand far.

    `blocks` holds the ways to set each name (see `label_text.all_blocks`).
    """
    stations = [station for station, _ in network.names]
    markers = np.array([rod_of(body.markers[station]) for station in stations])
    obstacles = _obstacles(stations, body, markers)
    found = candidates_of(stations, body, blocks)
    boxes, hits, pushed = _pushed_clear(found, obstacles, _may_go_far(stations, body, far)[found.owners])
    costs = found.costs + 0.25 * pushed + TOUCHING * (hits >= 0)
    costs += MISLEADING * misleading(boxes, found.owners, markers)
    kept = np.flatnonzero(_worth_weighing(found.owners, hits))
    kept = kept[np.lexsort((costs[kept], found.owners[kept]))]
    found, hits = replace(found, boxes=boxes, costs=costs).only(kept), hits[kept]
    first = np.searchsorted(found.owners, np.arange(len(stations) + 1)).astype(np.int64)
    near, starts = _near(found.boxes, first)
    kin, kin_axis, kin_starts = _kin(stations, body)
    chosen = choose(
        first, found.boxes, found.costs, found.sides, near, starts, kin, kin_axis, kin_starts, CLEARANCE, SWEEPS
    )
    labels = tuple(
        _label(station, found.boxes[c], int(found.sides[c, 2]), blocks[station][found.kinds[c]])
        for station, c in zip(stations, chosen.tolist(), strict=True)
    )
    conflicts = _conflicts(stations, found.boxes, chosen, hits, obstacles, near, starts)
    wrong = misleading(found.boxes[chosen], np.arange(len(stations)), markers)
    return Labelling(labels, conflicts, tuple(s for s, bad in zip(stations, wrong, strict=True) if bad))


def _worth_weighing(owners: Whole, hits: Whole) -> NDArray[np.bool_]:
    """The clear places, and every place of a station that has no clear one."""
    has_clear = np.zeros(int(owners[-1]) + 1, dtype=np.bool_)
    has_clear[owners[hits < 0]] = True
    return (hits < 0) | ~has_clear[owners]


def _label(station: str, box: Real, align: int, block: Block) -> Label:
    left, top, right, bottom = box.tolist()
    return Label(station, left, top, right, bottom, align, block.texts)


def _obstacles(stations: list[str], body: Body, markers: Real) -> _Obstacles:
    index = {station: number for number, station in enumerate(stations)}
    rows, edges, ends = [], [], []
    for middle in body.middles:
        radius = TRACK / 2 + (middle.lines - 1) * TRACK_STEP / 2
        for (ax, ay), (bx, by) in pairwise(middle.points):
            rows.append((ax, ay, bx, by, radius))
            edges.append(middle.edge)
            ends.append((index[middle.a], index[middle.b]))
    rods = np.vstack((np.array(rows).reshape(-1, 5), markers))
    return _Obstacles(rods, np.array(ends, dtype=np.int64).reshape(-1, 2), tuple(edges), markers)


def _pushed_clear(found: Candidates, obstacles: _Obstacles, may_go_far: NDArray[np.bool_]) -> tuple[Real, Whole, Real]:
    """Each box pushed outward until it is clear, or left where it was; the first thing it hits; how far it went."""
    placed, pushed = found.boxes.copy(), np.zeros(len(found.boxes))
    hits = obstacles.hit(found.boxes, found.owners)
    for push in PUSHES + FAR_PUSHES:
        stuck = np.flatnonzero((hits >= 0) & (may_go_far | (push <= PUSHES[-1])))
        across, down = found.sides[stuck, 0], found.sides[stuck, 1]
        ways = found.sides[stuck, :2] / np.maximum(1.0, np.hypot(across, down))[:, None]
        tried = found.boxes[stuck] + np.tile(ways * push, 2)
        is_free = obstacles.hit(tried, found.owners[stuck]) < 0
        free = stuck[is_free]
        placed[free], pushed[free], hits[free] = tried[is_free], push, -1
    return placed, hits, pushed


def _may_go_far(stations: list[str], body: Body, far: frozenset[str]) -> NDArray[np.bool_]:
    """For each station whether its label may: more than four hops meet there, or it is one of `far`."""
    hops = Counter(end for middle in body.middles for end in (middle.a, middle.b))
    return np.array([hops[station] > 4 or station in far for station in stations])


def _near(boxes: Real, first: Whole) -> tuple[Whole, Whole]:
    """For each station the stations whose candidates could overlap with its own."""
    low = np.minimum.reduceat(boxes[:, :2], first[:-1]) - 4 * CLEARANCE
    high = np.maximum.reduceat(boxes[:, 2:], first[:-1]) + 4 * CLEARANCE
    before = low[:, None] < high[None, :]
    meet: NDArray[np.bool_] = np.logical_and.reduce(before & before.transpose(1, 0, 2), axis=2)
    np.fill_diagonal(meet, False)
    return _rows([np.flatnonzero(row).tolist() for row in meet])


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
    hits: Whole,
    obstacles: _Obstacles,
    near: Whole,
    starts: Whole,
) -> tuple[Conflict, ...]:
    found = []
    for number, station in enumerate(stations):
        candidate = chosen[number]
        if hits[candidate] >= 0:
            found.append(Conflict(station, obstacles.edges[hits[candidate] : hits[candidate] + 1]))
        for other in near[starts[number] : starts[number + 1]].tolist():
            if other > number and overlap(boxes[candidate], boxes[chosen[other]], 0.0):
                found.append(Conflict(station, (), stations[other]))
    return tuple(found)
