"""The traps of docs/route.md, each as a network that springs it."""

from __future__ import annotations

from dataclasses import replace

from lines.network.domain import Offering, SkillLevel
from lines.routing.checking import route_faults
from lines.routing.domain import Budget, Exclude, Gap, Objective, Profile, Weights
from lines.routing.planner import compile_network, plan
from tests.unit.routing.building import network, ridden, station, wanting


def test_a_from_level_is_a_hard_condition() -> None:
    catalogue = network(station("kort", {"x": (1, 2)}, minutes=30), station("begin", {"x": (0, 1)}, minutes=30))

    assert ridden(catalogue, wanting(x=2)).station_ids == ("begin", "kort")


def test_two_stations_cannot_carry_each_other() -> None:
    """A teaches c and needs d, B the reverse: only the dear way in really opens them."""
    catalogue = network(
        station("a", {"c": (0, 1), "x": (0, 1)}, minutes=10, requires={"d": 1}),
        station("b", {"d": (0, 1)}, minutes=10, requires={"c": 1}),
        station("in", {"c": (0, 1)}, minutes=100),
        station("om", {"d": (0, 1)}, minutes=300),
    )

    route = ridden(catalogue, wanting(x=1))

    assert route.station_ids == ("in", "b", "a")
    assert route.proof.optimal


def test_of_two_equal_stations_one_stays_and_it_is_the_one_with_the_smaller_id() -> None:
    catalogue = network(station("tweede", {"x": (0, 1)}), station("eerste", {"x": (0, 1)}))

    assert ridden(catalogue, wanting(x=1)).station_ids == ("eerste",)


def test_what_a_finished_station_dominated_comes_back() -> None:
    catalogue = network(station("goed", {"x": (0, 2)}, minutes=30), station("matig", {"x": (0, 2)}, minutes=90))
    profile = replace(wanting(x=2), completed=("goed",))

    assert ridden(catalogue, profile).station_ids == ("matig",)


def test_a_completed_station_opens_others_but_raises_no_level() -> None:
    catalogue = network(station("eerst", {"x": (0, 1)}), station("dan", {"x": (0, 1)}, after=("eerst",)))
    profile = replace(wanting(x=1), completed=("eerst",))

    assert ridden(catalogue, profile).station_ids == ("dan",)


def test_a_free_route_carries_no_free_passengers() -> None:
    free = [station(f"gratis{n}", {"y": (0, 1)}) for n in range(4)]
    catalogue = network(station("doel", {"x": (0, 1)}, requires={"y": 1}), *free)
    profile = replace(wanting(x=1), objective=Objective.PRICE)

    assert ridden(catalogue, profile).station_ids == ("gratis0", "doel")


def test_without_weights_the_fewest_minutes_decide() -> None:
    catalogue = network(station("lang", {"x": (0, 1)}, minutes=90), station("vlot", {"x": (0, 1)}, minutes=30))
    profile = replace(wanting(x=1), objective=Objective.WEIGHTED, weights=Weights(0.0, 0.0, 0.0, 0.0))

    route = ridden(catalogue, profile)

    assert route.station_ids == ("vlot",)
    assert route.proof.bound == 0.0


def test_a_tie_in_cost_is_broken_by_transfers() -> None:
    catalogue = network(
        station("a1", {"x": (0, 1)}),
        station("b1", {"y": (0, 1)}),
        station("b2", {"y": (0, 1)}),
        p="a1 b2",
        q="b1",
    )

    route = ridden(catalogue, wanting(x=1, y=1))

    assert set(route.station_ids) == {"a1", "b2"}
    assert route.totals.transfers == 0


def test_a_level_can_be_held_through_a_gaps_own_current() -> None:
    catalogue = network(station("verder", {"x": (2, 3)}))
    profile = Profile((Gap("x", 3, current=2),))

    assert ridden(catalogue, profile).station_ids == ("verder",)


def test_any_of_several_prerequisites_is_enough_and_the_cheapest_is_taken() -> None:
    catalogue = network(
        station("duur", {}, minutes=90),
        station("goedkoop", {}, minutes=20),
        station("doel", {"x": (0, 1)}, after=(("duur", "goedkoop"),)),
    )

    assert ridden(catalogue, wanting(x=1)).station_ids == ("goedkoop", "doel")


def test_the_order_of_rows_changes_nothing() -> None:
    stations = [station(f"s{n}", {"x": (n % 3, n % 3 + 1)}, minutes=30 + n % 2) for n in range(9)]
    forward = network(*stations, p="s0 s1 s2", q="s3 s4 s5")
    backward = network(*reversed(stations), q="s3 s4 s5", p="s0 s1 s2")

    routes = [ridden(catalogue, wanting(x=3)) for catalogue in (forward, backward)]

    assert routes[0].stops == routes[1].stops


