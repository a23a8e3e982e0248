"""From an ordered set of stations to the route that is shown: lines, academies, prices, reasons and totals."""

from __future__ import annotations

from collections.abc import Sequence

from lines.routing.cases import Case
from lines.routing.domain import Kind, Proof, Route, Stop, Totals, Uncloseable
from lines.routing.landmarks import indispensable
from lines.routing.reasons import raises_of, reasons_of
from lines.routing.relevance import reached
from lines.routing.transfers import (
    academy_of_each,
    count_academy_switches,
    count_transfers,
    line_of_each,
)


def route_of(
    case: Case,
    order: Sequence[int],
    uncloseable: tuple[Uncloseable, ...],
    proof: Proof,
    kinds: tuple[Kind, ...] = (),
) -> Route:
    """The route that rides `order` (the network's numbers) for a case."""
    network, profile = case.start.network, case.profile
    lines = [frozenset(network.lines[station]) for station in order]
    fares = [case.start.fares.of(station) for station in order]
    offered = [fare.academies if fare else frozenset({None}) for fare in fares]
    prices = [fare.price_cents if fare else 0 for fare in fares]
    raises = raises_of(case.start, order)
    reasons = reasons_of(case.start, profile.gaps, order)
    ridden, given = line_of_each(lines), academy_of_each(offered)
    only_ones = _only_ones(case, order)
    stops = tuple(
        Stop(
            station=network.station_ids[station],
            line=None if line is None else network.line_ids[line],
            academy=academy,
            minutes=network.minutes[station],
            price_cents=price,
            raises=raised,
            because=because,
            only_one=station in only_ones,
        )
        for station, line, academy, price, raised, because in zip(
            order, ridden, given, prices, raises, reasons, strict=True
        )
    )
    closed = _closed(case, stops)
    lost = {gap.skill for gap in uncloseable}
    wanted = tuple(dict.fromkeys(gap.skill for gap in profile.gaps))
    return Route(
        profile=profile.id,
        objective=profile.objective,
        stops=stops,
        totals=Totals(
            minutes=sum(stop.minutes for stop in stops),
            price_cents=sum(prices),
            transfers=count_transfers(lines),
            academy_switches=count_academy_switches(offered),
        ),
        closed=tuple(skill for skill in wanted if skill in closed),
        open=tuple(skill for skill in wanted if skill not in closed and skill not in lost),
        uncloseable=uncloseable,
        proof=proof,
        kinds=kinds,
    )


def _closed(case: Case, stops: Sequence[Stop]) -> frozenset[str]:
    index = case.start.network.skill_index
    held = {gap.skill: case.start.level(index[gap.skill]) for gap in case.profile.gaps}
    for stop in stops:
        held.update({raised.skill: raised.to_level for raised in stop.raises})
    return frozenset(gap.skill for gap in case.profile.gaps if held[gap.skill] >= gap.target)


def _only_ones(case: Case, order: Sequence[int]) -> frozenset[int]:
    """The stations without which a gap that this route closes is out of reach."""
    problem = case.problem
    ridden = frozenset(order)
    local = [number for number, station in enumerate(problem.stations) if station in ridden]
    closed = reached(problem, local).facts.intersection(problem.goals)
    return frozenset(problem.stations[number] for number in indispensable(problem, closed, local))
