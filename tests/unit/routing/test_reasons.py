"""Every stop says why it is there, and every gap that stays open says what blocks it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from lines.network.domain import Catalogue, Offering
from lines.routing.blocking import blocked_by
from lines.routing.domain import BlockKind, Closes, Exclude, Filter, NeededBy, Profile, Raised, Replacement
from lines.routing.planner import (
    compile_network,
    plan,
    replacement_for,
    ride_that_far,
    with_known,
    without_station,
)
from metro.kernel.i18n import in_language
from tests.unit.routing.building import network, ridden, station, wanting
from tests.unit.routing.small_networks import Asked, asked


@given(asked())
def test_every_stop_has_a_reason_and_points_ahead(case: Asked) -> None:
    route = plan(compile_network(case.catalogue), case.profile, 60.0)

    for position, stop in enumerate(route.stops):
        assert stop.because
        for reason in stop.because:
            if isinstance(reason, NeededBy):
                assert reason.station in route.station_ids[position + 1 :]


def test_a_stop_tells_what_it_raises_what_it_closes_and_what_it_opens() -> None:
    catalogue = network(
        station("a", {"x": (0, 2), "y": (0, 1)}),
        station("b", {"z": (0, 1)}, requires={"x": 2}, after=("a",)),
    )

    first, second = ridden(catalogue, wanting(y=1, z=1)).stops

    assert first.raises == (Raised("x", 0, 2), Raised("y", 0, 1))
    assert first.because == (Closes("y"), NeededBy("b", "x"), NeededBy("b"))
    assert second.because == (Closes("z"),)


def test_a_station_nothing_replaces_is_the_only_one() -> None:
    catalogue = network(
        station("a", {"x": (0, 1)}),
        station("b", {"y": (0, 1)}, minutes=50),
        station("c", {"y": (0, 1)}, minutes=80, price=500),
    )
    profile = wanting(x=1, y=1)
    compiled = compile_network(catalogue)
    route = plan(compiled, profile, 30.0)

    assert [(stop.station, stop.only_one) for stop in route.stops] == [("a", True), ("b", False)]
    assert replacement_for(compiled, profile, route, "a", 30.0) is None
    assert replacement_for(compiled, profile, route, "b", 30.0) == Replacement(("c",), ("b",), 30, 500)


def test_not_for_me_plans_around_a_stop() -> None:
    catalogue = network(station("a", {"x": (0, 1)}), station("b", {"x": (0, 1)}, minutes=90))

    assert ridden(catalogue, without_station(wanting(x=1), "a")).station_ids == ("b",)


def test_what_i_know_already_counts_as_done_and_as_held() -> None:
    catalogue = network(
        station("a", {"x": (0, 1)}), station("b", {"x": (1, 2)}, after=("a",)), station("c", {"x": (0, 2)}, minutes=500)
    )
    profile = with_known(compile_network(catalogue), wanting(x=2), "a")

    assert profile.completed == ("a",)
    assert ridden(catalogue, profile).station_ids == ("b",)


def test_riding_as_far_as_one_can_lowers_the_targets_that_are_out_of_reach() -> None:
    catalogue = network(station("a", {"x": (0, 2)}), station("b", {"y": (0, 1)}))
    profile = wanting(x=5, y=1)
    route = ridden(catalogue, profile)

    further = ridden(catalogue, ride_that_far(profile, route))

    assert route.station_ids == ("b",)
    assert [(gap.skill, gap.target, gap.reachable) for gap in route.uncloseable] == [("x", 5, 2)]
    assert further.station_ids == ("a", "b")
    assert further.uncloseable == ()


NEEDY = network(station("a", {"x": (0, 1)}, requires={"y": 2}), station("b", {"y": (0, 1)}))
LOCKED = network(station("a", {"x": (0, 1)}, after=("b",)), station("b", {}))
CIRCLE = network(station("a", {"x": (0, 1)}, requires={"y": 1}), station("b", {"y": (0, 1)}, requires={"x": 1}))
PLAIN = network(station("a", {"x": (0, 1)}, offerings=(Offering("noord", 0, "online"),)))


@pytest.mark.parametrize(
    ("catalogue", "profile", "kind", "sentence"),
    [
        (PLAIN, wanting(x=2), BlockKind.NOBODY_TEACHES, "niemand leert dit verder"),
        (NEEDY, wanting(x=1), BlockKind.NEEDS_SKILL, "eerst is Kunde y niveau 2 nodig, en dat leert niemand"),
        (
            LOCKED,
            replace(wanting(x=1), exclude=Exclude(stations=("b",))),
            BlockKind.EXCLUDED,
            "het kan alleen via Halte b, en die wil je niet",
        ),
        (
            PLAIN,
            replace(wanting(x=1), filter=Filter(forms=("fieldlab",))),
            BlockKind.FILTERED,
            "het kan alleen via Halte a, en die past niet bij je filter",
        ),
        (
            PLAIN,
            replace(wanting(x=1), completed=("a",)),
            BlockKind.COMPLETED,
            "het kan alleen via Halte a, en die heb je al gereden",
        ),
        (CIRCLE, wanting(x=1), BlockKind.CIRCLE, "de haltes die dit leren, wachten op elkaar"),
    ],
)
def test_an_uncloseable_gap_says_what_blocks_it(
    catalogue: Catalogue, profile: Profile, kind: BlockKind, sentence: str
) -> None:
    (gap,) = ridden(catalogue, profile).uncloseable

    assert gap.blocked.kind is kind
    with in_language("nl"):
        assert blocked_by(catalogue, gap.blocked) == sentence
