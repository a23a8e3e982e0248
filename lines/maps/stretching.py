"""The stretch loop: labels that touch something ask for longer hops or wider gaps, the linear program answers, and
the labels are placed again.
"""

from __future__ import annotations

from dataclasses import replace

from lines.maps.crowding import crowded_stations
from lines.maps.grid_drawing import GridDrawing
from lines.maps.measures import HOP, HOP_ACROSS, HOP_UP
from lines.maps.packing import Part
from lines.maps.skeleton import Skeleton
from lines.maps.spacing import Demands
from lines.maps.tracks import Middle
from lines.maps.trial import Case, Trial, length_of, orders_of, tried
from lines.maps.watch import Watch

STRETCH = 1.15
WIDEN = 0.25
STRETCH_ROUNDS = 20
FAR_AFTER = 6
"""The round after which a label that still touches something may stand far from its station."""

LONG_ENOUGH = 2.0
PATIENCE = 4


def lettered(case: Case, drawing: GridDrawing, watch: Watch) -> Trial:
    """The best trial of a drawing that the stretch loop finds."""
    demands, orders = Demands(), orders_of(case, drawing)
    best: Trial | None = None
    best_round = 0
    for attempt in range(STRETCH_ROUNDS):
        trial = tried(case, drawing, orders, demands)
        if best is None or trial.faults < best.faults:
            best, best_round = trial, attempt
        conflicts = trial.part.labelling.conflicts
        is_stuck = attempt - best_round >= PATIENCE
        if trial.is_readable or (is_stuck and (attempt > FAR_AFTER or not conflicts)):
            break
        watch.done((attempt + 1) / STRETCH_ROUNDS)
        demands = more(case.skeleton, demands, trial.part)
        if attempt >= FAR_AFTER:
            demands = replace(demands, far=demands.far | {conflict.station for conflict in conflicts})
    assert best is not None  # noqa: S101  there is at least one round
    return best


def more(skeleton: Skeleton, demands: Demands, part: Part) -> Demands:
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
    return length_of(middle) / least


def _are_adjacent(skeleton: Skeleton, one: int, two: int) -> bool:
    return bool(set(skeleton.ends[one]) & set(skeleton.ends[two]))
