"""Profiles that are wrong, empty or enormous: a clear error or a correct route, within the time that was given."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest

from lines.network.domain import SkillLevel
from lines.routing.checking import route_faults
from lines.routing.domain import Budget, Exclude, Filter, Gap, Objective, Profile, Weights
from lines.routing.planner import compile_network, plan, plan_with_alternatives
from lines.routing.vetting import InvalidProfile
from tests.unit.routing.building import network, station, wanting

CATALOGUE = network(station("a", {"x": (0, 2)}, price=100), station("b", {"y": (0, 1)}))
NETWORK = compile_network(CATALOGUE)
ASKED = wanting(x=1)


@pytest.mark.parametrize(
    ("profile", "named"),
    [
        (Profile((Gap("vreemd", 1),)), "vreemd"),
        (replace(ASKED, current=(SkillLevel("vreemd", 1),)), "vreemd"),
        (replace(ASKED, completed=("nergens",)), "nergens"),
        (replace(ASKED, exclude=Exclude(stations=("nergens",))), "nergens"),
        (replace(ASKED, exclude=Exclude(academies=("niemand",))), "niemand"),
        (replace(ASKED, filter=Filter(academies=("niemand",))), "niemand"),
        (wanting(x=6), "6"),
        (wanting(x=-1), "-1"),
        (replace(ASKED, current=(SkillLevel("y", 9),)), "9"),
        (Profile((Gap("x", 1), Gap("x", 2))), "x"),
        (replace(ASKED, current=(SkillLevel("y", 1), SkillLevel("y", 2))), "y"),
        (Profile((Gap("x", 1, importance=0),)), "x"),
        (replace(ASKED, weights=Weights(minutes=-1.0)), "-1"),
        (replace(ASKED, weights=Weights(transfer=float("inf"))), "inf"),
        (replace(ASKED, weights=Weights(price_cents=float("nan"))), "nan"),
        (replace(ASKED, budget=Budget(minutes=-5)), "-5"),
    ],
)
def test_a_wrong_profile_is_refused_and_told_what_is_wrong(profile: Profile, named: str) -> None:
    with pytest.raises(InvalidProfile, match=named) as refused:
        plan(NETWORK, profile)

    assert len(refused.value.faults) == 1


@pytest.mark.parametrize(
    "profile",
    [
        Profile(()),
        Profile((Gap("x", 0),)),
        Profile((Gap("x", 1, current=3),)),
        replace(ASKED, current=(SkillLevel("x", 4),)),
    ],
)
def test_who_wants_nothing_more_gets_an_empty_proved_route(profile: Profile) -> None:
    route = plan_with_alternatives(NETWORK, profile)

    assert (route.stops, route.alternatives, route.proof.optimal) == ((), (), True)
    assert route.closed == tuple(gap.skill for gap in profile.gaps)


@pytest.mark.parametrize("budget", [Budget(minutes=0), Budget(price_cents=0), Budget(0, 0)])
def test_a_budget_of_nothing_is_kept(budget: Budget) -> None:
    profile = replace(wanting(x=1, y=1), budget=budget)

    route = plan_with_alternatives(NETWORK, profile, 10.0)

    assert route_faults(CATALOGUE, profile, route) == ()
    assert set(route.closed) == ({"y"} if budget == Budget(price_cents=0) else set())


@pytest.mark.parametrize("objective", Objective)
def test_no_time_at_all_gives_a_valid_route_with_a_bound(objective: Objective) -> None:
    profile = replace(wanting(x=2, y=1), objective=objective)

    route = plan_with_alternatives(NETWORK, profile, 0.0)

    assert route_faults(CATALOGUE, profile, route) == ()
    assert set(route.closed) == {"x", "y"}
    assert route.proof.bound >= 0


def test_ten_thousand_gaps_get_a_valid_route_soon_after_the_limit() -> None:
    count = 10_000
    stations = [
        station(f"s{n:05}", {f"k{n:05}": (0, 1)}, requires={f"k{n - 1:05}": 1} if n % 7 else {}) for n in range(count)
    ]
    catalogue = network(*stations)
    profile = Profile(tuple(Gap(f"k{n:05}", 1) for n in range(count)))
    compiled = compile_network(catalogue)

    started = monotonic()
    route = plan(compiled, profile, 0.5)
    spent = monotonic() - started

    assert route_faults(catalogue, profile, route) == ()
    assert len(route.stops) == count
    assert spent < 20
