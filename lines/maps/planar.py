"""A start without crossings where there is one, and with few where there is none.

A network that is not planar is planarised: the edges that a planar part cannot hold are put in one by one, along the
shortest way through its faces, with a helper node at each crossing. The straight drawing of the embedding is then
relaxed towards little stress, while nothing may start to cross.
"""

from __future__ import annotations

from collections import deque
from typing import TypeAlias, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from lines.maps.embedding import distances_of, upright
from lines.maps.skeleton import Skeleton
from lines.maps.straight import relax

Points = NDArray[np.float64]
Graph: TypeAlias = "nx.Graph[int]"

SWEEPS = 80
MOST_NODES = 250
"""Above this, planarising costs more time than it is worth."""


def planar_start(skeleton: Skeleton) -> Points | None:
    """A drawing with straight edges, a row per node, in hops; None for a network too large to planarise.

    Without crossings when the network is planar; else with the few that its planarisation has, or a little more.
    """
    count = len(skeleton.nodes)
    if count > MOST_NODES:
        return None
    graph = planarised(skeleton)
    places = nx.combinatorial_embedding_to_pos(_embedding(graph))
    total = graph.number_of_nodes()
    points = np.array([places[node] for node in range(total)], dtype=float)
    wanted = distances_of(total, [(a, b, data["length"]) for a, b, data in graph.edges(data=True)])
    points *= wanted.max() / max(1.0, float(np.ptp(points, axis=0).max()))
    edges = np.array(list(graph.edges), dtype=np.int64)
    relax(points, edges, wanted, SWEEPS)
    return upright(points[:count])


def _embedding(graph: Graph) -> nx.PlanarEmbedding[int]:
    return cast("nx.PlanarEmbedding[int]", nx.check_planarity(graph)[1])


def planarised(skeleton: Skeleton) -> Graph:
    """The network as a planar graph over the numbers of its nodes; helper nodes, where edges cross, count on."""
    count = len(skeleton.nodes)
    lengths = {pair: 1.3 * edge.hops**0.75 for pair, edge in zip(skeleton.ends, skeleton.edges, strict=True)}
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(count))
    left = []
    for (a, b), length in sorted(lengths.items(), key=lambda entry: (entry[1], entry[0])):
        graph.add_edge(a, b, length=length)
        if not nx.check_planarity(graph)[0]:
            graph.remove_edge(a, b)
            left.append((a, b))
    for a, b in left:
        _insert(graph, a, b, lengths[a, b])
    return graph


def _insert(graph: Graph, a: int, b: int, length: float) -> None:
    """Puts an edge in across as few others as the present embedding allows."""
    crossed = _fewest_crossed(graph, a, b)
    last = a
    for one, two in crossed:
        middle = graph.number_of_nodes()
        half = graph.edges[one, two]["length"] / 2
        graph.remove_edge(one, two)
        graph.add_edge(one, middle, length=half)
        graph.add_edge(middle, two, length=half)
        graph.add_edge(last, middle, length=length / (len(crossed) + 1))
        last = middle
    graph.add_edge(last, b, length=length / (len(crossed) + 1))


def _fewest_crossed(graph: Graph, a: int, b: int) -> list[tuple[int, int]]:
    """The edges to cross from node a to node b, found breadth first over the faces of an embedding."""
    embedding = _embedding(graph)
    face_of: dict[tuple[int, int], int] = {}
    faces: list[list[int]] = []
    for half_edge in embedding.edges():
        if half_edge not in face_of:
            nodes = embedding.traverse_face(*half_edge)
            for i, node in enumerate(nodes):
                face_of[node, nodes[(i + 1) % len(nodes)]] = len(faces)
            faces.append(nodes)
    begin = sorted({face_of[a, near] for near in graph[a]})
    came: dict[int, tuple[int, tuple[int, int]] | None] = dict.fromkeys(begin)
    queue = deque(begin)
    while queue:
        face = queue.popleft()
        nodes = faces[face]
        if b in nodes:
            return _walked(came, face)
        for i, node in enumerate(nodes):
            after = nodes[(i + 1) % len(nodes)]
            other = face_of[after, node]
            if other not in came:
                came[other] = (face, (node, after))
                queue.append(other)
    return []


def _walked(came: dict[int, tuple[int, tuple[int, int]] | None], face: int) -> list[tuple[int, int]]:
    crossed = []
    step = came[face]
    while step is not None:
        crossed.append(step[1])
        step = came[step[0]]
    return crossed[::-1]
