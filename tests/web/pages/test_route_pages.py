"""The route: on the strip map and the map, with its alternatives, planned anew around a stop."""

from __future__ import annotations

import re

import pytest

from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan, stops_of


def test_a_route_is_drawn_on_the_map_with_where_you_are_and_where_you_go(client: PageClient) -> None:
    ride_the_scan(client)
    page = client.get("/route").text
    stops = stops_of(page)
    assert len(stops) >= 3
    assert re.search(rf'class="node station[^"]* lit here" data-station="{stops[0]}"', page)
    assert re.search(rf'class="node station[^"]* lit ready" data-station="{stops[-1]}"', page)
    assert len(re.findall(r'class="edge track line-[^ "]+ lit"', page)) >= 2
    assert '<g class="flag here"' in page
    assert '<g class="flag goal"' in page


def test_every_stop_says_why_it_is_there(client: PageClient) -> None:
    ride_the_scan(client)
    strip = client.get("/route").text.partition('<ol class="strip">')[2].partition("</ol>")[0]
    for stop in strip.split("<li>")[1:]:
        assert "doel bereikt" in stop or "Nodig voor" in stop


def test_a_reload_shows_the_same_route(client: PageClient) -> None:
    ride_the_scan(client)
    assert stops_of(client.get("/route").text) == stops_of(client.get("/route").text)


def test_the_route_is_the_same_in_both_languages(client: PageClient) -> None:
    ride_the_scan(client)
    assert stops_of(client.get("/route?lang=en").text) == stops_of(client.get("/route?lang=nl").text)


@pytest.mark.parametrize(("action", "words"), [("skip", "niet voor mij"), ("known", "ken ik al")])
def test_a_stop_that_is_not_wanted_or_known_leaves_the_route_and_can_come_back(
    client: PageClient, action: str, words: str
) -> None:
    ride_the_scan(client)
    before = stops_of(client.get("/route").text)
    answer = client.post("/route/stops", data={"station": before[0], "action": action})
    assert (answer.status_code, answer.location) == (303, "/route")
    around = client.get("/route").text
    assert before[0] not in stops_of(around)
    assert f'<span class="tag">{words}</span>' in around
    client.post("/route/undo", data={"station": before[0]})
    assert stops_of(client.get("/route").text) == before


def test_what_is_out_of_reach_is_named_and_can_be_ridden_part_of_the_way(client: PageClient) -> None:
    ride_the_scan(client)
    client.post("/route/stops", data={"station": "voorspellen", "action": "skip"})
    page = client.get("/route").text
    assert "op dit net kom je tot" in page
    assert 'href="/route?far=1"' in page
    far = client.get("/route?far=1").text
    assert "Je route rijdt zo ver als het kan." in far
    assert set(stops_of(page)) <= set(stops_of(far))
    answer = client.post("/route/undo", data={"station": "voorspellen", "far": "1"})
    assert answer.location == "/route?far=1"


def test_every_alternative_on_offer_opens(client: PageClient) -> None:
    ride_the_scan(client)
    offered = re.findall(r'<li><a href="(/route[^"]*)"', client.get("/route").text)
    assert offered[0] == "/route"
    for address in offered:
        page = client.get(address.replace("&amp;", "&")).text
        assert re.search(rf'<a href="{re.escape(address)}" aria-current="true"', page)


def test_a_station_on_the_route_says_why(client: PageClient) -> None:
    ride_the_scan(client)
    stops = stops_of(client.get("/route").text)
    page = client.get(f"/stations/{stops[1]}").text
    assert "Waarom op jouw route" in page
    assert "Dit is halte 2 van je route." in page
    assert "Waarom op jouw route" not in client.get("/stations/brandstofcel").text


def test_without_a_scan_the_page_says_what_will_be_here(client: PageClient) -> None:
    page = client.get("/route").text
    assert "Hier komt je route" in page
    assert 'href="/scan"' in page


@pytest.mark.parametrize(
    "query",
    [
        *("kind=vliegend", "kind=%00", "kind=FASTEST", "kind=fastest,cheapest"),
        *("minutes=snel", "minutes=0", "minutes=-1", "minutes=9999999999", "minutes=%D9%A1", "kind=snel&minutes=60"),
    ],
)
def test_a_kind_of_route_that_is_not_known_is_refused(client: PageClient, query: str) -> None:
    ride_the_scan(client)
    assert client.get(f"/route?{query}").status_code == 400


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/route/stops", {}, 400),
        ("/route/stops", {"station": "voorspellen", "action": "delete"}, 400),
        ("/route/stops", {"station": "nergens", "action": "skip"}, 404),
        ("/route/stops", {"station": "\x00", "action": "known"}, 404),
        ("/route/undo", {}, 404),
        ("/route/undo", {"station": "nergens"}, 404),
    ],
)
def test_junk_in_a_form_changes_nothing(client: PageClient, path: str, data: dict[str, str], status: int) -> None:
    ride_the_scan(client)
    before = stops_of(client.get("/route").text)
    assert client.post(path, data=data).status_code == status
    assert stops_of(client.get("/route").text) == before
