"""Until a new drawing is ready the page shows the last one, and how far the new one is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy.orm import Session

from lines.maps import service
from lines.maps.extracts import MAIN
from lines.maps.service import Assignment
from lines.network.content import demo_catalogue
from lines.network.domain import Line, Station, Text
from lines.network.service import publish
from metro.kernel.errors import InvalidInput
from tests.support.pages import PageClient

_numbers = count(1)
NEW = Station("nieuw-station", Text.of(nl="Nieuw station", en="New station"), 90)


def _begun(session: Session) -> Assignment:
    """A new version, with a station more and one less, whose drawing has begun."""
    catalogue = demo_catalogue()
    first = catalogue.lines[0]
    lines = (replace(first, stations=(*first.stations[1:], NEW.id)), *catalogue.lines[1:])
    stations = tuple(
        replace(station, advised=(), prerequisites=())
        for station in catalogue.stations
        if station.id != first.stations[0]
    )
    name = f"Vernieuwd net {next(_numbers)}"  # a process keeps drawings by content: each test has its own
    number = publish(session, replace(catalogue, name=name, lines=lines, stations=(*stations, NEW))).number
    task = service.assignment(session, number, MAIN)
    assert task is not None
    session.commit()
    return task


def test_the_last_drawing_is_shown_with_how_far_the_new_one_is(client: PageClient, session: Session) -> None:
    service.note_percent(session, _begun(session), 40)
    session.commit()
    page = client.get("/").text
    assert "De kaart wordt opnieuw getekend, 40 %" in page
    assert 'id="station-oee-verbeteren"' in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page


def test_a_station_that_the_new_network_dropped_is_no_link_on_the_last_drawing(
    client: PageClient, session: Session
) -> None:
    dropped = demo_catalogue().lines[0].stations[0]
    _begun(session)
    drawing = re.findall(r"<svg xmlns.*?</svg>", client.get("/").text, re.DOTALL)[0]
    assert f'data-station="{dropped}"' in drawing
    assert f'href="/stations/{dropped}"' not in drawing


def test_progress_is_told_until_the_drawing_is_ready(client: PageClient, session: Session) -> None:
    task = _begun(session)
    service.note_percent(session, task, 70)
    session.commit()
    told = client.get("/map/progress").get_json()
    assert told == {"is_ready": False, "percent": 70, "words": "De kaart wordt opnieuw getekend, 70 %"}
    service.store(session, task, service.made(task))
    session.commit()
    assert client.get("/map/progress").get_json()["is_ready"]
    page = client.get("/").text
    assert 'id="station-nieuw-station"' in page
    assert "opnieuw getekend" not in page


def test_a_new_version_is_drawn_from_the_layout_of_the_one_before(session: Session) -> None:
    task = _begun(session)
    assert task.previous is not None
    before, after = task.previous.places, service.made(task).places
    kept = [station for station in before if station in after]
    moved = [abs(before[s][0] - after[s][0]) + abs(before[s][1] - after[s][1]) for s in kept]
    assert sorted(moved)[len(moved) // 2] < 1.5


def test_a_network_that_cannot_be_drawn_keeps_the_last_map_and_says_why(client: PageClient, session: Session) -> None:
    catalogue = demo_catalogue()
    hub = catalogue.stations[0].id
    spokes = tuple(Station(f"spaak-{n}", Text.of(nl=f"Spaak {n}"), 60) for n in range(9))
    rays = tuple(Line(f"straal-{s.id}", "X", s.name, "", (hub, s.id)) for s in spokes)
    number = publish(
        session, replace(catalogue, stations=(*catalogue.stations, *spokes), lines=(*catalogue.lines, *rays))
    ).number
    task = service.assignment(session, number, MAIN)
    assert task is not None
    with pytest.raises(InvalidInput) as refused:
        service.made(task)
    service.note_refusal(session, task, refused.value)
    session.commit()
    page = client.get("/").text
    assert "Van het nieuwste net kan geen kaart worden getekend; dit is de vorige." in page
    assert "hooguit acht richtingen" in page
    assert 'id="station-oee-verbeteren"' in page
    assert "hooguit acht richtingen" in (service.refusal(session, number) or "")
