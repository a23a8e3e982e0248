"""How wide a text is in the page's font, from the advance widths of Inter Medium; kerning is left out.

A character that the table does not know is as wide as its script usually is: an em for East Asian and emoji, nothing
for marks and invisible characters, 0.62 em for the rest.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _advances() -> dict[str, float]:
    table = json.loads((files("lines.maps") / "data" / "inter-medium.json").read_text(encoding="utf-8"))
    return {char: int(width) / 1000 for width, chars in table["widths"].items() for char in chars}


def text_width(text: str, size: float) -> float:
    """The width of one line of text, in the unit of `size` (the font size)."""
    known = _advances()
    return size * sum(known[char] if char in known else _guess(char) for char in text)


def _guess(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return 1.15 if unicodedata.east_asian_width(char) in ("W", "F") else 0.62


@lru_cache(maxsize=8192)
def wrapped(text: str, count: int, size: float) -> tuple[str, ...]:
    """The text in at most `count` lines, broken at single blanks so that the widest line is as narrow as can be.

    The lines joined by a blank are the text again.
    """
    words = text.split(" ")
    widths = [text_width(word, size) for word in words]
    blank = text_width(" ", size)
    best = [0.0] + [float("inf")] * len(words)
    table: list[tuple[list[float], list[int]]] = [(best, [0] * (len(words) + 1))]
    for _line in range(min(count, len(words))):
        before, cost, cut = table[-1][0], [float("inf")] * (len(words) + 1), [0] * (len(words) + 1)
        for end in range(1, len(words) + 1):
            width = -blank
            for start in range(end - 1, -1, -1):
                width += widths[start] + blank
                if width > cost[end]:
                    break
                if max(before[start], width) < cost[end]:
                    cost[end], cut[end] = max(before[start], width), start
        table.append((cost, cut))
    used = min(range(1, len(table)), key=lambda n: (round(table[n][0][-1], 6), n))
    lines, end = [], len(words)
    for level in range(used, 0, -1):
        start = table[level][1][end]
        lines.append(" ".join(words[start:end]))
        end = start
    return tuple(reversed(lines))
