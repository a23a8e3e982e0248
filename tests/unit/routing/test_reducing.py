"""What is left out is never missed: with and without reductions the best costs the same."""

from __future__ import annotations

import pytest

from benchmarks.routing_catalogues import asked, deep, generated
from lines.network.domain import Catalogue
from lines.routing.cases import case_of
from lines.routing.checking import route_faults
from lines.routing.deadline import Deadline
from lines.routing.domain import Objective, Profile
from lines.routing.formulation import Question
from lines.routing.minimising import Aim, minimise
from lines.routing.planner import compile_network, cost_of, plan
from lines.routing.start import rates_of
from tests.unit.routing.building import network, ridden, station, wanting


@pytest.mark.parametrize("objective", [Objective.MINUTES, Objective.PRICE])
@pytest.mark.parametrize("catalogue", [generated(450), deep(300)], ids=["generated", "deep"])
def test_the_best_of_a_generated_network_costs_the_same_without_reductions(
    catalogue: Catalogue, objective: Objective
) -> None:
    compiled = compile_network(catalogue)
    for profile in asked(catalogue, 6, objective, seed=5):
        route = plan(compiled, profile, 60.0)

        assert route_faults(catalogue, profile, route) == ()
        assert route.proof.optimal
        case = case_of(compiled, profile, Deadline.within(60.0))
        rates = rates_of(objective, profile.weights)
        aim = Aim({s: rates.of(case.minutes[s], case.prices[s]) for s in case.problem.stations}, {})
        best = minimise(Question(case.problem, case.problem.goals), aim, None, Deadline.within(60.0))
        assert best.is_proved
        assert best.value == cost_of(profile, route)


def stations_left(catalogue: Catalogue, profile: Profile) -> set[str]:
    compiled = compile_network(catalogue)
    case = case_of(compiled, profile, Deadline.within(60.0))
    narrowed = case.narrowed_for(rates_of(profile.objective, profile.weights))
    return {compiled.station_ids[number] for number in narrowed.question.problem.stations}


def test_a_theme_that_only_leads_to_what_is_cheaper_elsewhere_goes_as_a_whole() -> None:
    catalogue = network(
        station("kort", {"x": (0, 1)}, minutes=30),
        station("ver1", {"v": (0, 1)}, minutes=20),
        station("ver2", {"w": (0, 1)}, minutes=20, requires={"v": 1}),
        station("ver3", {"x": (0, 1)}, minutes=40, requires={"w": 1}),
    )

    assert stations_left(catalogue, wanting(x=1)) == {"kort"}


def test_a_station_that_brings_two_things_stays_while_they_are_dearer_alone() -> None:
    catalogue = network(
        station("samen", {"x": (0, 1), "y": (0, 1)}, minutes=50),
        station("los1", {"x": (0, 1)}, minutes=30),
        station("los2", {"y": (0, 1)}, minutes=30),
    )

    assert stations_left(catalogue, wanting(x=1, y=1)) == {"samen", "los1", "los2"}
    assert ridden(catalogue, wanting(x=1, y=1)).station_ids == ("samen",)


def test_a_level_that_a_higher_one_implies_is_not_paid_for_twice() -> None:
    catalogue = network(
        station("hoog", {"x": (0, 3)}, minutes=60),
        station("laag", {"x": (0, 1)}, minutes=50),
        station("doel", {"y": (0, 1)}, requires={"x": 1}),
    )

    assert ridden(catalogue, wanting(x=3, y=1)).station_ids == ("hoog", "doel")


def test_a_dominated_station_stays_where_the_better_one_cannot_be_boarded_yet() -> None:
    catalogue = network(
        station("beter", {"x": (1, 2)}, minutes=20),
        station("duurder", {"x": (0, 2)}, minutes=90),
        station("begin", {"x": (0, 1)}, minutes=80),
    )

    assert ridden(catalogue, wanting(x=2)).station_ids == ("duurder",)
