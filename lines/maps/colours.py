"""Which line colours can be seen on the map, and told from each other."""

from __future__ import annotations

from collections.abc import Sequence

from lines.maps.domain import MapLine

INK = "#10233f"
PAPER = "#ffffff"
FAINT = 1.5
"""Contrast to paper below which a track is drawn with a dark edge."""

ALIKE = 24
"""Two colours nearer than this in each of red, green and blue (0 to 255) look the same."""


def luminance(color: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (c / 255 for c in _parts(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def on_color(color: str) -> str:
    """Dark ink or white, whichever is easier to read on `color`."""
    light = luminance(color)
    return PAPER if 1.05 / (light + 0.05) >= (light + 0.05) / 0.0664 else INK


def is_faint(color: str) -> bool:
    """Whether the colour all but vanishes on the map's white ground."""
    return 1.05 / (luminance(color) + 0.05) < FAINT


def hard_to_see(lines: Sequence[MapLine]) -> list[dict[str, str]]:
    """The lines whose colour vanishes on the ground, and those that look like an earlier line (`like` has its id)."""
    found = []
    for number, line in enumerate(lines):
        if is_faint(line.color):
            found.append({"line": line.id, "like": "ground"})
        twin = next((other.id for other in lines[:number] if is_alike(line.color, other.color)), None)
        if twin is not None:
            found.append({"line": line.id, "like": twin})
    return found


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def is_alike(one: str, two: str) -> bool:
    """Whether two colours look the same."""
    return all(abs(a - b) < ALIKE for a, b in zip(_parts(one), _parts(two), strict=True))
