"""Routes that weigh changes against minutes and cents, by one model of stations, lines and academies.

A route over n lines has at least n - 1 transfers, whatever its order, so the count of lines stands in for the
transfers while the set is chosen (docs/route.md, "Transfers"); then the set is put in order and really counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from lines.routing.cases import Case
from lines.routing.deadline import Deadline
from lines.routing.domain import Weights
from lines.routing.formulation import Carriers, Question
from lines.routing.incumbent import without_redundant
from lines.routing.minimising import Aim, minimise
from lines.routing.ordering import Ordered, ordered
from lines.routing.relevance import reached
from lines.routing.start import exact
from lines.routing.ties import without_sets

SETS_LIMIT = 12
"""Sets that are put in order before the best of them is taken."""


@dataclass(frozen=True, slots=True)
class Blend:
    """Whole-number weights; `scale` of them make one of the unit that the bound is told in."""

    minute: int
    cent: int
    transfer: int
    switch: int
    scale: Fraction


@dataclass(frozen=True, slots=True)
class Blended:
    """The best ordered set met, a lower bound in the blend's unit, and whether the two meet."""

    order: Ordered
    bound: float
    is_proved: bool


def balanced(case: Case, known: Sequence[Ordered], deadline: Deadline) -> Blended:
    """The best route at the traveller's own weights for all four, from the best of `known` answers on.

    Sets are met in the order of their bound; when the next bound is no better than the best route, that one is proved.
    """
    blend = _blend(case.profile.weights)
    question = _joint(case, blend)
    aim = Aim({s: blend.minute * case.minutes[s] + blend.cent * case.prices[s] for s in case.minutes}, {})
    best = min(known, key=lambda order: _rank(case, blend, order))
    seen: list[frozenset[int]] = []
    bound = 0
    for _ in range(SETS_LIMIT):
        # Boarding the first line and the first academy is free.
        ceiling = _value(case, blend, best) + blend.transfer + blend.switch
        optimum = minimise(without_sets(question, seen), aim, None, deadline, ceiling)
        bound = max(bound, optimum.bound - blend.transfer - blend.switch)
        if bound >= _value(case, blend, best):
            return Blended(best, float(_value(case, blend, best) / blend.scale), True)
        if optimum.chosen is None:
            break
        seen.append(optimum.chosen)
        found = ordered(case.start, _lean(case, optimum.chosen), deadline)
        best = min(best, found, key=lambda order: _rank(case, blend, order))
    return Blended(best, float(bound / blend.scale), False)


def _blend(weights: Weights) -> Blend:
    parts = [exact(w) for w in (weights.minutes, weights.price_cents, weights.transfer, weights.academy_switch)]
    scale = prod(part.denominator for part in parts)
    minute, cent, transfer, switch = (int(part * scale) for part in parts)
    return Blend(minute, cent, transfer, switch, Fraction(scale))


def lines_by_station(case: Case) -> dict[int, tuple[str | int, ...]]:
    """The lines of each station that matters; a station on no line is a line of its own."""
    lines = case.start.network.lines
    return {s: lines[s] or (f"station {s}",) for s in case.question.problem.stations}


def _joint(case: Case, blend: Blend) -> Question:
    fares = {s: case.start.fares.of(s) for s in case.question.problem.stations}
    givers = {
        s: tuple(sorted(name for name in fare.academies if name is not None))
        for s, fare in fares.items()
        if fare is not None and None not in fare.academies
    }
    carriers = (Carriers(blend.transfer, lines_by_station(case)), Carriers(blend.switch, givers))
    question = case.question
    return Question(question.problem, question.required, question.limits, carriers)


def _value(case: Case, blend: Blend, order: Ordered) -> int:
    spent = sum(blend.minute * case.minutes[s] + blend.cent * case.prices[s] for s in order.stations)
    return spent + blend.transfer * order.transfers + blend.switch * order.switches


def _rank(case: Case, blend: Blend, order: Ordered) -> tuple[int, int, int, int, list[int]]:
    minutes = sum(case.minutes[s] for s in order.stations)
    cents = sum(case.prices[s] for s in order.stations)
    return _value(case, blend, order), minutes, cents, order.transfers, sorted(order.stations)


def _lean(case: Case, stations: frozenset[int]) -> frozenset[int]:
    """Without free passengers, which a weight of zero lets in; whatever gaps the set closes stay closed."""
    problem = case.question.problem
    local = [number for number, station in enumerate(problem.stations) if station in stations]
    goals = reached(problem, local).facts.intersection(problem.goals)
    kept = without_redundant(problem, goals, local, [case.minutes[s] for s in problem.stations])
    return frozenset(problem.stations[number] for number in kept)
