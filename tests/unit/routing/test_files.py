"""Profiles in, routes out, and what a wrong profile is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lines.network.domain import SkillLevel
from lines.network.files import read_catalogue
from lines.routing.checking import route_faults
from lines.routing.domain import Budget, Exclude, Filter, Gap, Objective, Profile, Weights
from lines.routing.files import read_profiles, route_document
from lines.routing.planner import compile_network, plan, plan_with_alternatives
from lines.routing.vetting import InvalidProfile
from metro.kernel.documents import Refused
from tests.unit.routing.building import network, ridden_with_alternatives, station, wanting

DATA = Path(__file__).parents[2] / "data" / "catalogues"

FULL = {
    "format": "metronet-profile/1",
    "id": "p1",
    "current": [{"skill": "sensoren", "level": 1}],
    "completed": ["sensoren-plaatsen"],
    "gaps": [{"skill": "conditiemeting", "current": 0, "target": 3, "importance": 3}],
    "objective": "price",
    "budget": {"minutes": None, "price_cents": 5000},
    "weights": {"minutes": 1.0, "price_cents": 0.05, "transfer": 20, "academy_switch": 30.0},
    "filter": {"regions": ["Drenthe"], "languages": ["nl"], "forms": ["online"], "academies": ["haarlem"]},
    "exclude": {"stations": ["a"], "academies": ["b"]},
}


def written(value: object) -> bytes:
    return json.dumps(value).encode()


def test_a_full_profile_is_read_as_it_is_written() -> None:
    assert read_profiles(written(FULL)) == (
        Profile(
            id="p1",
            current=(SkillLevel("sensoren", 1),),
            completed=("sensoren-plaatsen",),
            gaps=(Gap("conditiemeting", 3, 0, 3),),
            objective=Objective.PRICE,
            budget=Budget(None, 5000),
            weights=Weights(1.0, 0.05, 20.0, 30.0),
            filter=Filter(("Drenthe",), ("nl",), ("online",), ("haarlem",)),
            exclude=Exclude(("a",), ("b",)),
        ),
    )


def test_only_gaps_are_required() -> None:
    assert read_profiles(b'{"gaps": []}') == (Profile(()),)


def test_a_file_of_profiles_is_read_in_its_order() -> None:
    profiles = read_profiles(written({"profiles": [{"id": "b", "gaps": []}, {"id": "a", "gaps": []}]}))

    assert [profile.id for profile in profiles] == ["b", "a"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"gaps": [{"skill": "x", "target": 6}]},
        {"gaps": [{"skill": "x", "target": -1}]},
        {"gaps": [{"skill": "x", "target": True}]},
        {"gaps": [{"skill": "x"}]},
        {"gaps": [{"skill": "x", "target": 1, "importance": 0}]},
        {"gaps": [{"skill": "x", "target": 1}, {"skill": "x", "target": 2}]},
        {"gaps": {}},
        {"gaps": [], "current": [{"skill": "x", "level": 1}, {"skill": "x", "level": 2}]},
        {"gaps": [], "speed": 3},
        {"gaps": [], "filter": {"region": []}},
        {"gaps": [], "objective": "fun"},
        {"gaps": [], "budget": {"minutes": -1}},
        {"gaps": [], "weights": {"minutes": -0.5}},
        {"gaps": [], "format": "metronet-profile/2"},
        {"gaps": [], "completed": [3]},
        {"id": "x"},
        [],
        3,
    ],
)
def test_a_wrong_profile_is_refused(wrong: object) -> None:
    with pytest.raises(Refused):
        read_profiles(written(wrong))


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
def test_a_weight_that_is_not_a_finite_number_is_refused(number: str) -> None:
    with pytest.raises(Refused):
        read_profiles(b'{"gaps": [], "weights": {"minutes": %s}}' % number.encode())


def test_all_faults_of_a_file_are_told_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        read_profiles(written({"gaps": [{"skill": "x", "target": 9}], "colour": 1, "objective": "fun"}))

    assert [fault.path for fault in refusal.value.faults] == ["gaps[0].target", "colour", "objective"]


def test_everything_the_network_does_not_know_is_told_at_once() -> None:
    profile = Profile(
        (Gap("x", 1), Gap("vreemd", 9), Gap("x", 2)),
        completed=("nergens",),
        exclude=Exclude(academies=("niemand",)),
        weights=Weights(minutes=float("nan")),
        budget=Budget(minutes=-5),
    )

    with pytest.raises(InvalidProfile) as refusal:
        plan(compile_network(network(station("a", {"x": (0, 1)}))), profile, 1.0)

    told = "\n".join(refusal.value.faults)
    assert len(refusal.value.faults) == 7
    assert all(name in told for name in ("vreemd", "nergens", "niemand", "nan", "-5"))


def test_a_route_is_written_as_the_format_says() -> None:
    catalogue = network(
        station("a", {"y": (0, 1)}, minutes=30, price=500),
        station("b", {"x": (0, 2)}, minutes=60, requires={"y": 1}),
        p="a b",
    )

    document = route_document(catalogue, ridden_with_alternatives(catalogue, replace(wanting(x=2, y=3))))

    proof = document.pop("proof")
    assert isinstance(proof, dict)
    assert (proof["optimal"], proof["bound"]) == (True, 90.0)
    assert document == {
        "format": "metronet-route/1",
        "profile": "p1",
        "objective": "minutes",
        "kinds": ["fastest", "cheapest", "fewest_changes"],
        "stations": [
            {
                "id": "a",
                "line": "p",
                "academy": None,
                "minutes": 30,
                "price_cents": 500,
                "raises": [{"skill": "y", "from": 0, "to": 1}],
                "because": [{"needed_by": "b"}],
            },
            {
                "id": "b",
                "line": "p",
                "academy": None,
                "minutes": 60,
                "price_cents": 0,
                "raises": [{"skill": "x", "from": 0, "to": 2}],
                "because": [{"closes": "x"}],
            },
        ],
        "totals": {"minutes": 90, "price_cents": 500, "transfers": 0, "academy_switches": 0},
        "closed": ["x"],
        "open": [],
        "uncloseable": [{"skill": "y", "target": 3, "reachable": 1, "blocked_by": "niemand leert dit verder"}],
        "alternatives": [],
    }
    assert json.loads(json.dumps(document)) == document


def test_every_profile_of_the_sample_catalogue_gets_a_valid_proved_route_with_its_alternatives() -> None:
    catalogue = read_catalogue(DATA / "exercism-python.json")
    compiled = compile_network(catalogue)

    for profile in read_profiles(DATA / "exercism-python.profiles.json"):
        route = plan_with_alternatives(compiled, profile, 30.0)

        assert route.proof.optimal
        for shown in (route, *route.alternatives):
            assert route_faults(catalogue, profile, shown) == ()
