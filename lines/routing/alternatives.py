"""Other routes worth showing: fastest, cheapest, fewest changes, balanced, and the trades of minutes against cents.

A route is shown when no other one is at most equal on minutes, cents and transfers and lower on one
(docs/formats.md). Routes over the same stations are one route.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lines.routing.blending import balanced
from lines.routing.cases import Case
from lines.routing.choosing import Choice, chosen_route
from lines.routing.deadline import Deadline
from lines.routing.domain import Kind, Objective, Proof, Route
from lines.routing.fewest import fewest_changes
from lines.routing.pareto import trades_in
from lines.routing.routes import route_of
from lines.routing.start import Rates, rates_of


def alternatives_to(case: Case, route: Route, deadline: Deadline) -> tuple[Route, ...]:
    """The routes to show beside `route`, the answer to this case; the searches share what is left of the time.

    First those that are the best at something, then the trades of minutes against cents between them, from fast to
    cheap, as far as the time goes.
    """
    found = [route, *_fresh([route], _best_at_something(case, route, deadline))]
    if case.question.problem.size:
        found += _fresh(found, trades_in(case, route.uncloseable, deadline).routes)
    return tuple(other for other in found[1:] if not _is_beaten(other, found))


def with_kinds(route: Route, others: Sequence[Route]) -> Route:
    """`route` with `others` as its alternatives, each told what it is the best at among all of them.

    One that is the best at nothing is a trade between two others, without a kind; the route itself is balanced then.
    """
    everything = (route, *others)
    named = tuple(replace(other, kinds=_kinds(other, everything)) for other in others)
    return replace(route, kinds=_kinds(route, everything) or (Kind.BALANCED,), alternatives=named)


def _fresh(known: Sequence[Route], routes: Iterable[Route]) -> list[Route]:
    """Those of `routes` that ride other stations than the known ones and those before."""
    seen = {frozenset(route.station_ids) for route in known}
    fresh: list[Route] = []
    for route in routes:
        stations = frozenset(route.station_ids)
        if stations not in seen:
            seen.add(stations)
            fresh.append(route)
    return fresh


def _kinds(route: Route, everything: Sequence[Route]) -> tuple[Kind, ...]:
    least = [min(values) for values in zip(*map(_measures, everything), strict=True)]
    kinds = (Kind.FASTEST, Kind.CHEAPEST, Kind.FEWEST_CHANGES)
    best = zip(kinds, _measures(route), least, strict=True)
    is_best = tuple(kind for kind, mine, lowest in best if mine == lowest)
    return is_best or route.kinds


def _measures(route: Route) -> tuple[int, int, int]:
    return route.totals.minutes, route.totals.price_cents, route.totals.transfers


def _is_beaten(route: Route, others: Sequence[Route]) -> bool:
    mine = _measures(route)
    return any(
        theirs != mine and all(their <= my for their, my in zip(theirs, mine, strict=True))
        for theirs in map(_measures, others)
    )


def _best_at_something(case: Case, route: Route, deadline: Deadline) -> Iterator[Route]:
    if not case.question.problem.size:
        return
    index, profile = case.start.network.station_index, case.profile
    known = [frozenset(index[station] for station in route.station_ids)]
    objectives = [each for each in (Objective.MINUTES, Objective.PRICE) if each is not profile.objective]
    for number, objective in enumerate(objectives):
        rates = rates_of(objective, profile.weights)
        shared = deadline.share(len(objectives) - number + 3)
        choice = chosen_route(case, rates, shared)
        known.append(frozenset(choice.order.stations))
        yield _as_route(case, route, choice, rates, shared)
    if deadline.is_over:
        return
    joint = case.narrowed_for_changes()
    searches = ((3, fewest_changes, ()), (2, balanced, (Kind.BALANCED,)))
    for searches_left, search, kinds in searches:
        shared = deadline.share(searches_left)
        found = search(joint, known, shared)
        known.append(frozenset(found.order.stations))
        proof = Proof(found.is_proved, found.bound, round(shared.spent, 6))
        yield replace(route_of(case, found.order.stations, route.uncloseable, proof), kinds=kinds)


def _as_route(case: Case, main: Route, choice: Choice, rates: Rates, deadline: Deadline) -> Route:
    proof = Proof(choice.is_proved, float(choice.bound / rates.scale), round(deadline.spent, 6))
    return route_of(case, choice.order.stations, main.uncloseable, proof)
