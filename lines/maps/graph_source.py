"""A layout as a pinned graph in Graphviz's language.

Names, links and colours do not pass through Graphviz: it gets numbered nodes and edges with fixed places, and
`finishing` dresses what comes back. So no name can break the drawing, whatever is in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import graphviz

from lines.maps.badges import Badge
from lines.maps.label_text import Label
from lines.maps.map_layout import MapLayout
from lines.maps.measures import HOP, TRACK
from lines.maps.tracks import Point, Track

POINTS_PER_INCH = 72
CORNER = 0.3 * HOP
"""How far before a corner its rounding begins."""


def graph_source(layout: MapLayout) -> str:
    """The layout in Graphviz's language: stations `s0..`, labels `l0..`, badges `b0..`, tracks with the ids `t0..`."""
    graph = graphviz.Graph(engine="neato")
    graph.attr("graph", outputorder="edgesfirst", notranslate="true", pad="0", margin="0", bgcolor="transparent")
    graph.attr("node", shape="ellipse", fixedsize="true", label="", margin="0")
    high = layout.height
    for name, x, y in (("c0", 0.0, 0.0), ("c1", layout.width, high)):
        graph.node(name, pos=_at((x, y)), width="0.01", height="0.01", style="invis")
    for number, station in enumerate(layout.stations):
        marker = station.marker
        size = _inches(2 * marker.radius)
        graph.node(f"s{number}", id=f"s{number}", pos=_at(_up((marker.x, marker.y), high)), width=size, height=size)
    sorts: tuple[tuple[str, Sequence[Label | Badge]], ...] = (("l", layout.labels), ("b", layout.badges))
    for sort, boxes in sorts:
        for number, box in enumerate(boxes):
            middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            graph.node(
                f"{sort}{number}",
                id=f"{sort}{number}",
                pos=_at(_up(middle, high)),
                shape="box",
                width=_inches(box.right - box.left),
                height=_inches(box.bottom - box.top),
            )
    index = {station.id: number for number, station in enumerate(layout.stations)}
    for number, track in enumerate(layout.tracks):
        spline = " ".join(_at(_up(point, high)) for point in bezier(track))
        graph.edge(f"s{index[track.a]}", f"s{index[track.b]}", id=f"t{number}", pos=spline, penwidth=str(TRACK))
    return str(graph.source)


def _up(point: Point, height: float) -> Point:
    return point[0], height - point[1]


def _at(point: Point) -> str:
    return f"{point[0]:.3f},{point[1]:.3f}"


def _inches(length: float) -> str:
    return f"{length / POINTS_PER_INCH:.5f}"


def bezier(track: Track) -> list[Point]:
    """The track as 3n + 1 control points: straight pieces, and a rounding in place of the corner."""
    points = list(track.points)
    if len(points) == 2:
        return [points[0], *_straight(points[0], points[1])]
    found = [points[0]]
    last = points[0]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(CORNER, 0.75 * math.dist(before, corner), 0.75 * math.dist(corner, after))
        begin, end = _along(corner, before, reach), _along(corner, after, reach)
        found += _straight(last, begin)
        found += [_along(corner, before, reach * 0.4), _along(corner, after, reach * 0.4), end]
        last = end
    return found + _straight(last, points[-1])


def _straight(a: Point, b: Point) -> list[Point]:
    return [(a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s) for s in (1 / 3, 2 / 3, 1.0)]


def _along(start: Point, towards: Point, reach: float) -> Point:
    share = reach / (math.dist(start, towards) or 1.0)
    return start[0] + (towards[0] - start[0]) * share, start[1] + (towards[1] - start[1]) * share
