"""Every trade of minutes against cents: the routes of which no other is at most equal on both and lower on one.

The epsilon-constraint method (Haimes, Lasdon, Wismer 1971): the fastest route, then again and again the fastest one
that is cheaper than the last, until nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lines.routing.blocking import uncloseable_gaps
from lines.routing.cases import Case, case_of
from lines.routing.compiling import CompiledNetwork
from lines.routing.deadline import Deadline
from lines.routing.domain import Profile, Proof, Route
from lines.routing.formulation import Limit
from lines.routing.minimising import Optimum, quickest_then_cheapest
from lines.routing.ordering import ordered
from lines.routing.reducing import reduced_by_both
from lines.routing.routes import route_of
from lines.routing.vetting import vetted


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
    question = case.question
    if question.required:
        problem = reduced_by_both(case.problem, case.minutes, case.prices)
        question = replace(question, problem=problem)
    found: list[Optimum] = []
    while not deadline.is_over:
        optimum = quickest_then_cheapest(question, case.minutes, case.prices, deadline)
        if not optimum.is_proved or optimum.chosen is None:
            return _told(case, found, deadline, optimum.is_impossible and case.is_proved)
        found.append(optimum)
        cents = sum(case.prices[station] for station in optimum.chosen)
        if not cents:
            return _told(case, found, deadline, case.is_proved)
        cheaper = Limit(0, cents - 1, stations=case.prices)
        question = replace(question, limits=(*case.question.limits, cheaper))
    return _told(case, found, deadline, False)


def _told(case: Case, found: list[Optimum], deadline: Deadline, is_complete: bool) -> Trades:
    uncloseable = uncloseable_gaps(case.start, case.uncloseable)
    routes = []
    for optimum in found:
        stations = optimum.chosen or frozenset()
        proof = Proof(True, float(sum(case.minutes[s] for s in stations)), round(deadline.spent, 6))
        routes.append(route_of(case, ordered(case.start, stations, deadline).stations, uncloseable, proof))
    return Trades(tuple(routes), is_complete)