def test_with_no_time_at_all_there_is_still_a_valid_route_with_an_honest_bound() -> None:
    """Each station covers two of three gaps: nothing but a search tells that two are needed."""
    pairs = {"a": "xy", "b": "yz", "c": "zx"}
    catalogue = network(*(station(name, dict.fromkeys(both, (0, 1))) for name, both in pairs.items()))

    route = plan(compile_network(catalogue), wanting(x=1, y=1, z=1), 0.0)

    assert route.closed == ("x", "y", "z")
    assert not route.proof.optimal
    assert 0 <= route.proof.bound <= route.totals.minutes


def test_a_budget_of_zero_gives_an_empty_route_that_says_what_stays_open() -> None:
    catalogue = network(station("a", {"x": (0, 1)}))
    profile = replace(wanting(x=1), budget=Budget(minutes=0))

    route = ridden(catalogue, profile)

    assert (route.stops, route.open, route.proof.optimal) == ((), ("x",), True)


def test_a_budget_closes_the_most_important_gaps_first() -> None:
    catalogue = network(station("a", {"x": (0, 1)}, minutes=60), station("b", {"y": (0, 1)}, minutes=30))
    gaps = (Gap("x", 1, importance=3), Gap("y", 1, importance=1))

    route = ridden(catalogue, Profile(gaps, budget=Budget(minutes=60)))

    assert (route.station_ids, route.closed, route.open) == (("a",), ("x",), ("y",))


def test_two_small_gaps_within_a_budget_beat_one_large_one() -> None:
    catalogue = network(
        station("groot", {"x": (0, 1)}, minutes=60),
        station("klein1", {"y": (0, 1)}, minutes=30),
        station("klein2", {"z": (0, 1)}, minutes=30),
    )
    gaps = (Gap("x", 1, importance=3), Gap("y", 1, importance=2), Gap("z", 1, importance=2))

    assert ridden(catalogue, Profile(gaps, budget=Budget(minutes=60))).closed == ("y", "z")


def test_a_gap_that_is_closed_already_needs_no_station() -> None:
    catalogue = network(station("a", {"x": (0, 1)}))
    profile = Profile((Gap("x", 1, current=2), Gap("x", 1, current=2)))

    route = ridden(catalogue, profile)

    assert (route.stops, route.closed, route.proof.optimal) == ((), ("x",), True)


def test_an_excluded_station_that_was_completed_still_counts_as_completed() -> None:
    catalogue = network(station("eerst", {}), station("doel", {"x": (0, 1)}, after=("eerst",)))
    profile = replace(wanting(x=1), completed=("eerst",), exclude=Exclude(stations=("eerst",)))

    assert ridden(catalogue, profile).station_ids == ("doel",)


def test_the_same_question_gets_the_same_answer() -> None:
    stations = [station(f"s{n}", {"xyz"[n % 3]: (0, 1)}, minutes=30) for n in range(12)]
    catalogue = network(*stations, p="s0 s4 s8", q="s1 s5 s9", r="s2 s3 s7")
    profile = replace(wanting(x=1, y=1, z=1), current=(SkillLevel("x", 0),))

    routes = {ridden(catalogue, profile).stops for _ in range(5)}

    assert len(routes) == 1


def test_a_set_too_large_to_search_is_still_put_in_a_valid_order() -> None:
    count = 300
    names = [f"s{n:03}" for n in range(count)]
    steps = [
        station(name, {f"k{n:03}": (0, 1)}, after=(names[n - 1],) if n % 3 else ()) for n, name in enumerate(names)
    ]
    catalogue = network(*reversed(steps), p=" ".join(names[::2]))
    profile = Profile(tuple(Gap(f"k{n:03}", 1) for n in range(count)))

    route = ridden(catalogue, profile)

    assert route_faults(catalogue, profile, route) == ()
    assert len(route.stops) == count


def test_a_change_of_academy_is_saved_whatever_line_the_first_station_is_ridden_on() -> None:
    """The station of the other academy lies on two lines: on the second one it can be ridden first."""
    noord, zuid = (Offering("noord"),), (Offering("zuid"),)
    catalogue = network(
        station("s1", {"b": (1, 2), "c": (0, 1)}, offerings=noord),
        station("s4", {"c": (1, 2)}, offerings=noord),
        station("s5", {"b": (0, 1)}, offerings=noord),
        station("s6", {"a": (0, 1)}, offerings=zuid),
        q="s1 s6",
        r="s5 s6",
    )

    totals = ridden(catalogue, wanting(a=1, b=1, c=2)).totals

    assert (totals.transfers, totals.academy_switches) == (2, 1)
