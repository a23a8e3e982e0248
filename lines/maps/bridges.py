"""Bridges of a graph: edges that hold two parts together, and what hangs behind each."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def bridges_of(count: int, ends: Sequence[tuple[int, int]]) -> tuple[Whole, Whole]:
    """For each bridge of a connected graph of `count` nodes its edge, its fixed node and the moving one, which has the
    smaller part behind it; and a row of 0 and 1 per bridge: which nodes move."""
    graph = nx.Graph(ends)
    rows, masks = [], []
    for number, (a, b) in enumerate(ends):
        graph.remove_edge(a, b)
        behind = nx.node_connected_component(graph, b)
        graph.add_edge(a, b)
        if a in behind:
            continue
        fixed, moving = (a, b) if len(behind) <= count / 2 else (b, a)
        side = behind if moving == b else set(graph) - behind
        rows.append((number, fixed, moving))
        masks.append([1 if node in side else 0 for node in range(count)])
    return np.array(rows, dtype=np.int64).reshape(-1, 3), np.array(masks, dtype=np.int64).reshape(-1, count)
