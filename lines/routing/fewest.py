"""The route with the fewest transfers, then minutes, then cents.

For a growing number of lines: the cheapest set on that many lines, put in order. When the order needs no more changes
than lines less one, nothing does better. Where it does need more, small problems are asked again leg by leg, which is
exact; large ones keep the best order met, with its bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lines.routing.blending import Blended, lines_by_station
from lines.routing.cases import Case
from lines.routing.deadline import Deadline
from lines.routing.formulation import Carriers
from lines.routing.legs import by_legs, repeated
from lines.routing.minimising import Aim, Optimum, minimise, quickest_then_cheapest
from lines.routing.ordering import Ordered, ordered

COPIES_LIMIT = 160
"""Stations times legs up to which a problem is asked leg by leg."""


def fewest_changes(case: Case, known: Sequence[Ordered], deadline: Deadline) -> Blended:
    """The best route met, from the best of `known` answers on; the bound is a number of transfers."""
    best = min(known, key=lambda each: _rank(case, each))
    lines = lines_by_station(case)
    joint = replace(case.question, carriers=(Carriers(1, lines),))
    bound = transfers = max(0, minimise(joint, Aim({}, {}), None, deadline, best.transfers + 1).bound - 1)
    is_exact = case.is_proved
    while transfers <= best.transfers and not deadline.is_over:
        on_few = replace(case.question, carriers=(Carriers(0, lines, most=transfers + 1),))
        found = quickest_then_cheapest(on_few, case.minutes, case.prices, deadline)
        if found.chosen is not None:
            order = ordered(case.start, found.chosen, deadline)
            best = min(best, order, key=lambda each: _rank(case, each))
            if found.is_proved and order.transfers <= transfers:
                return Blended(best, float(bound), is_exact)
            exact = _leg_by_leg(case, transfers + 1, deadline)
            if exact.chosen is not None and exact.is_proved:
                best = min(best, ordered(case.start, exact.chosen, deadline), key=lambda each: _rank(case, each))
                return Blended(best, float(bound), is_exact)
            is_exact = is_exact and exact.is_impossible
        else:
            is_exact = is_exact and found.is_impossible
        transfers += 1
        bound = transfers if is_exact else bound
    return Blended(best, float(min(bound, best.transfers)), False)


def _leg_by_leg(case: Case, legs: int, deadline: Deadline) -> Optimum:
    """The exact answer on this many legs, with the network's own station numbers; unknown when too large."""
    size = len(case.start.network.station_ids)
    if legs * case.question.problem.size > COPIES_LIMIT:
        return Optimum(None, 0, 0, frozenset())
    question = by_legs(case.question, lines_by_station(case), legs, size)
    found = quickest_then_cheapest(
        question, repeated(case.minutes, legs, size), repeated(case.prices, legs, size), deadline
    )
    chosen = None if found.chosen is None else frozenset(copy % size for copy in found.chosen)
    return replace(found, chosen=chosen)


def _rank(case: Case, order: Ordered) -> tuple[int, int, int, int, list[int]]:
    minutes = sum(case.minutes[s] for s in order.stations)
    cents = sum(case.prices[s] for s in order.stations)
    return order.transfers, minutes, cents, order.switches, sorted(order.stations)
