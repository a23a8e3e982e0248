"""Stations along their edges, parallel tracks beside each other, and the markers that span them.

Coordinates are SVG units, y downwards. A track's corner keeps its sharp point here; rounding belongs to the drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.bundles import Ride, rides_of
from lines.maps.domain import MapNetwork
from lines.maps.measures import HOP, HOP_ACROSS, HOP_UP, INTERCHANGE_RADIUS, OFF_CORNER, STATION_RADIUS, TRACK_STEP
from lines.maps.skeleton import Skeleton

Real = NDArray[np.float64]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Track:
    """One line on one hop, from station `a` to station `b`."""

    line: str
    a: str
    b: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """A station's ring: a circle, or a pill of `half` to either side along `angle` degrees and `thick` across it."""

    x: float
    y: float
    radius: float
    angle: float = 0.0
    half: float = 0.0
    thick: float = 0.0


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of a hop's bundle: its polyline, how wide the bundle is, and the skeleton edge it belongs to."""

    a: str
    b: str
    points: tuple[Point, ...]
    lines: int
    edge: int


@dataclass(frozen=True, slots=True)
class Body:
    """The map without its letters."""

    markers: dict[str, Marker]
    tracks: tuple[Track, ...]
    middles: tuple[Middle, ...]


def body_of(
    network: MapNetwork,
    skeleton: Skeleton,
    paths: list[Real],
    orders: list[tuple[str, ...]],
    wanted: list[tuple[float, ...]],
) -> Body:
    """The stations, tracks and markers of a tightened drawing; `paths` are in hops, `wanted` shares out each path."""
    scaled = [path * HOP for path in paths]
    stops = [_stops(path, shares) for path, shares in zip(scaled, wanted, strict=True)]
    joins = _joins(network, skeleton, scaled, orders)
    tracks, middles = [], []
    spots: dict[str, list[Point]] = defaultdict(list)
    for number, (edge, path, order) in enumerate(zip(skeleton.edges, scaled, orders, strict=True)):
        corner = tuple(path[1]) if len(path) == 3 else None
        for i, (a, b) in enumerate(pairwise(edge.stations)):
            middle = _between(stops[number][i], stops[number][i + 1], corner)
            middles.append(Middle(a, b, tuple(middle), len(order), number))
            for lane, line in enumerate(order):
                points = _beside(middle, _offset(lane, len(order)))
                spots[a].append(points[0])
                spots[b].append(points[-1])
                if i == 0:
                    points[0] = joins.get((line, number, 0), points[0])
                if i == edge.hops - 1:
                    points[-1] = joins.get((line, number, 1), points[-1])
                tracks.append(Track(line, a, b, tuple(points)))
    places = {
        station: place
        for edge, along in zip(skeleton.edges, stops, strict=True)
        for station, place in zip(edge.stations, along, strict=True)
    }
    if not skeleton.edges:
        places = {skeleton.nodes[0]: (0.0, 0.0)}
    markers = {station: _marker(network, station, place, spots[station]) for station, place in places.items()}
    return Body(markers, tuple(tracks), tuple(middles))


def _offset(lane: int, lanes: int) -> float:
    """How far a lane lies to the right of the middle."""
    return (lane - (lanes - 1) / 2) * TRACK_STEP


def _stops(path: Real, shares: tuple[float, ...]) -> list[Point]:
    """Stations at least `shares` apart and evenly where there is more room, moved off the path's corner."""
    lengths = np.hypot(*np.diff(path, axis=0).T)
    total, first = float(lengths.sum()), float(lengths[0])
    found: list[Point] = []
    hops = len(shares)
    wide = float(lengths[np.diff(path, axis=0)[:, 1] == 0].sum())
    shares = _levelled(shares, (wide / HOP_ACROSS + (total - wide) / HOP_UP) / HOP)
    for stop in range(hops + 1):
        along = total * sum(shares[:stop]) / sum(shares)
        near = along - first
        if len(path) == 3 and 0 < stop < hops and abs(near) < OFF_CORNER * HOP:
            along = first + math.copysign(OFF_CORNER * HOP, near if near else 1.0)
        piece = 0 if along <= first or len(path) == 2 else 1
        share = (along - (0.0 if piece == 0 else first)) / float(lengths[piece])
        x, y = path[piece] + min(1.0, max(0.0, share)) * (path[piece + 1] - path[piece])
        found.append((float(x), float(y)))
    return found


