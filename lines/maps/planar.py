"""A start without crossings where there is one, and with few where there is none.

A network that is not planar is planarised: the edges that a planar part cannot hold are put in one by one, along the
shortest way through its faces, with a helper node at each crossing. The straight drawing of the embedding is then
relaxed towards little stress and settles by annealing (see `settling`), while nothing may start to cross.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TypeAlias, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from lines.maps.bridges import bridges_of
from lines.maps.embedding import distances_of, upright
from lines.maps.settling import settle
from lines.maps.skeleton import Skeleton
from lines.maps.straight import magnetise, relax

Points = NDArray[np.float64]
Graph: TypeAlias = "nx.Graph[int]"

SWEEPS, MAGNET_SWEEPS = 80, 40
MOVES, MOVES_EACH = 200_000, 2_000
"""How many moves a straight drawing settles in: so many a node, but not more in all."""

THREADS = 2
MOST_NODES = 250
"""Above this, planarising costs more time than it is worth."""


def planar_starts(skeleton: Skeleton, seed: int, keep: int) -> list[Points]:
    """`keep` drawings with straight edges, a row per node, in hops.

    Without crossings when the network is planar; else with the few that its planarisation has, or a little more. A
    network has many embeddings, so each starts from another one. Empty for a network too large to planarise.
    """
    count = len(skeleton.nodes)
    if count > MOST_NODES:
        return []
    graph = planarised(skeleton)
    nodes, pairs = graph.number_of_nodes(), sorted(graph.edges)
    wanted = distances_of(nodes, [(a, b, data["length"]) for a, b, data in graph.edges(data=True)])
    edges = np.array(pairs, dtype=np.int64)
    lengths = wanted[edges[:, 0], edges[:, 1]]
    bridges, sides = bridges_of(nodes, pairs)
    random = Random(seed)  # noqa: S311  an order, no secret
    drawn = [_drawn(_shuffled(graph, random), wanted) for _number in range(keep)]

    def settled(number: int) -> Points:
        points = drawn[number]
        relax(points, edges, wanted, SWEEPS)
        settle(points, edges, lengths, bridges, sides, seed * 101 + number, min(MOVES, MOVES_EACH * nodes))
        points = upright(points)
        magnetise(points, edges, lengths, MAGNET_SWEEPS)
        return points[:count]

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(settled, range(keep)))


def _shuffled(graph: Graph, random: Random) -> Graph:
    """The same graph in another order, which gets another embedding."""
    nodes, edges = sorted(graph.nodes), sorted(graph.edges)
    random.shuffle(nodes)
    random.shuffle(edges)
    mixed: Graph = nx.Graph()
    mixed.add_nodes_from(nodes)
    mixed.add_edges_from(edges)
    return mixed


def _drawn(graph: Graph, wanted: Points) -> Points:
    places = nx.combinatorial_embedding_to_pos(_embedding(graph))
    points = np.array([places[node] for node in range(graph.number_of_nodes())], dtype=float)
    scaled: Points = points * (wanted.max() / max(1.0, float(np.ptp(points, axis=0).max())))
    return scaled


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
