"""The colours of lines as a style sheet: readable by day and by night, with a text colour that stands out on them.

Contrast and relative luminance: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (drawn things, 3:1).
"""

from __future__ import annotations

import re

from lines.maps.finishing import line_class
from lines.network.domain import Catalogue, Line

DAY_FOG = "#f3f5f8"
NIGHT_FOG = "#142136"
DRAWN_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
STEPS = 20

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PLAIN = re.compile(r"[A-Za-z0-9]")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 (equal) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable(colour: str, ground: str) -> str:
    """`colour`, moved away from `ground` just far enough to be seen on it as a line (3:1)."""
    away = "#ffffff" if luminance(ground) < 0.18 else "#000000"
    shades = (mixed(colour, away, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= DRAWN_CONTRAST)


def text_on(colour: str) -> str:
    """White, ink or black: the first that can be read (4.5:1) on `colour`; black always can where white cannot."""
    return next((text for text in ("#ffffff", "#10233f") if contrast(text, colour) >= TEXT_CONTRAST), "#000000")


def escaped_class(name: str) -> str:
    """`name` as a CSS class selector, whatever characters it holds."""
    return "." + "".join(c if _PLAIN.fullmatch(c) else f"\\{ord(c):x} " for c in name)


def _rule(number: int, line: Line, ground: str) -> str:
    colour = line.color if _HEX.fullmatch(line.color) else "#50606f"
    shown = readable(colour, ground)
    selectors = f".l-{number},.map {escaped_class(line_class(line.id))}"
    return f"{selectors}{{--line:{shown};--on-line:{text_on(shown)}}}"


def style_sheet(catalogue: Catalogue) -> str:
    """CSS that sets `--line` and `--on-line` for the class `l-N` of line number N and for its tracks on the map."""
    day = [_rule(number, line, DAY_FOG) for number, line in enumerate(catalogue.lines)]
    night = [_rule(number, line, NIGHT_FOG) for number, line in enumerate(catalogue.lines)]
    return "\n".join([*day, "@media screen and (prefers-color-scheme:dark){", *night, "}", ""])
