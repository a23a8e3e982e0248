"""Among sets of one cost: the one with the fewest changes, then the smallest ids."""

from __future__ import annotations

from collections.abc import Sequence

from lines.routing.cases import Case
from lines.routing.deadline import Deadline
from lines.routing.formulation import Carriers, Limit, Question
from lines.routing.minimising import Aim, minimise
from lines.routing.ordering import Ordered, ordered

TIES_LIMIT = 24
"""Equally good sets that are put in order and compared; beyond, the best of those met stands."""
PLAIN_TIES = 4
"""After so many, sets on few lines are asked for first: a dearer question, but it can end the search."""


def best_of_ties(case: Case, question: Question, best: frozenset[int], deadline: Deadline) -> tuple[Ordered, bool]:
    """Among sets of one cost the one with the fewest changes, and whether the time sufficed to say so."""
    lines = case.start.network.lines
    carriers = Carriers(1, {s: lines[s] or (f"station {s}",) for s in question.problem.stations})
    joint = Question(question.problem, question.required, question.limits, (carriers,))
    found = [ordered(case.start, best, deadline)]
    seen: list[frozenset[int]] = [best]
    for met in range(TIES_LIMIT):
        asked = joint if met >= PLAIN_TIES else question
        other = minimise(without_sets(asked, seen), Aim({}, {}), None, deadline)
        fewest = min(order.transfers for order in found)
        if other.is_impossible or (met >= PLAIN_TIES and other.bound - 1 > fewest):
            return _least(found), True
        if other.chosen is None or not other.is_proved:
            return _least(found), False
        seen.append(other.chosen)
        found.append(ordered(case.start, other.chosen, deadline))
    return _least(found), True


def without_sets(question: Question, seen: Sequence[frozenset[int]]) -> Question:
    """The question for sets that contain none of `seen`; sets of one cost never contain each other anyway."""
    others = [Limit(0, len(stations) - 1, stations=dict.fromkeys(stations, 1)) for stations in seen]
    return Question(question.problem, question.required, (*question.limits, *others), question.carriers)


def _least(found: Sequence[Ordered]) -> Ordered:
    return min(found, key=lambda order: (order.transfers, order.switches, sorted(order.stations)))
