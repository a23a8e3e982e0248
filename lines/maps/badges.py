"""The line codes at the ends of lines: each where it overlaps nothing, best of all just beyond the end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lines.maps.domain import MapNetwork
from lines.maps.label_choice import parted, touches
from lines.maps.label_places import rod_of
from lines.maps.label_text import Label, text_box
from lines.maps.measures import BADGE_FONT, BADGE_HEIGHT, TRACK, TRACK_STEP
from lines.maps.textwidth import text_width
from lines.maps.tracks import Body

Box = tuple[float, float, float, float]
Rod = tuple[float, float, float, float, float]

GAP = 5.0
DISTANCES = (0.0, 6.0, 14.0, 24.0)
FAR = 90.0


@dataclass(frozen=True, slots=True)
class Badge:
    """A line's code in a box (left, top, right, bottom) at the station where the line ends, in one language's map."""

    line: str
    station: str
    language: str
    left: float
    top: float
    right: float
    bottom: float


def place_badges(network: MapNetwork, body: Body, labels: tuple[Label, ...]) -> tuple[Badge, ...]:
    """For each language a badge for each end of a line with a free place near it; an end without one is left out."""
    return tuple(badge for language in network.languages for badge in _in_language(network, body, labels, language))


def _in_language(network: MapNetwork, body: Body, labels: tuple[Label, ...], language: str) -> list[Badge]:
    rods = [rod_of(marker) for marker in body.markers.values()]
    tracks: list[tuple[str, str, Rod]] = []
    for middle in body.middles:
        radius = TRACK / 2 + (middle.lines - 1) * TRACK_STEP / 2
        tracks += [(middle.a, middle.b, (*a, *b, radius)) for a, b in pairwise(middle.points)]
    rods += [rod for _a, _b, rod in tracks]
    own: dict[str, Box] = {
        label.station: text_box(label, language, body.markers[label.station], len(network.lines_at[label.station]) > 1)
        for label in labels
    }
    boxes = list(own.values())
    codes = {line.id: line.code for line in network.lines}
    badges = []
    for station, lines in network.line_ends.items():
        if station not in body.markers:
            continue
        outward, marker = _outward(body, station), body.markers[station]
        foreign = [np.array(rod) for a, b, rod in tracks if station not in (a, b)]
        for line in lines:
            width = max(BADGE_HEIGHT + 3, text_width(codes[line], BADGE_FONT) * 1.06 + 10)
            for box in _places(rod_of(marker), own[station], outward, width):
                middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                if any(_hits(box, rod) for rod in rods) or any(_overlap(box, other) for other in boxes):
                    continue
                # Behind foreign track it would seem to be the end of something else.
                if any(parted(marker.x, marker.y, middle_x, middle_y, rod) for rod in foreign):
                    continue
                boxes.append(box)
                badges.append(Badge(line, station, language, *box))
                break
    return badges


def _outward(body: Body, station: str) -> float:
    """The direction, in radians, in which the line would go on."""
    x = y = 0.0
    for middle in body.middles:
        ends = ((middle.a, middle.points[0], middle.points[1]), (middle.b, middle.points[-1], middle.points[-2]))
        for end, here, there in ends:
            if end == station:
                length = math.dist(here, there) or 1.0
                x -= (there[0] - here[0]) / length
                y -= (there[1] - here[1]) / length
    return math.atan2(y, x)


def _places(rod: Rod, label: Box, outward: float, width: float) -> list[Box]:
    """Boxes to try, the best first: near, straight on, and beside the label rather than elsewhere."""
    half_x, half_y = width / 2, BADGE_HEIGHT / 2
    x, y = (rod[0] + rod[2]) / 2, (rod[1] + rod[3]) / 2
    found: list[tuple[float, Box]] = []

    def add(cx: float, cy: float, price: float) -> None:
        box = (cx - half_x, cy - half_y, cx + half_x, cy + half_y)
        found.append((price, tuple(round(value, 3) for value in box)))  # type: ignore[arg-type]  # four values

    for step in range(8):
        angle = step * math.pi / 4
        away = abs((angle - outward + math.pi) % (2 * math.pi) - math.pi)
        reach_x = abs(rod[2] - rod[0]) / 2 + rod[4] + GAP + half_x
        reach_y = abs(rod[3] - rod[1]) / 2 + rod[4] + GAP + half_y
        for more in DISTANCES:
            dx = round(math.cos(angle), 6) * (reach_x + more)
            dy = round(math.sin(angle), 6) * (reach_y + more)
            add(x + dx, y + dy, more + 9 * away)
    middle_x, middle_y = (label[0] + label[2]) / 2, (label[1] + label[3]) / 2
    for cx, cy in (
        (label[0] - GAP - half_x, middle_y), (label[2] + GAP + half_x, middle_y),
        (middle_x, label[1] - GAP - half_y), (middle_x, label[3] + GAP + half_y),
        (label[0] + half_x, label[1] - GAP - half_y), (label[0] + half_x, label[3] + GAP + half_y),
    ):  # fmt: skip
        away = abs((math.atan2(cy - y, cx - x) - outward + math.pi) % (2 * math.pi) - math.pi)
        if math.hypot(cx - x, cy - y) < FAR + (label[2] - label[0]):
            add(cx, cy, 4 + 9 * away)
    return [box for _, box in sorted(found)]


def _hits(box: Box, rod: Rod) -> bool:
    return bool(touches(np.array(box), np.array(rod), 2.5))


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] + 3 and two[0] < one[2] + 3 and one[1] < two[3] + 3 and two[1] < one[3] + 3
