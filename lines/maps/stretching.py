"""The stretch loop: labels that touch something ask for longer hops or wider gaps, the linear program answers, and
the labels are placed again; then each demand that turns out not to be needed is taken back.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.bundles import line_order
from lines.maps.crowding import crowded_stations
from lines.maps.domain import MapNetwork
from lines.maps.labels import place_labels
from lines.maps.measures import FONT_SIZE, HOP, HOP_ACROSS, HOP_UP
from lines.maps.packing import Part
from lines.maps.search import GridDrawing
from lines.maps.skeleton import Skeleton
from lines.maps.spacing import Demands, lengths_wanted
from lines.maps.tightening import tighten
from lines.maps.tracks import Middle, body_of
from lines.maps.watch import Watch

Real = NDArray[np.float64]

STRETCH = 1.15
WIDEN = 0.25
STRETCH_ROUNDS = 20
FAR_AFTER = 6
"""The round after which a label that still touches something may stand far from its station."""

LONG_ENOUGH = 2.0
PATIENCE = 4
MOST_EASED, EASED_STATIONS = 40, 2000
"""How many demands are tried to be taken back: never more than so many, and fewer the more stations there are."""

MISLEADING_SHARE, UNEVEN, LONGEST, SMALLEST_TEXT = 0.03, 0.40, 5.0, 0.24
"""What is good enough: labels nearer to another station, variation and longest of the hops, text over median hop."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A drawing with its letters, how far it is from what is wanted, and what its labels asked for."""

    drawing: GridDrawing
    faults: float
    part: Part
    demands: Demands


def lettering(network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing, still: Real, watch: Watch) -> Lettered:
    """The best that the stretch loop finds; `still` has a row per node with where it was, NaN for a new one."""
    demands = Demands()
    found: list[Lettered] = []
    best = 0
    for attempt in range(STRETCH_ROUNDS):
        part = _attempt(network, skeleton, drawing, demands, still)
        found.append(Lettered(drawing, _faults(network, part), part, demands))
        best = min(range(attempt + 1), key=lambda number: found[number].faults)
        is_stuck = attempt - best >= PATIENCE
        if _is_readable(network, part) or (is_stuck and (attempt > FAR_AFTER or not part.labelling.conflicts)):
            break
        watch.done((attempt + 1) / STRETCH_ROUNDS)
        demands = _more(demands, part, skeleton)
        if attempt >= FAR_AFTER:
            demands = replace(demands, far=demands.far | {conflict.station for conflict in part.labelling.conflicts})
    return found[best]


def _is_readable(network: MapNetwork, part: Part) -> bool:
    labelling = part.labelling
    return not labelling.conflicts and len(labelling.misleading) <= MISLEADING_SHARE * len(network.names)


