"""Which place each label gets, compiled: what a box would touch, and annealing over the candidates of all stations."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lines.maps.kernels import compiled

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

OVERLAP = 60.0
OTHER_SIDE = 1.6
NEARER = 0.7
"""How much nearer, in SVG units, a label must be to its own marker than to any other."""


@compiled
def touches(box: Real, rod: Real, clearance: float) -> bool:
    """Whether a box (left, top, right, bottom) comes too near to a rod (x1, y1, x2, y2, radius)."""
    reach = rod[4] + clearance
    if min(rod[0], rod[2]) - reach >= box[2] or max(rod[0], rod[2]) + reach <= box[0]:
        return False
    if min(rod[1], rod[3]) - reach >= box[3] or max(rod[1], rod[3]) + reach <= box[1]:
        return False
    dx, dy = rod[2] - rod[0], rod[3] - rod[1]
    length = math.sqrt(dx * dx + dy * dy)
    if length < 1e-9:
        nx = max(box[0] - rod[0], rod[0] - box[2], 0.0)
        ny = max(box[1] - rod[1], rod[1] - box[3], 0.0)
        return bool(nx * nx + ny * ny < reach * reach)
    nx, ny = -dy / length, dx / length
    middle = ((box[0] + box[2]) / 2 - rod[0]) * nx + ((box[1] + box[3]) / 2 - rod[1]) * ny
    half = (box[2] - box[0]) / 2 * abs(nx) + (box[3] - box[1]) / 2 * abs(ny)
    return bool(abs(middle) < reach + half)


@compiled
def touched(boxes: Real, owners: Whole, rods: Real, clearance: float) -> Whole:
    """For each box the first rod it touches, -1 for none; the boxes of one owner stand together."""
    first = np.full(boxes.shape[0], -1)
    near = np.zeros(rods.shape[0], dtype=np.int64)
    hull = np.zeros(4)
    count = 0
    for i in range(boxes.shape[0]):
        if i == 0 or owners[i] != owners[i - 1]:
            # Most rods are far from all boxes of a station: they are left out once for all of them.
            hull[:] = boxes[i]
            k = i + 1
            while k < boxes.shape[0] and owners[k] == owners[i]:
                for side in range(2):
                    hull[side] = min(hull[side], boxes[k, side])
                    hull[side + 2] = max(hull[side + 2], boxes[k, side + 2])
                k += 1
            count = 0
            for j in range(rods.shape[0]):
                if touches(hull, rods[j], clearance):
                    near[count] = j
                    count += 1
        for n in range(count):
            if touches(boxes[i], rods[near[n]], clearance):
                first[i] = near[n]
                break
    return first


@compiled
def screened(boxes: Real, owners: Whole, markers: Real, rods: Real, ends: Whole) -> Whole:
    """For each box the first rod of foreign track between it and its own marker, -1 for none.

    `ends` has the two owners of each rod: track that leaves the station itself is not foreign to its label.
    """
    first = np.full(boxes.shape[0], -1)
    for i in range(boxes.shape[0]):
        own = owners[i]
        x, y = (markers[own, 0] + markers[own, 2]) / 2, (markers[own, 1] + markers[own, 3]) / 2
        nx, ny = min(max(x, boxes[i, 0]), boxes[i, 2]), min(max(y, boxes[i, 1]), boxes[i, 3])
        for j in range(rods.shape[0]):
            if ends[j, 0] == own or ends[j, 1] == own:
                continue
            if parted(x, y, nx, ny, rods[j]):
                first[i] = j
                break
    return first


@compiled
def parted(ax: float, ay: float, bx: float, by: float, rod: Real) -> bool:
    """Whether the rod's middle crosses the segment between two points."""
    cx, cy, dx, dy = rod[0], rod[1], rod[2], rod[3]
    if max(ax, bx) < min(cx, dx) or max(cx, dx) < min(ax, bx) or max(ay, by) < min(cy, dy) or max(cy, dy) < min(ay, by):
        return False
    one, two = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax), (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    three, four = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx), (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    return bool(one * two <= 0 and three * four <= 0)


@compiled
def box_gap(box: Real, rod: Real) -> float:
    """The distance from a box to a marker given as a rod; measured at its ends and middle."""
    least = 1e9
    for share in (0.0, 0.5, 1.0):
        x, y = rod[0] + share * (rod[2] - rod[0]), rod[1] + share * (rod[3] - rod[1])
        dx = max(box[0] - x, x - box[2], 0.0)
        dy = max(box[1] - y, y - box[3], 0.0)
        least = min(least, math.sqrt(dx * dx + dy * dy))
    return float(least - rod[4])


@compiled
def misleading(boxes: Real, owners: Whole, markers: Real) -> Whole:
    """1 for each box that lies as near to a foreign marker as to its own; `markers` has a rod per station."""
    found = np.zeros(boxes.shape[0], dtype=np.int64)
    for i in range(boxes.shape[0]):
        own = box_gap(boxes[i], markers[owners[i]]) + NEARER
        for j in range(markers.shape[0]):
            if j != owners[i] and box_gap(boxes[i], markers[j]) <= own:
                found[i] = 1
                break
    return found


@compiled
def overlap(one: Real, two: Real, clearance: float) -> bool:
    """Whether two boxes come nearer than `clearance`, or four times that beside each other: words need a blank."""
    beside = 4 * clearance
    return bool(
        one[0] < two[2] + beside
        and two[0] < one[2] + beside
        and one[1] < two[3] + clearance
        and two[1] < one[3] + clearance
    )


@compiled
def burden(
    chosen: Whole,
    boxes: Real,
    costs: Real,
    sides: Whole,
    near: Whole,
    kin: Whole,
    kin_axis: Whole,
    starts: Whole,
    kin_starts: Whole,
    station: int,
    candidate: int,
    clearance: float,
) -> float:
    """What `station` would pay for `candidate` while all others keep theirs."""
    cost = costs[candidate]
    for i in range(starts[station], starts[station + 1]):
        if overlap(boxes[candidate], boxes[chosen[near[i]]], clearance):
            cost += OVERLAP
    for i in range(kin_starts[station], kin_starts[station + 1]):
        axis = kin_axis[i]
        if sides[candidate, axis] != sides[chosen[kin[i]], axis]:
            cost += OTHER_SIDE
    return float(cost)


@compiled
def choose(
    first: Whole,
    boxes: Real,
    costs: Real,
    sides: Whole,
    near: Whole,
    starts: Whole,
    kin: Whole,
    kin_axis: Whole,
    kin_starts: Whole,
    clearance: float,
    sweeps: int,
) -> Whole:
    """For each station the number of its chosen candidate; station s has candidates first[s] to first[s + 1] - 1, the
    cheapest first."""
    count = first.shape[0] - 1
    chosen = first[:-1].copy()
    state = 20261122
    for sweep in range(sweeps):
        heat = 8.0 * (1.0 - sweep / max(1, sweeps - 3)) ** 2 if sweep < sweeps - 3 else 0.0
        for station in range(count):
            best, least = chosen[station], 1e18
            for candidate in range(first[station], first[station + 1]):
                if costs[candidate] >= least:
                    break
                noise = 0.0
                if heat > 0.0:
                    state = (state * 1103515245 + 12345) & 0x7FFFFFFFFFFF
                    noise = -heat * 0.25 * math.log(1e-9 + ((state >> 15) & 0xFFFFFFFF) / 4294967297.0)
                if costs[candidate] + noise >= least:
                    continue
                cost = noise + burden(
                    chosen, boxes, costs, sides, near, kin, kin_axis, starts, kin_starts, station, candidate, clearance
                )
                if cost < least:
                    best, least = candidate, cost
            chosen[station] = best
    return chosen
