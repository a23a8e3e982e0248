"""Every trade of minutes against cents: the routes of which no other is at most equal on both and lower on one.

The epsilon-constraint method (Haimes, Lasdon, Wismer 1971): the fastest route, then again and again the fastest one
that is cheaper than the last, until nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lines.routing.blocking import uncloseable_gaps
from lines.routing.cases import Case, case_of
from lines.routing.compiling import CompiledNetwork
from lines.routing.deadline import Deadline
from lines.routing.domain import Profile, Proof, Route, Tell, Uncloseable, tell_nobody
from lines.routing.formulation import Limit
from lines.routing.minimising import Optimum, quickest_then_cheapest
from lines.routing.ordering import ordered
from lines.routing.reducing import reduced_by_both
from lines.routing.routes import route_of
from lines.routing.ties import best_of_ties
from lines.routing.vetting import vetted

TIES_LIMIT = 120
"""Stations up to which equally good sets are compared by their changes."""


@dataclass(frozen=True, slots=True)
class Trades:
    """Routes from the fastest to the cheapest; `is_complete` says that there are no others worth showing."""

    routes: tuple[Route, ...]
    is_complete: bool


def trades_of(network: CompiledNetwork, profile: Profile, limit_seconds: float) -> Trades:
    """All trades of minutes against cents for a profile, as far as the time goes; each route is proved.

    Of routes with equal minutes and cents one stands for all. Raises InvalidProfile.
    """
    deadline = Deadline.within(limit_seconds)
    case = case_of(network, vetted(network.catalogue, profile), deadline)
    return trades_in(case, uncloseable_gaps(case.start, case.uncloseable), deadline)


def trades_in(case: Case, uncloseable: tuple[Uncloseable, ...], deadline: Deadline, tell: Tell = tell_nobody) -> Trades:
    """`trades_of` for a case at hand; `tell` hears how much cheaper than the first the last one is, of all there is."""
    found: list[Optimum] = []
    is_complete = False
    for optimum in _met(case, deadline):
        if optimum.chosen is None or not optimum.is_proved:
            is_complete = optimum.is_impossible and case.is_proved
            break
        found.append(optimum)
        tell(1 - _cents(case, optimum) / (_cents(case, found[0]) or 1))
        if not _cents(case, optimum):
            is_complete = case.is_proved
    case = case.narrowed_for_changes()
    return Trades(tuple(_told(case, optimum, uncloseable, deadline) for optimum in found), is_complete)


def _met(case: Case, deadline: Deadline) -> Iterator[Optimum]:
    """The fastest set, then the fastest that is cheaper than the last, until there is none or time is up."""
    question = case.question
    if question.required:
        question = replace(question, problem=reduced_by_both(case.problem, case.minutes, case.prices))
    limits = question.limits
    while not deadline.is_over:
        optimum = quickest_then_cheapest(question, case.minutes, case.prices, deadline)
        yield optimum
        if optimum.chosen is None or not optimum.is_proved or not _cents(case, optimum):
            return
        question = replace(question, limits=(*limits, Limit(0, _cents(case, optimum) - 1, stations=case.prices)))


def _cents(case: Case, optimum: Optimum) -> int:
    return sum(case.prices[station] for station in optimum.chosen or ())


def _told(case: Case, optimum: Optimum, uncloseable: tuple[Uncloseable, ...], deadline: Deadline) -> Route:
    """The route of a trade: of the sets with its minutes and cents the one with the fewest changes.

    Among very many stations any of those sets will do: looking at all of them would take longer than the trades.
    """
    stations = optimum.chosen or frozenset()
    minutes = sum(case.minutes[station] for station in stations)
    cents = _cents(case, optimum)
    same = (Limit(minutes, minutes, stations=case.minutes), Limit(cents, cents, stations=case.prices))
    question = replace(case.question, limits=(*case.question.limits, *same))
    if question.problem.size <= TIES_LIMIT:
        order, _ = best_of_ties(case, question, stations, deadline)
    else:
        order = ordered(case.start, stations, deadline)
    return route_of(case, order.stations, uncloseable, Proof(True, float(minutes), round(deadline.spent, 6)))
