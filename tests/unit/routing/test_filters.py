"""Which offerings count, and what a station then costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lines.network.domain import Offering
from lines.routing.domain import Exclude, Filter, Objective
from tests.unit.routing.building import network, ridden, station, wanting

OFFERED = network(
    station(
        "a",
        {"x": (0, 1)},
        offerings=(
            Offering("noord", 500, "online", languages=("en",)),
            Offering("zuid", 300, "fieldlab"),
            Offering("oost", 300, "workshop", languages=("nl", "en")),
            Offering(None, 900, None),
        ),
    )
)
UNASSIGNED = network(station("a", {"x": (0, 1)}))


@pytest.mark.parametrize(
    ("wanted", "price", "academy"),
    [
        (Filter(), 300, "oost"),
        (Filter(forms=("online",)), 500, "noord"),
        (Filter(regions=("regio zuid",)), 300, "zuid"),
        (Filter(academies=("noord", "zuid")), 300, "zuid"),
        (Filter(languages=("nl",)), 300, "oost"),
        (Filter(languages=("en",), forms=("online", "fieldlab")), 500, "noord"),
    ],
)
def test_the_cheapest_offering_that_passes_the_filter_is_the_price(wanted: Filter, price: int, academy: str) -> None:
    (stop,) = ridden(OFFERED, replace(wanting(x=1), filter=wanted)).stops

    assert (stop.price_cents, stop.academy) == (price, academy)


def test_an_offering_of_a_refused_academy_is_out() -> None:
    profile = replace(wanting(x=1), exclude=Exclude(academies=("zuid", "oost")))

    assert ridden(OFFERED, profile).stops[0].price_cents == 500


@pytest.mark.parametrize(
    "wanted",
    [Filter(regions=("",)), Filter(academies=("noord",)), Filter(forms=("online",)), Filter(languages=("en",))],
)
def test_a_value_that_is_missing_fails_a_filter(wanted: Filter) -> None:
    catalogue = network(
        station("a", {"x": (0, 1)}, offerings=(Offering(),)),
        station("b", {"y": (0, 1)}, offerings=(Offering("noord"),)),
    )

    assert ridden(catalogue, replace(wanting(x=1), filter=wanted)).stops == ()


def test_a_station_without_offerings_is_free_unassigned_and_in_the_language_of_the_catalogue() -> None:
    bare = replace(UNASSIGNED, stations=(replace(UNASSIGNED.stations[0], offerings=()),))

    (stop,) = ridden(bare, replace(wanting(x=1), filter=Filter(languages=("nl",)))).stops

    assert (stop.price_cents, stop.academy, stop.line) == (0, None, None)


def test_the_cheapest_route_follows_the_price_that_the_filter_leaves() -> None:
    catalogue = network(
        station("a", {"x": (0, 1)}, offerings=(Offering("noord", 100, "online"), Offering("noord", 900, "fieldlab"))),
        station("b", {"x": (0, 1)}, offerings=(Offering("noord", 500, "fieldlab"),)),
    )
    profile = replace(wanting(x=1), objective=Objective.PRICE)

    assert ridden(catalogue, profile).station_ids == ("a",)
    assert ridden(catalogue, replace(profile, filter=Filter(forms=("fieldlab",)))).station_ids == ("b",)
