"""One trial: a drawing on the grid and the demands of its labels in, a finished part and its faults out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.bundles import line_order
from lines.maps.crowding import crowded_stations
from lines.maps.domain import MapNetwork
from lines.maps.grid_drawing import GridDrawing
from lines.maps.label_text import Blocks, all_blocks
from lines.maps.labels import place_labels
from lines.maps.measures import FONT_SIZE, HOP
from lines.maps.packing import Part
from lines.maps.skeleton import Skeleton
from lines.maps.spacing import Demands, flat_lengths, lengths_wanted
from lines.maps.tightening import paths_on_grid, tighten
from lines.maps.tracks import Middle, body_of

Real = NDArray[np.float64]
Orders = list[tuple[str, ...]]

MISLEADING_SHARE, UNEVEN, LONGEST, SMALLEST_TEXT = 0.03, 0.40, 5.0, 0.24
"""What is good enough: labels nearer to another station, variation and longest of the hops, text over median hop."""


@dataclass(frozen=True, slots=True)
class Case:
    """What all trials of a connected network share; `still` has a row per node with where it was, NaN for a new one."""

    network: MapNetwork
    skeleton: Skeleton
    still: Real
    blocks: Blocks
    flat: list[tuple[float, ...]]

    @classmethod
    def of(cls, network: MapNetwork, skeleton: Skeleton, still: Real) -> Case:
        """The case of a network, with what is known of its names beforehand."""
        return cls(network, skeleton, still, all_blocks(network), flat_lengths(network, skeleton))


@dataclass(frozen=True, slots=True)
class Trial:
    """A drawing with its letters, how far it is from what is wanted, and what its labels had asked for."""

    drawing: GridDrawing
    orders: Orders
    demands: Demands
    part: Part
    faults: float = field(compare=False)

    @property
    def is_readable(self) -> bool:
        """Whether no label touches anything, and few are nearer to another station."""
        labelling = self.part.labelling
        return not labelling.conflicts and len(labelling.misleading) <= MISLEADING_SHARE * len(self.part.body.markers)


def orders_of(case: Case, drawing: GridDrawing) -> Orders:
    """The order of the lines on each skeleton edge, which depends on the directions of a drawing alone."""
    return line_order(case.network, case.skeleton, paths_on_grid(case.skeleton, drawing))


def tried(case: Case, drawing: GridDrawing, orders: Orders, demands: Demands) -> Trial:
    """The drawing made tight and lettered under these demands."""
    wanted = lengths_wanted(case.skeleton, drawing, case.flat, demands)
    paths = tighten(case.skeleton, drawing, wanted, demands.apart, case.still) if case.skeleton.edges else []
    body = body_of(case.network, case.skeleton, paths, orders, wanted)
    part = Part(body, place_labels(case.network, body, case.blocks, demands.far), ())
    return Trial(drawing, orders, demands, part, faults_of(part))


def faults_of(part: Part) -> float:
    """How far a lettered part is from the figures to reach (docs/map.md); near 0 when it reaches them."""
    lengths = np.array([length_of(middle) for middle in part.body.middles] or [HOP])
    median, variation = float(np.median(lengths)), float(lengths.std() / lengths.mean())
    misleading = len(part.labelling.misleading) / len(part.body.markers)
    return (
        1000.0 * (len(part.labelling.conflicts) + len(crowded_stations(part.body)))
        + 800.0 * max(0.0, misleading - MISLEADING_SHARE)
        + 100.0 * misleading
        + 80.0 * max(0.0, variation - UNEVEN)
        + 10.0 * max(0.0, float(lengths.max()) / median - LONGEST)
        + 400.0 * max(0.0, median * SMALLEST_TEXT / FONT_SIZE - 1.0)
        + 15.0 * variation
        + 8.0 * median / FONT_SIZE
    )


def length_of(middle: Middle) -> float:
    """The length of a hop, in SVG units."""
    return sum(math.dist(a, b) for a, b in pairwise(middle.points))
