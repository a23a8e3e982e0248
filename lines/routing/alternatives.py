"""Other routes worth showing: the fastest, the cheapest, the one with the fewest changes, and a balanced one.

A route is shown when no other one is at most equal on minutes, cents and transfers and lower on one
(docs/formats.md). Routes over the same stations are one route.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lines.routing.blending import balanced
from lines.routing.cases import Case
from lines.routing.choosing import Choice, chosen_route
from lines.routing.deadline import Deadline
from lines.routing.domain import Kind, Objective, Proof, Route
from lines.routing.fewest import fewest_changes
from lines.routing.routes import route_of
from lines.routing.start import Rates, rates_of


def alternatives_to(case: Case, route: Route, deadline: Deadline) -> tuple[Route, ...]:
    """The routes to show beside `route`, the answer to this case; the searches share what is left of the time."""
    found = [route]
    for other in _candidates(case, route, deadline):
        if not any(set(other.station_ids) == set(known.station_ids) for known in found):
            found.append(other)
    return tuple(other for other in found[1:] if not _is_beaten(other, found))


def kinds_of(route: Route, everything: Sequence[Route]) -> tuple[Kind, ...]:
    """What a route is the best at among those shown; `balanced` when it is the best at nothing alone."""
    least = [min(values) for values in zip(*map(_measures, everything), strict=True)]
    kinds = (Kind.FASTEST, Kind.CHEAPEST, Kind.FEWEST_CHANGES)
    best = zip(kinds, _measures(route), least, strict=True)
    return tuple(kind for kind, mine, lowest in best if mine == lowest) or (Kind.BALANCED,)


def _measures(route: Route) -> tuple[int, int, int]:
    return route.totals.minutes, route.totals.price_cents, route.totals.transfers


def _is_beaten(route: Route, others: Sequence[Route]) -> bool:
    mine = _measures(route)
    return any(
        theirs != mine and all(their <= my for their, my in zip(theirs, mine, strict=True))
        for theirs in map(_measures, others)
    )


def _candidates(case: Case, route: Route, deadline: Deadline) -> Iterator[Route]:
    if not case.question.problem.size:
        return
    index, profile = case.start.network.station_index, case.profile
    known = [frozenset(index[station] for station in route.station_ids)]
    objectives = [each for each in (Objective.MINUTES, Objective.PRICE) if each is not profile.objective]
    for number, objective in enumerate(objectives):
        rates = rates_of(objective, profile.weights)
        shared = deadline.share(len(objectives) - number + 2)
        choice = chosen_route(case, rates, shared)
        known.append(frozenset(choice.order.stations))
        yield _as_route(case, route, choice, rates, shared)
    if deadline.is_over:
        return
    joint = case.narrowed_for_changes()
    for searches_left, search in ((2, fewest_changes), (1, balanced)):
        shared = deadline.share(searches_left)
        found = search(joint, known, shared)
        known.append(frozenset(found.order.stations))
        proof = Proof(found.is_proved, found.bound, round(shared.spent, 6))
        yield route_of(case, found.order.stations, route.uncloseable, proof)


def _as_route(case: Case, main: Route, choice: Choice, rates: Rates, deadline: Deadline) -> Route:
    proof = Proof(choice.is_proved, float(choice.bound / rates.scale), round(deadline.spent, 6))
    return route_of(case, choice.order.stations, main.uncloseable, proof)
