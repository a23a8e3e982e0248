"""A line as a strip map and a station with all it says."""

from __future__ import annotations

import re

import pytest

from lines.network.content import demo_catalogue
from tests.support.pages import PageClient

CATALOGUE = demo_catalogue()


@pytest.mark.parametrize("line", [line.id for line in CATALOGUE.lines])
def test_a_line_shows_its_stops_in_order(client: PageClient, line: str) -> None:
    page = client.get(f"/lines/{line}").text
    stops = re.findall(r'<h2><a href="/stations/([^"]+)"', page)
    assert tuple(stops) == CATALOGUE.line_by_id[line].stations


def test_a_stop_says_which_lines_to_change_to(client: PageClient) -> None:
    page = client.get("/lines/slim-onderhoud").text
    stop = page.partition('href="/stations/data-in-beeld"')[2].partition("</h2>")[0]
    assert "overstap op" in stop
    assert 'href="/lines/data-en-ai"' in stop


def test_a_station_says_what_it_is_and_where_it_leads(client: PageClient) -> None:
    page = client.get("/stations/trillingen-meten").text
    for words in ("Trillingen meten", "halte 4 van 11", "Academie Eindhoven", "Eerst nodig", "0 → 2"):
        assert words in page
    assert re.search(r"<b class=\"price\">€\s145</b>", page)
    needed = page.partition("Eerst nodig")[2].partition("Brengt je verder naar")
    assert "/stations/sensoren-plaatsen" in needed[0]
    assert "/stations/drempels-kiezen" in needed[2]


@pytest.mark.parametrize("station", [station.id for station in CATALOGUE.stations])
def test_every_station_has_a_page_in_english(client: PageClient, station: str) -> None:
    answer = client.get(f"/stations/{station}?lang=en")
    assert answer.status_code == 200
    assert CATALOGUE.station_by_id[station].name.text_in("en") in answer.text.replace("&#39;", "'").replace(
        "&amp;", "&"
    )


@pytest.mark.parametrize("path", ["stations", "lines"])
@pytest.mark.parametrize("name", ["x", "%00", "%ff", "a%2Fb", "a//b", "é%20%F0%9F%9A%87", "x" * 3000, "..%2f..%2fetc"])
def test_a_name_that_is_not_there_is_not_found(client: PageClient, path: str, name: str) -> None:
    assert client.get(f"/{path}/{name}").status_code == 404
