"""The best set of stations and its order: cost first, then minutes, cents, transfers, academy switches, ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lines.routing.cases import Case, lean_plan, quick_plan
from lines.routing.deadline import Deadline
from lines.routing.formulation import Limit
from lines.routing.incumbent import exchanged
from lines.routing.minimising import Aim, minimise
from lines.routing.ordering import Ordered, ordered
from lines.routing.start import Rates
from lines.routing.ties import best_of_ties


@dataclass(frozen=True, slots=True)
class Choice:
    """An ordered set, a lower bound on its cost in whole steps of the rates, and whether it is proved the best."""

    order: Ordered
    bound: int
    is_proved: bool


def chosen_route(case: Case, rates: Rates, deadline: Deadline) -> Choice:
    """The best answer to the case at `rates`; when time runs out, the best met so far with its bound."""
    case = case.narrowed_for(rates)
    question, best = case.question, first_set(case, rates, deadline)
    bound = None if rates.minute or rates.cent else 0
    for stage in _stages(rates):
        costs = {s: stage.of(case.minutes[s], case.prices[s]) for s in question.problem.stations}
        optimum = minimise(question, Aim(costs, {}), best, deadline)
        bound = max(0, optimum.bound) if bound is None else bound
        best = optimum.chosen if optimum.chosen is not None else best
        if not optimum.is_proved:
            return Choice(ordered(case.start, best, deadline), bound, False)
        kept = Limit(optimum.value, optimum.value, stations=costs)
        question = question.narrowed_to(optimum.alive, [kept, *optimum.cuts])
        if optimum.alive == best:
            return Choice(ordered(case.start, best, deadline), bound, case.is_proved)
    order, is_complete = best_of_ties(case, question, best, deadline)
    return Choice(order, bound or 0, case.is_proved and is_complete)


def first_set(case: Case, rates: Rates, deadline: Deadline) -> frozenset[int]:
    """A set that answers the case, from h_add with the case's own costs; the case's known one under a budget.

    When there is no time to do better with a solver, it is bettered by exchanges.
    """
    problem, goals = case.question.problem, case.question.required
    if not goals:
        return case.known
    by_station = case.costs_at(rates)
    costs = [by_station[station] for station in problem.stations]
    if deadline.is_over:
        lean = exchanged(problem, goals, lean_plan(problem, goals, costs), costs)
    else:
        lean = quick_plan(problem, goals, costs)
    return frozenset(problem.stations[number] for number in lean)


def _stages(rates: Rates) -> Iterator[Rates]:
    """The objective, then what breaks its ties; a stage that says nothing new is left out."""
    if rates.minute or rates.cent:
        yield rates
    if rates.cent or not rates.minute:
        yield Rates(1, 0, rates.scale)
    if rates.minute == 0 or rates.cent == 0:
        yield Rates(0, 1, rates.scale)
