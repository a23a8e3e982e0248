"""The skeleton of a connected network: the few stations that decide its shape, and the chains between them.

Kept are stations whose number of neighbours is not two, where the bundle changes or where a line ends; the others are
intermediates of a skeleton edge. What was said in Noellenburg and Wolff (2011) holds: a map of a hundred stations has
some twenty that matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lines.maps.domain import MapNetwork, hop_of


@dataclass(frozen=True, slots=True)
class SkeletonEdge:
    """A chain of stations between two kept ones (both included), all hops with the same bundle."""

    stations: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def hops(self) -> int:
        return len(self.stations) - 1


@dataclass(frozen=True)
class Skeleton:
    nodes: tuple[str, ...]
    edges: tuple[SkeletonEdge, ...]

    @cached_property
    def ends(self) -> tuple[tuple[int, int], ...]:
        """For each edge the indices of its two nodes."""
        index = {node: number for number, node in enumerate(self.nodes)}
        return tuple((index[edge.stations[0]], index[edge.stations[-1]]) for edge in self.edges)


def skeleton_of(network: MapNetwork) -> Skeleton:
    """The skeleton of a connected network; it has no loops and no parallel edges."""
    kept = {station for station, _ in network.names if _decides(network, station)}
    if not kept:
        kept = {network.names[0][0]}
    chains = _chains(network, kept)
    cut: list[tuple[str, ...]] = []
    pairs: set[tuple[str, str]] = set()
    for chain in sorted(chains, key=lambda chain: (len(chain), chain)):
        pieces = _split(chain, pairs)
        cut += pieces
        pairs |= {hop_of(piece[0], piece[-1]) for piece in pieces}
    nodes = dict.fromkeys(station for chain in cut for station in (chain[0], chain[-1]))
    order = [station for station, _ in network.names if station in nodes or not cut]
    edges = tuple(SkeletonEdge(chain, network.bundles[hop_of(chain[0], chain[1])]) for chain in sorted(cut))
    return Skeleton(tuple(order), edges)


def _decides(network: MapNetwork, station: str) -> bool:
    near = network.neighbours[station]
    if len(near) != 2 or station in network.line_ends:
        return True
    before, after = (network.bundles[hop_of(station, other)] for other in near)
    return before != after


def _chains(network: MapNetwork, kept: set[str]) -> list[tuple[str, ...]]:
    seen: set[tuple[str, str]] = set()
    chains = []
    for start in sorted(kept):
        for first in network.neighbours[start]:
            if hop_of(start, first) in seen:
                continue
            chain = [start, first]
            while chain[-1] not in kept:
                chain.append(next(s for s in network.neighbours[chain[-1]] if s != chain[-2]))
            seen |= {hop_of(a, b) for a, b in pairwise(chain)}
            chains.append(tuple(chain))
    return chains


def _split(chain: tuple[str, ...], pairs: set[tuple[str, str]]) -> list[tuple[str, ...]]:
    """A loop is cut in three and an edge parallel to another in two, so that each has a shape of its own."""
    last = len(chain) - 1
    if chain[0] == chain[-1]:
        cuts = [0, round(last / 3), round(2 * last / 3), last]
    elif hop_of(chain[0], chain[-1]) in pairs:
        cuts = [0, last // 2, last]
    else:
        cuts = [0, last]
    return [chain[a : b + 1] for a, b in pairwise(cuts)]
