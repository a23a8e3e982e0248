"""From nothing, every job profile of the demo network has a good route and a real choice (docs/route.md)."""

from __future__ import annotations

import pytest

from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue, JobProfile
from lines.routing.checking import route_faults
from lines.routing.domain import Gap, Profile, Route
from lines.routing.planner import CompiledNetwork, compile_network, plan_with_alternatives

SECONDS = 30.0
PROFILES = demo_catalogue().job_profiles


@pytest.fixture(scope="module")
def network() -> CompiledNetwork:
    return compile_network(demo_catalogue())


@pytest.fixture(scope="module", params=PROFILES, ids=lambda profile: profile.id)
def routes(request: pytest.FixtureRequest, network: CompiledNetwork) -> tuple[Route, ...]:
    """The best route of a job profile from level 0, then its alternatives."""
    best = plan_with_alternatives(network, beginner(request.param), SECONDS)
    return best, *best.alternatives


def beginner(job: JobProfile) -> Profile:
    return Profile(gaps=tuple(Gap(t.skill, t.level, importance=t.importance) for t in job.targets))


def lines_ridden(route: Route) -> int:
    return len({stop.line for stop in route.stops})


def test_every_target_is_reached_and_the_route_is_proved(routes: tuple[Route, ...]) -> None:
    best = routes[0]

    assert best.proof.optimal
    assert best.uncloseable == ()
    assert best.open == ()


def test_the_routes_are_four_to_ten_stations_long_over_one_to_three_lines(routes: tuple[Route, ...]) -> None:
    for route in routes:
        assert 4 <= len(route.stops) <= 10
        assert 1 <= lines_ridden(route) <= 3


def test_the_fastest_route_is_not_the_cheapest(routes: tuple[Route, ...]) -> None:
    fastest = min(routes, key=lambda route: route.totals.minutes)
    cheapest = min(routes, key=lambda route: route.totals.price_cents)

    assert set(fastest.station_ids) != set(cheapest.station_ids)
    assert cheapest.totals.price_cents < fastest.totals.price_cents


@pytest.mark.parametrize("job", PROFILES, ids=lambda profile: profile.id)
def test_the_planner_s_route_obeys_the_rules(job: JobProfile, network: CompiledNetwork) -> None:
    catalogue: Catalogue = network.catalogue
    profile = beginner(job)

    assert route_faults(catalogue, profile, plan_with_alternatives(network, profile, SECONDS)) == ()
