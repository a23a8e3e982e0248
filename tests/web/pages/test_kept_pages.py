"""Parts of pages are kept: nobody sees another network's, another language's or another traveller's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.network.domain import Text
from lines.network.service import publish
from tests.support.pages import PageClient
from tests.support.queries import counted_queries
from tests.web.pages.rides import ride_the_scan

PAGES = ("/", "/?line=robotica", "/lines/robotica", "/stations/oee-verbeteren", "/scan", "/route")


def _visitor(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_the_second_time_and_in_its_own_language(app: Flask, path: str) -> None:
    dutch, english = _visitor(app), _visitor(app)
    for client in (dutch, english):
        ride_the_scan(client)
    english.set_cookie("language", "en")
    first = [client.get(path).text for client in (dutch, english)]
    assert first == [client.get(path).text for client in (dutch, english)]
    assert ["Mijn route" in page for page in first] == [True, False]
    assert ["My route" in page for page in first] == [False, True]


def test_a_new_network_shows_its_own_names(client: PageClient, session: Session) -> None:
    pages = ("/", "/list", "/lines/robotica", "/scan")
    for path in pages:
        client.get(path)
    catalogue = demo_catalogue()
    renamed = tuple(replace(line, name=Text.of(nl=f"Anders {line.code}")) for line in catalogue.lines)
    publish(session, replace(catalogue, lines=renamed))
    code = catalogue.line_by_id["robotica"].code
    assert [f"Anders {code}" in client.get(path).text for path in pages] == [True] * len(pages)


def test_a_traveller_sees_his_own_budget_and_not_that_of_another(app: Flask) -> None:
    one, other = _visitor(app), _visitor(app)
    for client, hours in ((one, "9"), (other, "17,5")):
        ride_the_scan(client)
        client.post("/route/budget", data={"hours": hours})
    for _ in range(2):
        assert 'value="9"' in one.get("/route").text
        assert 'value="17,5"' in other.get("/route").text


def test_what_is_typed_wrong_is_shown_once_and_not_kept_for_others(app: Flask) -> None:
    one, other = _visitor(app), _visitor(app)
    for client in (one, other):
        ride_the_scan(client)
    before = other.get("/route").text
    assert 'value="veel"' in one.post("/route/budget", data={"hours": "veel"}).text
    assert other.get("/route").text == before


def test_a_route_that_was_read_is_not_read_again(client: PageClient, session: Session) -> None:
    ride_the_scan(client)
    for _ in range(2):
        client.get("/route")
    with counted_queries(session.get_bind().engine) as statements:
        client.get("/route")
    assert not any("planned_route" in statement for statement in statements)
