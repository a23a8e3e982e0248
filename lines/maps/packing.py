"""Parts of a map set beside each other: the largest first, in rows no wider than the whole is likely to be."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lines.maps.badges import Badge
from lines.maps.label_places import rod_of
from lines.maps.labels import Labelling
from lines.maps.measures import HOP, MARGIN
from lines.maps.tracks import Body

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A connected part of the network, laid out."""

    body: Body
    labelling: Labelling
    badges: tuple[Badge, ...]


def pack(parts: list[Part]) -> tuple[list[Part], float, float]:
    """The parts moved to where they do not overlap, and the width and height of the whole with its margin."""
    boxes = [_extent(part) for part in parts]
    area = sum((box[2] - box[0] + HOP) * (box[3] - box[1] + HOP) for box in boxes)
    widest = max((box[2] - box[0] for box in boxes), default=0.0)
    limit = max(widest, 1.5 * math.sqrt(area))
    moved: list[Part] = []
    x = y = row = right = 0.0
    for part, box in zip(parts, boxes, strict=True):
        width, height = box[2] - box[0], box[3] - box[1]
        if x > 0 and x + width > limit:
            x, y, row = 0.0, y + row + HOP, 0.0
        moved.append(_shifted(part, MARGIN + x - box[0], MARGIN + y - box[1]))
        right, row = max(right, x + width), max(row, height)
        x += width + HOP
    return moved, round(right + 2 * MARGIN, 2), round(y + row + 2 * MARGIN, 2)


def _extent(part: Part) -> Box:
    boxes: list[Box] = [(item.left, item.top, item.right, item.bottom) for item in part.labelling.labels]
    boxes += [(badge.left, badge.top, badge.right, badge.bottom) for badge in part.badges]
    for marker in part.body.markers.values():
        x1, y1, x2, y2, radius = rod_of(marker)
        boxes.append((min(x1, x2) - radius, min(y1, y2) - radius, max(x1, x2) + radius, max(y1, y2) + radius))
    for track in part.body.tracks:
        boxes += [(x - 4, y - 4, x + 4, y + 4) for x, y in track.points]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _shifted(part: Part, dx: float, dy: float) -> Part:
    def points(old: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        return tuple((round(x + dx, 3), round(y + dy, 3)) for x, y in old)

    body = Body(
        {
            station: replace(
                marker,
                x=round(marker.x + dx, 3),
                y=round(marker.y + dy, 3),
                half=round(marker.half, 3),
                thick=round(marker.thick, 3),
            )
            for station, marker in part.body.markers.items()
        },
        tuple(replace(track, points=points(track.points)) for track in part.body.tracks),
        tuple(replace(middle, points=points(middle.points)) for middle in part.body.middles),
    )
    labels = tuple(
        replace(
            item, left=round(item.left + dx, 3), top=round(item.top + dy, 3), right=round(item.right + dx, 3),
            bottom=round(item.bottom + dy, 3),
        )
        for item in part.labelling.labels
    )  # fmt: skip
    badges = tuple(
        replace(
            item, left=round(item.left + dx, 3), top=round(item.top + dy, 3), right=round(item.right + dx, 3),
            bottom=round(item.bottom + dy, 3),
        )
        for item in part.badges
    )  # fmt: skip
    return Part(body, replace(part.labelling, labels=labels), badges)
