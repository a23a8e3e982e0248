"""What the search finds: the network on the grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class GridDrawing:
    """Cells of the nodes (one row per node) and the elbow bit of each edge."""

    cells: Whole
    bits: Whole
    cost: float
    crossings: int = 0

    @property
    def rank(self) -> tuple[int, float]:
        """What is least for the best drawing: no beauty is worth a crossing."""
        return self.crossings, self.cost
