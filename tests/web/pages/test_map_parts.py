"""Parts of the network as maps of their own, and a network too large for one map."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lines.maps import service
from lines.maps.extracts import Extract, Kind
from lines.network.content import demo_catalogue
from lines.network.service import current_network, publish
from tests.factories.networks import large_catalogue
from tests.support.pages import PageClient
from tests.web.pages.test_queries import counted

PARTS = ["line/waterstof", "station/oee-verbeteren", "academy/{academy}", "region/{region}"]


def _address(part: str) -> str:
    academy = demo_catalogue().academies[0]
    return "/map/" + part.format(academy=academy.id, region=academy.region)


def _drawn(session: Session, extract: Extract) -> None:
    task = service.assignment(session, current_network(session).number, extract)
    assert task is not None
    service.store(session, task, service.made(task))
    session.commit()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_asked_for_once_and_its_stations_are_a_list_meanwhile(
    client: PageClient, session: Session, part: str
) -> None:
    jobs = "select count(*) from procrastinate_jobs where task_name = 'draw_map'"
    before = session.execute(text(jobs)).scalar_one()
    for _visit in range(2):
        page = client.get(_address(part))
        assert page.status_code == 200
        assert "De kaart wordt getekend, 0 %" in page.text
        assert 'href="/stations/' in page.text
    assert session.execute(text(jobs)).scalar_one() == before + 1


def test_a_part_that_is_drawn_is_a_map_with_its_own_frame_and_files(client: PageClient, session: Session) -> None:
    _drawn(session, Extract(Kind.LINE, "robotica"))
    page = client.get("/map/line/robotica").text
    assert 'id="station-oee-verbeteren"' in page
    assert "part=line%3Arobotica" in page
    assert "/embed/map/nl/line/robotica" in page
    with counted(session) as statements:
        client.get("/map/line/robotica")
    assert len(statements) <= 3, statements


@pytest.mark.parametrize(
    "part", ["line/nergens", "region/nergens", "academy/nergens", "station/nergens", "x/y", "line/"]
)
def test_a_part_that_is_not_there_is_not_found(client: PageClient, part: str) -> None:
    assert client.get(f"/map/{part}").status_code == 404


@pytest.mark.parametrize("path", ["/map/line/robotica", "/map/progress", "/map.svg", "/map/print", "/embed/map/nl"])
def test_maps_are_only_read(client: PageClient, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/map/progress?part=x:y",
        "/map.svg?part=line:",
        "/map/print?part=station:nergens",
        "/map/print?paper=a5",
        "/embed/map/xx",
        "/embed/map/nl/line/nergens",
        "/networks/1/cards.xx.json",
        "/networks/99/cards.nl.json",
        "/?station=nergens",
    ],
)
def test_junk_in_an_address_of_a_map_is_not_found(client: PageClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_more_parts_are_asked_for_than_the_queue_should_hold(
    client: PageClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_WAITING", 1)
    assert "De kaart wordt getekend, 0 %" in client.get("/map/line/3d-printen").text
    page = client.get("/map/station/brandstofcel")
    assert page.status_code == 200
    assert "wordt getekend" not in page.text


def test_a_station_in_the_address_is_marked_without_a_script(client: PageClient) -> None:
    page = client.get("/?station=oee-verbeteren").text
    assert re.search(r'class="node station[^"]* found"[^>]* data-station="oee-verbeteren"', page)
    assert "Op de kaart" in page


@pytest.fixture
def large(session: Session) -> int:
    """A network of forty academies, two hundred lines and two thousand stations, not drawn yet."""
    number = publish(session, large_catalogue()).number
    session.commit()
    return number


def test_two_thousand_stations_are_a_light_page_with_ways_into_every_part(client: PageClient, large: int) -> None:
    assert large
    client.get("/")
    page = client.get("/", headers={"Accept-Encoding": "br"})
    assert len(page.data) < 60_000
    words = client.get("/").text
    assert len(set(re.findall(r'href="(/map/line/[^"]+)"', words))) == 200
    assert len(set(re.findall(r'href="(/map/academy/[^"]+)"', words))) == 40
    assert len(set(re.findall(r'href="(/map/region/[^"]+)"', words))) == 8


@pytest.mark.parametrize("path", ["/", "/list", "/lines/l7", "/map/line/l7", "/map/academy/a3", "/?q=halte"])
def test_a_page_of_a_large_network_asks_few_questions_and_stays_small(
    client: PageClient, session: Session, large: int, path: str
) -> None:
    assert large
    client.get(path)
    with counted(session) as statements:
        page = client.get(path, headers={"Accept-Encoding": "br"})
    assert len(statements) <= 5, statements
    assert len(page.data) < 100_000


def test_a_found_station_of_a_large_network_leads_to_its_surroundings(client: PageClient, large: int) -> None:
    assert large
    assert 'href="/map/station/s70"' in client.get("/?q=halte+70").text


def test_a_station_of_several_academies_is_one_station_on_the_map_of_each(
    client: PageClient, session: Session, large: int
) -> None:
    assert large
    shared = next(s for s in large_catalogue().stations if len(s.offerings) > 2)
    for offering in shared.offerings:
        page = client.get(f"/map/academy/{offering.academy}").text
        assert f'href="/stations/{shared.id}"' in page
    assert session.is_active
