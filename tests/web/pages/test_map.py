"""The map, its equal as a list, and the colours."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.network.domain import Text
from lines.network.service import publish
from tests.support.pages import PageClient


def test_the_map_is_home_and_every_station_on_it_is_a_plain_link(client: PageClient) -> None:
    page = client.get("/").text
    drawing = page.partition('<svg xmlns="http://www.w3.org/2000/svg" viewBox')[2].partition("</svg>")[0]
    links = re.findall(r'<a href="(/stations/[^"]+)" aria-label=', drawing)
    assert len(links) == 90
    assert all(client.get(link).status_code == 200 for link in links)


def test_the_list_names_every_station_of_every_line(client: PageClient) -> None:
    page, listed = client.get("/").text, client.get("/list").text
    on_map = set(re.findall(r'<a href="(/stations/[^"]+)" aria-label=', page))
    assert set(re.findall(r'href="(/stations/[^"]+)"', listed)) == on_map
    assert set(re.findall(r'href="(/lines/[^"]+)"', listed)) == set(re.findall(r'href="(/lines/[^"]+)"', page))


def test_a_line_in_the_address_is_lit_without_a_script(client: PageClient) -> None:
    page = client.get("/?line=robotica").text
    assert re.search(r'<svg[^>]* class="metro-map dimmed"', page)
    lit_tracks = re.findall(r'class="edge track (line-[a-z0-9-]+) lit"', page)
    assert set(lit_tracks) == {"line-robotica"}
    assert re.search(r'value="" aria-pressed="true" data-line="robotica"', page)


@pytest.mark.parametrize("query", ["SENSOREN", "plaatsen sensoren", "werken met sensoren", "placing sensors"])
def test_a_station_is_found_by_name_and_skill_in_either_language(client: PageClient, query: str) -> None:
    page = client.get("/", query_string={"q": query}).text
    found = page.partition('id="found"')[2].partition("scan-call")[0]
    assert "/stations/sensoren-plaatsen" in found


def test_what_was_searched_for_stays_in_its_field(client: PageClient) -> None:
    page = client.get("/", query_string={"q": '"><script>'}).text
    assert 'value="&#34;&gt;&lt;script&gt;"' in page
    assert "Niets gevonden" in page


@pytest.mark.parametrize(
    ("query", "status"), [("line=nergens", 404), ("line=%00", 404), ("q=" + "a" * 101, 400), ("q=%ff%fe", 200)]
)
def test_junk_in_the_query_gets_a_clear_page(client: PageClient, query: str, status: int) -> None:
    assert client.get(f"/?{query}").status_code == status


def test_colours_are_kept_for_ever_under_the_address_of_their_content(client: PageClient) -> None:
    address = re.findall(r'href="(/networks/[^"]+)"', client.get("/").text)[0]
    answer = client.get(address)
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "immutable" not in client.get(address[:-1]).headers["Cache-Control"]


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999", "x", "-1"])
def test_colours_of_a_network_that_is_not_there_are_not_found(client: PageClient, number: str) -> None:
    assert client.get(f"/networks/{number}/lines.css").status_code == 404


def test_a_network_without_any_drawing_is_a_list_with_a_plain_message(client: PageClient, session: Session) -> None:
    session.execute(text("delete from map_layout"))
    publish(session, replace(demo_catalogue(), name="Een net zonder tekening"))
    session.commit()
    page = client.get("/")
    assert page.status_code == 200
    assert "kan nu niet worden getekend" in page.text
    assert 'href="/stations/sensoren-plaatsen"' in page.text


def test_a_published_line_with_any_name_is_shown_as_it_is_written(client: PageClient, session: Session) -> None:
    name = "Lijn \"<b>'&amp; \\N \u202eomgekeerd\u200b 🚇"
    catalogue = demo_catalogue()
    lines = (replace(catalogue.lines[0], name=Text.of(nl=name)), *catalogue.lines[1:])
    publish(session, replace(catalogue, lines=lines))
    session.commit()
    for path in ("/", "/list", "/lines/slim-onderhoud", "/stations/sensoren-plaatsen", "/scan"):
        assert name in html.unescape(client.get(path).text)
