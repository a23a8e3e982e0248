"""The planner against every route there is, on thousands of small random networks."""

from __future__ import annotations

from hypothesis import given

from lines.routing.checking import route_faults
from lines.routing.domain import Profile, Route
from lines.routing.planner import compile_network, cost_of, plan, plan_with_alternatives
from tests.unit.routing.brute_force import Everything, Possible, best_key, everything, within_budget
from tests.unit.routing.small_networks import Asked, asked

SECONDS = 60.0


def best_of(profile: Profile, known: Everything) -> Possible:
    return min((p for p in known.possible if within_budget(profile, p)), key=lambda p: best_key(profile, p))


def measures(route: Route) -> tuple[int, int, int]:
    return route.totals.minutes, route.totals.price_cents, route.totals.transfers


@given(asked())
def test_the_route_is_valid_and_the_best_down_to_the_last_tie(case: Asked) -> None:
    known = everything(case.catalogue, case.profile)
    best = best_of(case.profile, known)

    route = plan(compile_network(case.catalogue), case.profile, SECONDS)

    assert route_faults(case.catalogue, case.profile, route) == ()
    assert route.proof.optimal
    assert set(route.closed) == best.closed
    assert measures(route) == (best.minutes, best.price_cents, best.transfers)
    assert route.totals.academy_switches == best.switches
    assert set(route.station_ids) == best.stations
    assert abs(route.proof.bound - cost_of(case.profile, route)) < 1e-6


@given(asked())
def test_the_gaps_nobody_closes_are_named_with_the_level_that_can_be_reached(case: Asked) -> None:
    known = everything(case.catalogue, case.profile)

    route = plan(compile_network(case.catalogue), case.profile, SECONDS)

    assert {(gap.skill, gap.reachable) for gap in route.uncloseable} == {
        (gap.skill, known.highest[gap.skill]) for gap in case.profile.gaps if known.highest[gap.skill] < gap.target
    }


@given(asked())
def test_alternatives_are_valid_and_none_is_beaten_by_another(case: Asked) -> None:
    known = everything(case.catalogue, case.profile)
    best = best_of(case.profile, known)
    weight = best_key(case.profile, best)[0]
    equals = [p for p in known.possible if within_budget(case.profile, p) and best_key(case.profile, p)[0] == weight]

    route = plan_with_alternatives(compile_network(case.catalogue), case.profile, SECONDS)

    shown = [route, *route.alternatives]
    for other in shown:
        assert route_faults(case.catalogue, case.profile, other) == ()
        assert not any(
            p.minutes <= other.totals.minutes
            and p.price_cents <= other.totals.price_cents
            and p.transfers <= other.totals.transfers
            and (p.minutes, p.price_cents, p.transfers) != measures(other)
            for p in equals
        ), "some other route is at most equal and lower on one"
    assert min(other.totals.minutes for other in shown) == min(p.minutes for p in equals)
    assert min(other.totals.price_cents for other in shown) == min(p.price_cents for p in equals)
    assert min(other.totals.transfers for other in shown) == min(p.transfers for p in equals)
    assert len({frozenset(other.station_ids) for other in shown}) == len(shown)
    pairs = {(p.minutes, p.price_cents) for p in equals}
    front = {one for one in pairs if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in pairs)}
    assert front <= {measures(other)[:2] for other in shown}, "a trade of minutes against cents is missing"
