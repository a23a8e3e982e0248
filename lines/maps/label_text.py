"""A label's text: a name set in one or more lines, in each language, and the box that holds them all."""

from __future__ import annotations

from dataclasses import dataclass

from lines.maps.domain import MapNetwork
from lines.maps.measures import BOLD, FONT_SIZE, HOP, LINE_HEIGHT
from lines.maps.textwidth import text_width, wrapped
from lines.maps.tracks import Marker

ASCENT, DESCENT = 0.78, 0.24
"""What a line of text needs above and below its baseline, in font sizes."""

WIDE = 3.4 * HOP
"""Names are broken into more than three lines only when three would be wider than this."""

Texts = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A label's box, its lines of text per language, and the edge of the box they are aligned to (-1, 0 or 1)."""

    station: str
    left: float
    top: float
    right: float
    bottom: float
    align: int
    texts: Texts

    def rows(self, language: str) -> tuple[str, ...]:
        """The lines of text in `language`, or in the first language there is."""
        found = dict(self.texts)
        return found.get(language) or self.texts[0][1]


@dataclass(frozen=True, slots=True)
class Block:
    """A name set in lines: the size of its box, which holds every language."""

    width: float
    height: float
    texts: Texts


Blocks = dict[str, list[Block]]
"""For each station the ways to set its name."""


def row_width(row: str, is_interchange: bool) -> float:
    """The width of a line of a label as it is printed: interchanges are semibold."""
    return max(0.1, text_width(row, FONT_SIZE) * (BOLD if is_interchange else 1.0))


def rows_height(rows: int) -> float:
    """The height of so many lines of a label."""
    return FONT_SIZE * (ASCENT + DESCENT + (rows - 1) * LINE_HEIGHT)


def all_blocks(network: MapNetwork) -> Blocks:
    """For each station the ways to set its name."""
    return {station: blocks_of(network, station) for station, _ in network.names}


def blocks_of(network: MapNetwork, station: str) -> list[Block]:
    """The name in one, two and three lines; in more when three would still be very wide."""
    name = network.name_of[station]
    is_interchange = len(network.lines_at[station]) > 1
    found: dict[Texts, Block] = {}
    for count in (1, 2, 3, 4, 6, 8):
        texts = tuple((lang, wrapped(name.text_in(lang), count, FONT_SIZE)) for lang in network.languages)
        width = max(row_width(row, is_interchange) for _, rows in texts for row in rows)
        height = rows_height(max(len(rows) for _, rows in texts))
        found.setdefault(texts, Block(width, height, texts))
        if count >= 3 and width <= WIDE:
            break
    return list(found.values())


def text_box(label: Label, language: str, marker: Marker, is_interchange: bool) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the text itself in `language`, which may be smaller than the label's box."""
    rows = label.rows(language)
    width = max(row_width(row, is_interchange) for row in rows)
    height = rows_height(len(rows))
    left = {-1: label.left, 0: (label.left + label.right - width) / 2, 1: label.right - width}[label.align]
    spare = label.bottom - label.top - height
    # Fewer rows keep to the station: in the middle beside it, at the top below it, at the bottom above it.
    beside = label.top < marker.y < label.bottom
    top = label.top + spare * (0.5 if beside else 0.0 if label.top >= marker.y else 1.0)
    return left, top, left + width, top + height
