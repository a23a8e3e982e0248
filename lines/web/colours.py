"""The colours of lines as a style sheet: readable by day and by night, with a text colour that stands out on them.

Contrast and relative luminance: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (drawn things, 3:1).
"""

from __future__ import annotations

import re

from lines.maps.finishing import line_class
from lines.network.domain import Catalogue, Line
from metro.kernel.colours import seen_on, text_on

DAY_FOG = "#f3f5f8"
NIGHT_FOG = "#142136"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PLAIN = re.compile(r"[A-Za-z0-9]")


def escaped_class(name: str) -> str:
    """`name` as a CSS class selector, whatever characters it holds."""
    return "." + "".join(c if _PLAIN.fullmatch(c) else f"\\{ord(c):x} " for c in name)


def _rule(number: int, line: Line, ground: str) -> str:
    colour = line.color if _HEX.fullmatch(line.color) else "#50606f"
    shown = seen_on(ground, colour)
    selectors = f".l-{number},.map {escaped_class(line_class(line.id))}"
    return f"{selectors}{{--line:{shown};--on-line:{text_on(shown)}}}"


def style_sheet(catalogue: Catalogue) -> str:
    """CSS that sets `--line` and `--on-line` for the class `l-N` of line number N and for its tracks on the map."""
    day = [_rule(number, line, DAY_FOG) for number, line in enumerate(catalogue.lines)]
    night = [_rule(number, line, NIGHT_FOG) for number, line in enumerate(catalogue.lines)]
    return "\n".join([*day, "@media screen and (prefers-color-scheme:dark){", *night, "}", ""])
