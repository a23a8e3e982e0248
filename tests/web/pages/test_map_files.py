"""The map taken along: as a file, on paper, and in a frame on an academy's own site."""

from __future__ import annotations

import html
import json
import re
from xml.etree import ElementTree

import pytest

from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan


def test_the_map_is_a_file_that_stands_alone(client: PageClient) -> None:
    answer = client.get("/map.svg")
    assert answer.mimetype == "image/svg+xml"
    assert "attachment" in answer.headers["Content-Disposition"]
    drawing = ElementTree.fromstring(answer.text)
    assert drawing.get("viewBox")
    assert "href" not in answer.text
    assert len(re.findall(r"data-station=", answer.text)) == 2 * 90


def test_a_part_that_is_not_drawn_is_no_file_yet(client: PageClient) -> None:
    assert client.get("/map.svg?part=station:brandstofcel").status_code == 503
    assert client.get("/map/print?part=station:brandstofcel").status_code == 503


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_map_fits_a_sheet_with_its_lines_below_it(client: PageClient, paper: str) -> None:
    page = client.get(f"/map/print?paper={paper}").text
    assert f'<body class="sheet {paper}">' in page
    assert "Slimme fabriek" in page
    assert "Robotica" in page


@pytest.mark.parametrize(("language", "word"), [("nl", "Storing of slijtage?"), ("en", "Fault or wear?")])
def test_the_frame_for_other_sites_speaks_the_language_of_its_address(
    client: PageClient, language: str, word: str
) -> None:
    page = client.get(f"/embed/map/{language}")
    assert word in page.text
    assert f'<html lang="{language}">' in page.text


def test_the_frame_alone_may_stand_on_other_sites_and_sets_no_cookie(client: PageClient) -> None:
    page = client.get("/embed/map/nl")
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    assert "Set-Cookie" not in page.headers
    assert "<form" not in page.text
    for path in ("/", "/map/print", "/map/progress", "/embed/map/xx", "/route", "/list"):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_frame_is_the_same_for_who_rides_a_route(client: PageClient) -> None:
    before = client.get("/embed/map/nl").text
    ride_the_scan(client)
    nonce = re.compile(r'nonce="[^"]*"')
    assert nonce.sub("", client.get("/embed/map/nl").text) == nonce.sub("", before)


def test_the_page_offers_the_code_of_the_frame(client: PageClient) -> None:
    code = html.unescape(client.get("/").text.partition('<textarea id="embed"')[2].partition("</textarea>")[0])
    address = re.findall(r'src="http://localhost(/embed/map/nl)"', code)[0]
    assert client.get(address).status_code == 200


def test_cards_tell_name_hours_and_lines_of_every_station_and_are_kept_for_ever(client: PageClient) -> None:
    address = html.unescape(re.findall(r'data-cards="([^"]+)"', client.get("/").text)[0])
    answer = client.get(address)
    told = json.loads(answer.text)
    name, hours, lines = told["stations"]["oee-verbeteren"]
    assert (name, hours) == ("OEE verbeteren", "4 u")
    assert [told["lines"][line][2] for line in lines] == ["Slim onderhoud", "Robotica", "Slimme fabriek"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_state_on_the_route_is_told_by_a_shape_and_by_a_word(client: PageClient) -> None:
    ride_the_scan(client)
    page = client.get("/route").text
    assert re.search(r'aria-label="[^"]+\. Volgende halte"', page)
    assert re.search(r'aria-label="[^"]+\. Je bent hier"', page)
    assert 'class="mark mark-next"' in page
