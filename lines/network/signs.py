"""Code and colour of a line: given to those that have none, so that no two given codes are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from lines.network.domain import Catalogue, Line

CODE_LIMIT = 12
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
PALETTE = (
    "#d3222a", "#0067b1", "#00834d", "#b25e00", "#7b2d8b", "#00808f",
    "#c2187a", "#5a6b00", "#3f51b5", "#8d4e2a", "#50606f", "#e0541b",
)  # fmt: skip
"""The line colours of static/css/tokens.css, in that order: each at least 3:1 on paper."""


def with_signs(catalogue: Catalogue) -> Catalogue:
    """The catalogue in which every line has a code and a colour; the given ones stay as they are.

    A code is the first free of the letters of the line's name, else of its first letter with 2, 3, ... A colour is
    the next of the palette that no line has yet; when all are taken, the palette starts again.
    """
    if all(line.code and line.color for line in catalogue.lines):
        return catalogue
    colors = _colors(catalogue.lines)
    codes = _Codes(catalogue)
    lines = tuple(
        replace(line, code=line.code or codes.next_for(line), color=line.color or next(colors))
        for line in catalogue.lines
    )
    return replace(catalogue, lines=lines)


def _colors(lines: Sequence[Line]) -> Iterator[str]:
    taken = {line.color for line in lines}
    yield from (color for color in PALETTE if color not in taken)
    while True:
        yield from PALETTE


class _Codes:
    """Hands out codes; the numbers of a letter go on where they stopped."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._language = catalogue.language
        self._taken = {line.code for line in catalogue.lines}
        self._numbers: dict[str, Iterator[int]] = {}

    def next_for(self, line: Line) -> str:
        name = line.name.text_in(self._language).upper()
        letters = [letter for letter in name if letter.isalnum()] or ["L"]
        numbers = self._numbers.setdefault(letters[0], count(2))
        numbered = (f"{letters[0]}{number}" for number in numbers)
        code = next(code for code in chain(letters, numbered) if code not in self._taken)
        self._taken.add(code)
        return code
