"""How the answer follows the question: what a change of network or profile can and cannot do to the best cost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from lines.routing.domain import HIGHEST_LEVEL, Budget, Route
from lines.routing.planner import compile_network, cost_of, plan
from tests.unit.routing.small_networks import Asked, asked


def planned(case: Asked) -> Route:
    return plan(compile_network(case.catalogue), case.profile, 60.0)


def without_budget(case: Asked) -> Asked:
    return Asked(case.catalogue, replace(case.profile, budget=Budget()))


def blocked(route: Route) -> set[str]:
    return {gap.skill for gap in route.uncloseable}


@given(asked())
def test_one_station_more_never_makes_the_best_route_dearer(drawn: Asked) -> None:
    case = without_budget(drawn)
    *stations, _last = case.catalogue.stations
    kept = {station.id for station in stations}
    smaller = replace(
        case.catalogue,
        stations=tuple(
            replace(station, prerequisites=tuple(g for g in station.prerequisites if kept.issuperset(g)))
            for station in stations
        ),
        lines=tuple(
            replace(line, stations=tuple(name for name in line.stations if name in kept))
            for line in case.catalogue.lines
        ),
    )
    profile = replace(
        case.profile,
        completed=tuple(name for name in case.profile.completed if name in kept),
        exclude=replace(
            case.profile.exclude, stations=tuple(name for name in case.profile.exclude.stations if name in kept)
        ),
    )
    larger = replace(smaller, stations=(*smaller.stations, case.catalogue.stations[-1]))
    few, many = planned(Asked(smaller, profile)), planned(Asked(larger, profile))
    assume(blocked(few) == blocked(many))

    assert cost_of(profile, many) <= cost_of(profile, few)


@given(asked(), st.data())
def test_a_higher_target_never_makes_the_best_route_cheaper(drawn: Asked, data: st.DataObject) -> None:
    case = without_budget(drawn)
    number = data.draw(st.integers(0, len(case.profile.gaps) - 1))
    gaps = list(case.profile.gaps)
    gaps[number] = replace(gaps[number], target=min(HIGHEST_LEVEL, gaps[number].target + 1))
    higher = Asked(case.catalogue, replace(case.profile, gaps=tuple(gaps)))
    low, high = planned(case), planned(higher)
    assume(blocked(low) == blocked(high))

    assert cost_of(case.profile, high) >= cost_of(case.profile, low)


@given(asked())
def test_the_order_of_stations_lines_and_gaps_changes_nothing(case: Asked) -> None:
    turned = replace(
        case.catalogue,
        stations=case.catalogue.stations[::-1],
        lines=case.catalogue.lines[::-1],
        skills=case.catalogue.skills[::-1],
    )
    profile = replace(case.profile, gaps=case.profile.gaps[::-1])

    assert planned(Asked(turned, profile)).stops == planned(case).stops
