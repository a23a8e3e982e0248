"""Lines edited: the office's national ones, an academy's own, proposals between them, and by whom never."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from lines.network.content import demo_catalogue
from lines.network.service import current_network, publish
from lines.studio import reviewing
from lines.studio.line_edits import LineEdit, edit_of, line_faults, moved, remarks, with_line
from lines.studio.reviewing import Desk
from lines.web.line_form import edit_in, pressed
from tests.factories import studio as factory
from tests.factories.studio import Studio, studio
from tests.support.pages import PageClient
from tests.support.people import office_person, sign_in

CATALOGUE = demo_catalogue()
LINE = CATALOGUE.line_by_id["slim-onderhoud"]
OFFICE, EDIT = "/office/lines", "/office/lines/edit/slim-onderhoud"
BASE = "/academies/academie-haarlem/lines"
STOPS = ["sensoren-plaatsen", "trillingen-meten", "brandstofcel"]
NEW = {
    "name_nl": "Meetlijn", "name_en": "Measuring line", "code": "ml", "color": "#202060", "stop": STOPS, "do": "save"
}  # fmt: skip


def line_form(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """The form of slim-onderhoud as it stands, with changes."""
    edit = edit_of(LINE)
    return {
        "name_nl": edit.name_nl, "name_en": edit.name_en, "code": edit.code, "color": edit.color,
        "stop": list(edit.stations), "do": "save", **changes,
    }  # fmt: skip


def stations_of(session: Session, line: str) -> tuple[str, ...]:
    return current_network(session).catalogue.line_by_id[line].stations


@pytest.fixture
def made(session: Session) -> Studio:
    return studio(session)


def test_the_office_takes_in_a_station_which_becomes_an_interchange(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    shown = client.post(EDIT, data=line_form(do="add", station="brandstofcel")).text
    assert 'name="stop" value="brandstofcel"' in shown
    assert stations_of(session, LINE.id) == LINE.stations, "shown, not stored"
    answer = client.post(EDIT, data=line_form(stop=[*LINE.stations, "brandstofcel"]))
    assert (answer.status_code, answer.location) == (303, OFFICE)
    assert stations_of(session, LINE.id) == (*LINE.stations, "brandstofcel")
    assert len(current_network(session).catalogue.lines_of["brandstofcel"]) == 2
    assert LINE.name.text_in("nl") in client.get("/office/publications").text


def test_an_order_against_the_prerequisites_is_told_and_may_be_kept(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    turned = list(reversed(LINE.stations))
    page = client.post(EDIT, data=line_form(stop=turned, do="up:1")).text
    assert "maar het is daarvoor nodig. Draai ze om." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_nl", " "), ("name_nl", "x" * 41), ("name_nl", "Robotica"), ("code", ""), ("code", "LANG"),
        ("code", "R"), ("color", "rood"), ("color", "#fefefe"), ("color", CATALOGUE.line_by_id["robotica"].color),
        ("stop", ["sensoren-plaatsen"]), ("stop", []), ("stop", ["nergens", "sensoren-plaatsen"]),
        ("stop", ["sensoren-plaatsen", "trillingen-meten", "sensoren-plaatsen", "brandstofcel"]),
        ("stop", [station.id for station in CATALOGUE.stations] * 4),
    ],
)  # fmt: skip
def test_what_cannot_be_on_the_map_is_refused_beside_its_field(
    client: PageClient, session: Session, field: str, value: str | list[str]
) -> None:
    sign_in(client, session, office_person(session))
    before = current_network(session).number
    answer = client.post(EDIT, data=line_form(**{field: value}))
    assert answer.status_code == 400
    assert f'id="{"stations" if field == "stop" else field}-error"' in answer.text
    assert current_network(session).number == before


def test_an_academy_draws_a_line_of_its_own_that_only_it_edits(
    client: PageClient, session: Session, made: Studio
) -> None:
    sign_in(client, session, made.owner)
    assert client.post(f"{BASE}/new", data=NEW).status_code == 303
    assert stations_of(session, "meetlijn") == tuple(STOPS)
    labelled = {**NEW, "code": "ML", "funder": "Provincie Noord-Holland", "project": "Slim meten"}
    assert client.post(f"{BASE}/edit/meetlijn", data=labelled).status_code == 303
    assert "Slim meten" in client.get(BASE).text

    sign_in(client, session, studio(session, "academie-twente").owner)
    assert client.get("/academies/academie-twente/lines/edit/meetlijn").status_code == 404
    assert client.post("/academies/academie-twente/lines/edit/meetlijn", data=labelled).status_code == 404
    sign_in(client, session, office_person(session))
    assert client.get("/office/lines/edit/meetlijn").status_code == 404
    assert "Provincie Noord-Holland" in client.get(OFFICE).text


def test_a_station_on_an_academys_own_line_is_reviewed_by_a_colleague(
    client: PageClient, session: Session, made: Studio
) -> None:
    sign_in(client, session, made.owner)
    client.post(f"{BASE}/new", data=NEW)
    draft = factory.draft(session, made, lines__0__line="meetlijn", lines__0__place="2")
    assert reviewing.desk_of(session, draft) is Desk.ACADEMY
    other = factory.draft(session, studio(session, "academie-twente"), lines__0__line="meetlijn", lines__0__place="2")
    assert reviewing.desk_of(session, other) is Desk.OFFICE
    national = factory.draft(session, made, lines__0__line="slim-onderhoud")
    assert reviewing.desk_of(session, national) is Desk.OFFICE


def test_an_academy_proposes_and_the_office_decides_once(client: PageClient, session: Session, made: Studio) -> None:
    sign_in(client, session, made.owner)
    changed = line_form(stop=[*LINE.stations, "brandstofcel"])
    assert client.post(f"{BASE}/edit/slim-onderhoud", data=changed).status_code == 400, "not its own to save"
    answer = client.post(f"{BASE}/edit/slim-onderhoud", data={**changed, "do": "propose", "note": "Past goed."})
    assert answer.status_code == 303
    assert stations_of(session, LINE.id) == LINE.stations
    assert "wacht op antwoord" in client.get(BASE).text

    sign_in(client, session, office_person(session))
    page = client.get(OFFICE).text
    assert "Past goed." in page
    where = page.partition('action="/office/lines/proposals/')[2].partition('"')[0]
    yes = {"answer": "yes", "why": "Mooi."}
    assert client.post(f"{OFFICE}/proposals/{where}", data=yes).status_code == 303
    assert stations_of(session, LINE.id) == (*LINE.stations, "brandstofcel")
    assert client.post(f"{OFFICE}/proposals/{where}", data=yes).status_code == 409
    sign_in(client, session, made.owner)
    assert "Mooi." in client.get(BASE).text


def test_a_proposal_that_no_longer_fits_is_not_carried_out(client: PageClient, session: Session, made: Studio) -> None:
    sign_in(client, session, made.owner)
    client.post(f"{BASE}/edit/slim-onderhoud", data=line_form(code="Q", do="propose"))
    other = replace(CATALOGUE.line_by_id["robotica"], code="Q")
    lines = tuple(other if line.id == other.id else line for line in CATALOGUE.lines)
    publish(session, replace(CATALOGUE, lines=lines))
    sign_in(client, session, office_person(session))
    where = client.get(OFFICE).text.partition('action="/office/lines/proposals/')[2].partition('"')[0]
    assert client.post(f"{OFFICE}/proposals/{where}", data={"answer": "yes"}).status_code == 400
    assert current_network(session).catalogue.line_by_id[LINE.id].code == LINE.code


def test_a_line_is_taken_off_and_its_stations_stay(client: PageClient, session: Session) -> None:
    sign_in(client, session, office_person(session))
    assert client.post(EDIT, data=line_form(do="remove")).status_code == 303
    catalogue = current_network(session).catalogue
    assert LINE.id not in catalogue.line_by_id
    assert set(LINE.stations) <= catalogue.station_by_id.keys()


@pytest.mark.parametrize("path", [OFFICE, f"{OFFICE}/new", EDIT])
def test_only_the_office_edits_national_lines(client: PageClient, session: Session, made: Studio, path: str) -> None:
    assert client.get(path).status_code in (303, 404)
    sign_in(client, session, made.owner)
    assert client.get(path).status_code == 404
    assert client.post(EDIT, data=line_form()).status_code == 404
    assert client.post(f"{OFFICE}/proposals/1", data={"answer": "yes"}).status_code == 404
    sign_in(client, session, office_person(session))
    assert client.get(path).status_code == 200
    assert client.get(f"{OFFICE}/edit/nergens").status_code == 404
    assert client.post(f"{OFFICE}/proposals/999999", data={"answer": "yes"}).status_code == 404
    assert client.delete(path).status_code == 405


@pytest.mark.parametrize("path", [BASE, f"{BASE}/new", f"{BASE}/edit/slim-onderhoud"])
def test_an_academys_lines_are_for_its_heads(client: PageClient, session: Session, made: Studio, path: str) -> None:
    sign_in(client, session, made.editor)
    assert client.get(path).status_code == 403
    assert client.post(f"{BASE}/new", data=NEW).status_code == 403
    sign_in(client, session, studio(session, "academie-twente").owner)
    assert client.get(path).status_code == 404
    assert client.post(f"{BASE}/new", data=NEW).status_code == 404
    sign_in(client, session, made.owner)
    assert client.get(path).status_code == 200
    assert client.post(f"{BASE}/edit/slim-onderhoud", data=line_form(do="wis alles")).status_code == 400


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.integers(-2, 9), st.integers(-2, 2))
def test_moving_a_stop_keeps_every_stop(stops: list[str], place: int, by: int) -> None:
    assert sorted(moved(stops, place, by)) == sorted(stops)


@given(st.text(max_size=12), st.lists(st.sampled_from(LINE.stations), max_size=5))
def test_no_button_breaks_the_form(do: str, stops: list[str]) -> None:
    form = MultiDict([("do", do), *(("stop", stop) for stop in stops)])
    changed = pressed(edit_in(form, None), form)
    assert changed is None or set(changed.stations) <= set(stops)


def test_an_edit_that_changes_nothing_gives_the_same_catalogue_without_a_remark() -> None:
    for line in CATALOGUE.lines:
        edit = edit_of(line)
        assert line_faults(edit, CATALOGUE) == {}
        assert with_line(CATALOGUE, edit) == (CATALOGUE, line.id)
    assert remarks(CATALOGUE, CATALOGUE) == ()


def test_a_new_line_gets_an_id_of_its_own() -> None:
    edit = LineEdit(None, "X", "Robotica", "", "#202060", LINE.stations[:2])
    assert with_line(CATALOGUE, edit)[1] == "robotica-2"
