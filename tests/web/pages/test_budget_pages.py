"""A route within hours and euros: planned anew, kept, refused beside its field, and never in the way."""

from __future__ import annotations

import pytest

from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan, stops_of


def test_a_budget_shortens_the_route_and_names_what_does_not_fit(client: PageClient) -> None:
    ride_the_scan(client)
    whole = stops_of(client.get("/route").text)
    answer = client.post("/route/budget", data={"hours": "7", "euros": ""})
    assert (answer.status_code, answer.location) == (303, "/route")
    page = client.get("/route").text
    assert 0 < len(stops_of(page)) < len(whole)
    assert "bewezen beste binnen je budget" in page
    assert "Past niet in je budget:" in page
    assert 'value="7"' in page
    client.post("/route/budget", data={"hours": "", "euros": ""})
    assert stops_of(client.get("/route").text) == whole


def test_a_budget_of_nothing_leaves_only_what_is_free_of_it(client: PageClient) -> None:
    ride_the_scan(client)
    client.post("/route/budget", data={"hours": "0", "euros": ""})
    page = client.get("/route").text
    assert stops_of(page) == []
    assert "Past niet in je budget:" in page


@pytest.mark.parametrize("typed", ["veel", "-1", "1e9", "٣", "<script>"])
def test_what_is_no_number_comes_back_beside_its_field_and_the_route_stays(client: PageClient, typed: str) -> None:
    ride_the_scan(client)
    before = stops_of(client.get("/route").text)
    answer = client.post("/route/budget", data={"hours": typed, "euros": "100"})
    assert answer.status_code == 400
    assert "Vul een aantal uren in" in answer.text
    assert 'aria-describedby="hours-error"' in answer.text
    assert 'value="100"' in answer.text
    assert stops_of(answer.text) == before
    assert stops_of(client.get("/route").text) == before


def test_without_a_scan_a_budget_leads_to_the_route_page_that_says_how_to_begin(client: PageClient) -> None:
    answer = client.post("/route/budget", data={"hours": "3"})
    assert (answer.status_code, answer.location) == (303, "/route")
