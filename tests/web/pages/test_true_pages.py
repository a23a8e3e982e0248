"""Pages stay true: at the end of a partial ride, without stops, on an older network and on an empty one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from lines.assessments.scan import ScanAnswers
from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue, Line, Station, Text
from lines.network.service import publish
from lines.web.renewing import fitting
from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan, stops_of

DEMO = demo_catalogue()
GONE = "brandstofcel"


def without_station(catalogue: Catalogue, station: str) -> Catalogue:
    """`catalogue` after its maker dropped a station."""
    return replace(
        catalogue,
        stations=tuple(
            replace(
                each,
                prerequisites=tuple(group for group in each.prerequisites if station not in group),
                advised=tuple(group for group in each.advised if station not in group),
            )
            for each in catalogue.stations
            if each.id != station
        ),
        lines=tuple(
            replace(line, stations=tuple(name for name in line.stations if name != station)) for line in catalogue.lines
        ),
    )


def skip(client: PageClient, station: str) -> None:
    client.post("/route/stops", data={"station": station, "action": "skip"})


def test_a_ride_as_far_as_one_can_does_not_claim_the_goal(client: PageClient) -> None:
    ride_the_scan(client)
    skip(client, "voorspellen")
    far = client.get("/route?far=1").text
    short = re.findall(r"<bdi>([^<]+)</bdi></b>: je doel is", far)
    assert short
    for skill in short:
        raised = re.findall(rf"<bdi>{skill}</bdi></b> .*?</p>", far)
        assert not any("doel bereikt" in line for line in raised)
    assert "zo ver als het kan</p>" in far


def test_without_stops_the_next_step_is_the_part_that_can_be_ridden(client: PageClient) -> None:
    ride_the_scan(client, job_profile="onderhoudsmonteur")
    for _ in range(20):
        stops = stops_of(client.get("/route").text)
        if not stops:
            break
        skip(client, stops[-1])
    page = client.get("/route").text
    if 'href="/route?far=1"' in page:
        assert "Rijd zo ver als het kan" in page
        assert "nog geen station dat je verder brengt" not in page
    else:
        assert "Naar dit doel rijdt nog geen route" in page
    assert len(re.findall(r'class="btn go"', page)) == 1
    for words in ("Andere routes", "Bekijk je route op de kaart", "in totaal"):
        assert words not in page


def test_a_budget_in_which_nothing_fits_is_said_and_can_be_changed_there(client: PageClient) -> None:
    ride_the_scan(client)
    client.post("/route/budget", data={"hours": "0", "euros": ""})
    page = client.get("/route").text
    assert "Binnen dit budget past geen station" in page
    assert 'name="hours"' in page
    assert "bewezen" not in page


def test_a_station_that_a_newer_network_dropped_is_shown_to_who_rides_past_it(
    client: PageClient, session: Session
) -> None:
    ride_the_scan(client, lines=["waterstof"])
    publish(session, without_station(DEMO, GONE))
    session.commit()
    page = client.get(f"/stations/{GONE}")
    assert page.status_code == 200
    assert "staat niet meer op de kaart" in page.text
    client.delete_cookie("scan")
    assert client.get(f"/stations/{GONE}").status_code == 404


def test_a_route_of_an_older_network_says_so_and_is_planned_anew_with_the_same_answers(
    client: PageClient, session: Session
) -> None:
    ride_the_scan(client, lines=["waterstof"])
    assert "intussen vernieuwd" not in client.get("/route").text
    publish(session, without_station(DEMO, GONE))
    session.commit()
    assert "intussen vernieuwd" in client.get("/route").text
    assert "intussen vernieuwd" in client.get("/").text
    answer = client.post("/route/renew")
    assert (answer.status_code, answer.location) == (303, "/route")
    page = client.get("/route").text
    assert "intussen vernieuwd" not in page
    assert GONE not in stops_of(page)


def test_planning_anew_without_a_scan_or_a_newer_network_changes_nothing(client: PageClient) -> None:
    assert client.post("/route/renew").location == "/route"
    ride_the_scan(client)
    before = stops_of(client.get("/route").text)
    assert client.post("/route/renew").location == "/route"
    assert stops_of(client.get("/route").text) == before


def test_a_goal_that_is_gone_is_asked_for_again_and_the_answers_stay() -> None:
    answers = ScanAnswers(job_profile="weg", questions=((7, 2),), levels=(("weg", 1),))
    assert fitting(answers, DEMO) == ScanAnswers(questions=((7, 2),))


@pytest.mark.parametrize("path", ["/", "/list", "/scan"])
def test_an_empty_network_says_what_will_be_here(client: PageClient, session: Session, path: str) -> None:
    publish(session, Catalogue("leeg", "nl"))
    session.commit()
    page = client.get(path)
    assert page.status_code == 200
    assert "metro catalogue import" in page.text
    assert 'class="btn go"' not in page.text


def test_a_line_without_stations_says_so_and_has_no_button_to_nowhere(client: PageClient, session: Session) -> None:
    publish(session, replace(DEMO, lines=(*DEMO.lines, Line("leeg", "L", Text.of(nl="Leeg"), "#0067b1", ()))))
    session.commit()
    page = client.get("/lines/leeg").text
    assert "Ze heeft er nog geen" in page
    assert "0 min" not in page
    assert "/?line=" not in page


def test_what_a_search_finds_is_marked_on_the_map(client: PageClient) -> None:
    page = client.get("/", query_string={"q": "sensoren plaatsen"}).text
    assert re.search(r'class="node station[^"]* found" data-station="sensoren-plaatsen"', page)
    assert " found" not in client.get("/").text.partition("<svg xmlns")[2].partition("</svg>")[0]


def test_a_stop_wears_the_ring_of_what_its_station_is(client: PageClient) -> None:
    ride_the_scan(client)
    strip = client.get("/route").text.partition('<ol class="strip">')[2].partition("</ol>")[0]
    stops = re.findall(r'<span class="ring ([^"]+)".*?href="/stations/([^"]+)"', strip, re.DOTALL)
    assert stops
    for css, station in stops:
        assert ("interchange" in css) == (len(DEMO.lines_of[station]) > 1)
    assert strip.count('<i class="none">') == 2


def test_a_station_of_a_network_with_one_station_has_a_page(client: PageClient, session: Session) -> None:
    publish(session, Catalogue("klein", "nl", stations=(Station("een", Text.of(nl="Eén"), 60),)))
    session.commit()
    assert client.get("/stations/een").status_code == 200