def eased(network: MapNetwork, skeleton: Skeleton, still: Real, best: Lettered, watch: Watch) -> Part:
    """The part without the demands that it turns out not to need: they were asked for before others were met."""
    wishes: list[Callable[[Demands], Demands]] = [
        partial(Demands.without_stretch, edge=edge) for edge in sorted({edge for edge, _ in best.demands.stretch})
    ]
    wishes += [partial(Demands.without_gap, pair=pair) for pair in sorted(best.demands.apart)]
    wishes = wishes[: min(MOST_EASED, EASED_STATIONS // len(network.names))]
    for number, without in enumerate(wishes):
        watch.done(number / len(wishes))
        less = without(best.demands)
        part = _attempt(network, skeleton, best.drawing, less, still)
        faults = _faults(network, part)
        if faults < best.faults:
            best = Lettered(best.drawing, faults, part, less)
    watch.done(1.0)
    return best.part


def _faults(network: MapNetwork, part: Part) -> float:
    """How far a labelled part is from the figures to reach (docs/map.md); 0 when it reaches them."""
    lengths = np.array([_length(middle) for middle in part.body.middles] or [HOP])
    median = float(np.median(lengths))
    misleading = len(part.labelling.misleading) / len(network.names)
    return (
        100.0 * (len(part.labelling.conflicts) + len(crowded_stations(part.body)))
        + 400.0 * max(0.0, misleading - MISLEADING_SHARE)
        + 80.0 * max(0.0, float(lengths.std() / lengths.mean()) - UNEVEN)
        + 10.0 * max(0.0, float(lengths.max()) / median - LONGEST)
        + 100.0 * max(0.0, median * SMALLEST_TEXT / FONT_SIZE - 1.0)
        + 10.0 * float(lengths.std() / lengths.mean())
        + 5.0 * median / FONT_SIZE
    )


def _length(middle: Middle) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(middle.points))


def _attempt(network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing, demands: Demands, still: Real) -> Part:
    wanted = lengths_wanted(network, skeleton, drawing, demands)
    paths = tighten(skeleton, drawing, wanted, demands.apart, still) if skeleton.edges else []
    orders = line_order(network, skeleton, paths)
    body = body_of(network, skeleton, paths, orders, wanted)
    return Part(body, place_labels(network, body, demands.far), ())


def _more(demands: Demands, part: Part, skeleton: Skeleton) -> Demands:
    """What the labels in conflict, or nearer to another station, ask for on top of `demands`."""
    labelling = part.labelling
    hops_of: dict[str, set[tuple[int, int]]] = {}
    for number, chain in enumerate(skeleton.edges):
        for place, station in enumerate(chain.stations):
            near = {(number, hop) for hop in (place - 1, place) if 0 <= hop < chain.hops}
            hops_of[station] = hops_of.get(station, set()) | near
    longer: set[tuple[int, int]] = set()
    apart = dict(demands.apart)
    for conflict in labelling.conflicts:
        own = hops_of.get(conflict.station, set())
        if conflict.other is not None:
            other = hops_of.get(conflict.other, set())
            longer |= (own & other) or min((own, other), key=lambda hops: (len(hops), sorted(hops)))
            continue
        mine = {edge for edge, _hop in own}
        foreign = set(conflict.edges) - mine
        pairs = [(min(a, b), max(a, b)) for a in foreign for b in mine if not _are_adjacent(skeleton, a, b)]
        for pair in pairs:
            apart[pair] = apart.get(pair, 0.0) + WIDEN
        # Edges of one node open up by growing, not by moving apart.
        if len(pairs) < len(foreign) * len(mine) or not foreign:
            longer |= own
    crowded = {hop for station in crowded_stations(part.body) for hop in hops_of.get(station, ())}
    if not labelling.conflicts and not crowded:
        longer = {hop for station in labelling.misleading for hop in hops_of.get(station, ())}
    now = {(m.edge, hop): _length_in_hops(m) for (hop, m) in _numbered(part.body.middles)}
    # Hops that are long already have room; the short ones beside them are what the label lacks.
    longer = {hop for hop in longer if now[hop] < LONG_ENOUGH} or longer
    longer |= crowded
    stretch = {hop: max(demands.stretch.get(hop, 1.0), now[hop]) * STRETCH for hop in longer}
    return replace(demands, stretch={**demands.stretch, **stretch}, apart=apart)


def _numbered(middles: tuple[Middle, ...]) -> list[tuple[int, Middle]]:
    """Each hop with its number on its edge."""
    seen: dict[int, int] = {}
    found = []
    for middle in middles:
        found.append((seen.get(middle.edge, 0), middle))
        seen[middle.edge] = seen.get(middle.edge, 0) + 1
    return found


def _length_in_hops(middle: Middle) -> float:
    """A hop's length as a multiple of the least in its direction."""
    least = HOP * (HOP_ACROSS if middle.points[0][1] == middle.points[-1][1] else HOP_UP)
    return _length(middle) / least


def _are_adjacent(skeleton: Skeleton, one: int, two: int) -> bool:
    return bool(set(skeleton.ends[one]) & set(skeleton.ends[two]))
