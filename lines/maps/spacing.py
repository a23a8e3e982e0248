"""How long each hop has to be for its labels: what is known beforehand, and what labels in conflict ask for.

Only the hops beside a label that needs room grow, so that one long name does not stretch a whole line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lines.maps.domain import MapNetwork
from lines.maps.grid_drawing import GridDrawing
from lines.maps.measures import FONT_SIZE, HOP, HOP_ACROSS
from lines.maps.skeleton import Skeleton
from lines.maps.textwidth import text_width, wrapped

ROOM = 6.0
"""What a label on a horizontal track leaves free before the next station, in SVG units."""

MOST_ROOM = 2.0
FLAT = 0.6
"""The share of an edge that must be horizontal for its labels to stand above and below it."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What labels in conflict ask for: longer hops (in least hops, per edge and hop), wider gaps (in hops, per pair of
    edges), and in the end that a label may stand far from its station."""

    stretch: Mapping[tuple[int, int], float] = field(default_factory=dict)
    apart: Mapping[tuple[int, int], float] = field(default_factory=dict)
    far: frozenset[str] = frozenset()

    def without_stretch(self, edge: int) -> Demands:
        """These demands, without the longer hops of one edge."""
        return replace(self, stretch={hop: more for hop, more in self.stretch.items() if hop[0] != edge})

    def without_gap(self, pair: tuple[int, int]) -> Demands:
        """These demands, without the wider gap of one pair of edges."""
        return replace(self, apart={own: more for own, more in self.apart.items() if own != pair})


def flat_lengths(network: MapNetwork, skeleton: Skeleton) -> list[tuple[float, ...]]:
    """For each skeleton edge how long each hop has to be where it runs horizontally, in least hops: 1 to 2.

    Its labels stand above and below it by turns, so a hop needs room for half of the wider one.
    """
    half = {
        station: max(
            max(text_width(row, FONT_SIZE) for row in wrapped(name.text_in(language), 2, FONT_SIZE))
            for language in network.languages
        )
        / 2
        for station, name in network.names
    }
    return [
        tuple(
            max(1.0, min(MOST_ROOM, (max(half[one], half[two]) + ROOM) / (HOP * HOP_ACROSS)))
            for one, two in pairwise(edge.stations)
        )
        for edge in skeleton.edges
    ]


def lengths_wanted(
    skeleton: Skeleton, drawing: GridDrawing, flat: list[tuple[float, ...]], demands: Demands
) -> list[tuple[float, ...]]:
    """For each skeleton edge the length of each of its hops, as a multiple of the least hop in its direction."""
    found = []
    for number, (lengths, (a, b)) in enumerate(zip(flat, skeleton.ends, strict=True)):
        wide, high = abs(drawing.cells[a] - drawing.cells[b]).tolist()
        is_flat = (wide - high) >= FLAT * wide
        found.append(
            tuple(
                max(length if is_flat else 1.0, demands.stretch.get((number, hop), 1.0))
                for hop, length in enumerate(lengths)
            )
        )
    return found