def _levelled(shares: tuple[float, ...], room: float) -> tuple[float, ...]:
    """The shares with the smallest raised to one level, so that they add up to `room`; unchanged when there is none."""
    spare = room
    for raised, share in enumerate(sorted(shares, reverse=True)):
        level = spare / (len(shares) - raised)
        if level >= share:
            return tuple(max(level, own) for own in shares)
        spare -= share
    return shares


def _between(a: Point, b: Point, corner: Point | None) -> list[Point]:
    """From a to b, over the corner when it lies between them."""
    if corner is None or abs((b[0] - a[0]) * (corner[1] - a[1]) - (b[1] - a[1]) * (corner[0] - a[0])) < 1e-6:
        return [a, b]
    return [a, (float(corner[0]), float(corner[1])), b]


def _way(a: Point, b: Point) -> Point:
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _beside(middle: list[Point], offset: float) -> list[Point]:
    """The parallel of a polyline, `offset` to its right."""
    ways = [_way(a, b) for a, b in pairwise(middle)]
    found = [_aside(middle[0], ways[0], offset)]
    for point, before, after in zip(middle[1:-1], ways, ways[1:], strict=False):
        found.append(_cross(point, before, offset, after, offset) or _aside(point, before, offset))
    return [*found, _aside(middle[-1], ways[-1], offset)]


def _aside(point: Point, way: Point, offset: float) -> Point:
    return point[0] - way[1] * offset, point[1] + way[0] * offset


def _cross(point: Point, one: Point, offset_one: float, two: Point, offset_two: float) -> Point | None:
    """Where two lines through offsets of `point` meet; None when they are parallel."""
    turn = one[0] * two[1] - one[1] * two[0]
    if abs(turn) < 1e-6:
        return None
    a, b = _aside(point, one, offset_one), _aside(point, two, offset_two)
    along = ((b[0] - a[0]) * two[1] - (b[1] - a[1]) * two[0]) / turn
    return a[0] + along * one[0], a[1] + along * one[1]


def _joins(
    network: MapNetwork, skeleton: Skeleton, paths: list[Real], orders: list[tuple[str, ...]]
) -> dict[tuple[str, int, int], Point]:
    """Where a line that turns at a node ends its two tracks: (line, edge, 0 at its start or 1 at its end)."""
    found: dict[tuple[str, int, int], Point] = {}
    for line, rides in rides_of(network, skeleton).items():
        for before, after in pairwise(rides):
            if before[0] == after[0]:
                continue
            node, arriving = _end(paths, before)
            _, back = _end(paths, (after[0], -after[1]))
            leaving = -back[0], -back[1]
            offsets = [_lane_offset(line, ride, orders) for ride in (before, after)]
            join = _cross(node, arriving, offsets[0], leaving, offsets[1])
            if join and math.dist(join, node) <= 0.4 * HOP:
                found.setdefault((line, before[0], 1 if before[1] == 1 else 0), join)
                found.setdefault((line, after[0], 0 if after[1] == 1 else 1), join)
    return found


def _end(paths: list[Real], ride: Ride) -> tuple[Point, Point]:
    """Where a ride ends, and the direction in which it arrives there."""
    path = paths[ride[0]] if ride[1] == 1 else paths[ride[0]][::-1]
    end, before = (float(path[-1][0]), float(path[-1][1])), (float(path[-2][0]), float(path[-2][1]))
    return end, _way(before, end)


def _lane_offset(line: str, ride: Ride, orders: list[tuple[str, ...]]) -> float:
    order = orders[ride[0]]
    return ride[1] * _offset(order.index(line), len(order))


def _marker(network: MapNetwork, station: str, place: Point, spots: list[Point]) -> Marker:
    """A circle for one line; a pill over all tracks that meet here for several."""
    if len(network.lines_at[station]) < 2:
        return Marker(*place, STATION_RADIUS)
    away = [(x - place[0], y - place[1]) for x, y in spots] or [(0.0, 0.0)]
    longest = max(away, key=lambda spot: (round(math.hypot(*spot), 3), spot))
    half = math.hypot(*longest)
    if half < 0.5:
        return Marker(*place, INTERCHANGE_RADIUS)
    ux, uy = longest[0] / half, longest[1] / half
    thick = max(abs(x * -uy + y * ux) for x, y in away)
    angle = round(math.degrees(math.atan2(uy, ux)) / 45) * 45 % 180
    return Marker(*place, INTERCHANGE_RADIUS, float(angle), half, thick if thick > 2 else 0.0)
