"""Which line colours can be seen on the map, and told from each other."""

from __future__ import annotations

from collections.abc import Sequence

from lines.maps.domain import MapLine
from metro.kernel.colours import contrast

INK = "#10233f"
PAPER = "#ffffff"
FAINT = 1.5
"""Contrast to paper below which a track is drawn with a dark edge."""

ALIKE = 24
"""Two colours nearer than this in each of red, green and blue (0 to 255) look the same."""


def on_color(color: str) -> str:
    """Dark ink or white, whichever is easier to read on `color`."""
    return max((PAPER, INK), key=lambda text: contrast(text, color))


def is_faint(color: str) -> bool:
    """Whether the colour all but vanishes on the map's white ground."""
    return contrast(PAPER, color) < FAINT


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
