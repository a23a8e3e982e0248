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
from lines.routing.domain import Kind, Objective, Proof, Route, Tell
from lines.routing.fewest import fewest_changes
from lines.routing.ordering import Ordered
from lines.routing.pareto import trades_in
from lines.routing.routes import route_of
from lines.routing.start import Rates, rates_of

ROUTE_SHARE, SEARCH_SHARE = 0.1, 0.1
"""Of the work: the route itself, and each route that is the best at something; the rest are the trades."""


def with_alternatives(case: Case, route: Route, deadline: Deadline, tell: Tell) -> Route:
    """`route`, the answer to this case, with the routes to show beside it, as far as the time goes.

    First those that are the best at something, then the trades of minutes against cents between them, from fast to
    cheap. One that is the best at nothing is such a trade, without a kind; the route itself is balanced then.
    """
    if not case.question.problem.size:
        return replace(route, kinds=_kinds(route, [route]))
    tell(ROUTE_SHARE)
    best = []
    for other in _best_at_something(case, route, deadline):
        best.append(other)
        tell(ROUTE_SHARE + len(best) * SEARCH_SHARE)
    before_trades = ROUTE_SHARE + len(best) * SEARCH_SHARE
    trades = trades_in(
        case, route.uncloseable, deadline, lambda share: tell(before_trades + share * (1 - before_trades))
    )
    found = [route, *_fresh([route], [*best, *trades.routes])]
    shown = [each for each in found if each is route or not _is_beaten(each, found)]
    is_cut_short = deadline.is_over or not all(each.proof.optimal for each in found)
    return replace(
        route,
        kinds=_kinds(route, shown) or (Kind.BALANCED,),
        alternatives=tuple(replace(other, kinds=_kinds(other, shown)) for other in shown[1:]),
        is_cut_short=is_cut_short,
    )


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
    stations = tuple(index[station] for station in route.station_ids)
    known = [Ordered(stations, route.totals.transfers, route.totals.academy_switches, 0)]
    objectives = [each for each in (Objective.MINUTES, Objective.PRICE) if each is not profile.objective]
    for number, objective in enumerate(objectives):
        rates = rates_of(objective, profile.weights)
        shared = deadline.share(len(objectives) - number + 3)
        choice = chosen_route(case, rates, shared)
        known.append(choice.order)
        yield _as_route(case, route, choice, rates, shared)
    if deadline.is_over:
        return
    joint = case.narrowed_for_changes()
    searches = ((3, fewest_changes, ()), (2, balanced, (Kind.BALANCED,)))
    for searches_left, search, kinds in searches:
        shared = deadline.share(searches_left)
        found = search(joint, known, shared)
        known.append(found.order)
        proof = Proof(found.is_proved, found.bound, round(shared.spent, 6))
        yield replace(route_of(case, found.order.stations, route.uncloseable, proof), kinds=kinds)


def _as_route(case: Case, main: Route, choice: Choice, rates: Rates, deadline: Deadline) -> Route:
    proof = Proof(choice.is_proved, float(choice.bound / rates.scale), round(deadline.spent, 6))
    return route_of(case, choice.order.stations, main.uncloseable, proof)
