"""The pages of the studio: written in, sent in, reviewed, published; and who may not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from lines.network.service import current_network
from lines.studio import reviewing, service
from lines.studio.document import FIELDS, fingerprints
from lines.studio.domain import Draft, State
from tests.factories import studio
from tests.support.pages import PageClient
from tests.support.people import office_person, sign_in

BASE = "/academies/academie-haarlem/stations"
LOCAL = {"lines__0__line": "", "no_line": "yes"}


@pytest.fixture
def made(session: Session) -> studio.Studio:
    return studio.studio(session)


@pytest.fixture
def editor(client: PageClient, session: Session, made: studio.Studio) -> PageClient:
    """A browser of an editor."""
    sign_in(client, session, made.editor)
    return client


def other(app: Any, session: Session, person: int) -> PageClient:
    """Another browser, of `person`."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    sign_in(client, session, person)
    return client


def shown(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&#34;", '"')


def sent(page: str, **changes: str | list[str]) -> dict[str, Any]:
    """The right form as the page at hand would send it."""
    return studio.form(**changes) | {"revision": shown(page, "revision"), "seen": shown(page, "seen")}


def begun(client: PageClient) -> str:
    """The address of a new draft."""
    answer = client.post(f"{BASE}/new", data={"way": "empty"})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def stored(session: Session, made: studio.Studio, address: str) -> Draft:
    session.expire_all()
    return service.draft_of(session, made.academy, int(address.rsplit("/", 1)[1]))


def test_a_station_is_written_sent_in_approved_by_the_office_and_on_the_map(
    app: Any, editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    page = editor.get(address).text
    answer = editor.post(address, data=sent(page) | {"then": "submit"})
    assert answer.status_code == 303
    assert "Terugtrekken" in editor.get(address).text
    office = other(app, session, office_person(session))
    number = address.rsplit("/", 1)[1]
    assert "Trillingen voelen" in office.get("/office/reviews").text
    assert "Leg je <strong>hand</strong>" in office.get(f"/office/reviews/{number}").text
    approved = office.post(f"/office/reviews/{number}", data={"number": "1", "decision": "approved"})
    assert approved.status_code == 303
    assert "Je voelt of een lager stuk gaat." in client_page(app, "/stations/trillingen-voelen")
    assert "Station erbij: Trillingen voelen" in office.get("/office/publications").text
    assert "op de kaart" in editor.get(BASE).text


def client_page(app: Any, path: str) -> str:
    text: str = app.test_client().get(path).text
    return text


def test_what_is_typed_comes_back_in_the_form_and_saving_twice_changes_nothing(
    editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    editor.post(address, data=sent(editor.get(address).text))
    first = stored(session, made, address)
    assert first.document == studio.document()
    page = editor.get(address).text
    for words in ("Trillingen voelen", "145,00", 'value="Sensoren plaatsen"', "Leg je **hand** op het huis."):
        assert words in page
    editor.post(address, data=sent(page, prerequisites__all=["Sensoren plaatsen"]))
    assert stored(session, made, address).revision == first.revision


def test_the_signs_of_the_form_are_those_of_the_document() -> None:
    document = studio.document()
    assert fingerprints(document).keys() == set(FIELDS)
    assert fingerprints(document) != fingerprints({**document, "goal_nl": "Anders"})


@pytest.mark.parametrize("kind", ["text", "image", "video", "download", "assignment", "check"])
def test_a_step_of_each_kind_is_added_without_a_script(
    editor: PageClient, session: Session, made: studio.Studio, kind: str
) -> None:
    address = begun(editor)
    answer = editor.post(address, data=sent(editor.get(address).text) | {"add": f"steps-{kind}"})
    assert answer.headers["Location"].endswith("#activity")
    assert [step["kind"] for step in stored(session, made, address).document["steps"]] == ["text", "check", kind]
    assert editor.get(address).status_code == 200


def test_what_is_missing_stands_beside_its_field_and_the_draft_stays(
    editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    typed = sent(editor.get(address).text, goal_nl="", steps__1__kind="text", steps__1__body_nl="x", price="veel")
    answer = editor.post(address, data=typed | {"then": "submit"})
    assert answer.status_code == 400
    for words in ('id="goal_nl-error"', 'id="price-error"', "Bewijs ontbreekt", 'value="veel"'):
        assert words in answer.text
    assert stored(session, made, address).state is State.DRAFT


def part(revision: int, **values: str) -> dict[str, Any]:
    """What the script sends."""
    groups = [name.partition("-")[0] for name in values]
    return {"revision": revision, "changed": groups, "values": {name: [value] for name, value in values.items()}}


def test_the_script_saves_a_field_and_hears_what_is_missing(
    editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    answer = editor.patch(address, json=part(1, goal_nl="Je voelt het."))
    assert (answer.status_code, answer.get_json()["revision"]) == (200, 2)
    assert "need" in answer.get_json()["unfinished"]
    assert "Bewijs ontbreekt" in answer.get_json()["proof"]
    assert stored(session, made, address).document["goal_nl"] == "Je voelt het."


def test_two_editors_at_once_keep_both_and_the_same_field_is_shown_twice(
    app: Any, editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    sanne = other(app, session, made.colleague)
    sanne.patch(address, json=part(1, goal_nl="Van Sanne"))
    assert editor.patch(address, json=part(1, place="Delft")).status_code == 200
    answer = editor.patch(address, json=part(1, goal_nl="Van Ed"))
    assert answer.status_code == 409
    clash = answer.get_json()["clashes"][0]
    assert (clash["person"], clash["theirs"], clash["yours"]) == ("Sanne Bakker", "Van Sanne", "Van Ed")
    draft = stored(session, made, address)
    assert (draft.document["goal_nl"], draft.document["place"]) == ("Van Sanne", "Delft")


def test_without_a_script_a_clash_keeps_what_was_typed_and_shows_both(
    app: Any, editor: PageClient, session: Session, made: studio.Studio
) -> None:
    address = begun(editor)
    page = editor.get(address).text
    other(app, session, made.colleague).patch(address, json=part(1, goal_nl="Van Sanne"))
    answer = editor.post(address, data=sent(page, goal_nl="Van Ed"))
    assert answer.status_code == 409
    for words in ("Sanne Bakker heeft intussen iets veranderd", ">Van Sanne<", ">Van Ed</textarea>"):
        assert words in answer.text
    assert stored(session, made, address).document["goal_nl"] == "Van Sanne"
    assert editor.post(address, data=sent(answer.text, goal_nl="Van ons")).status_code == 303
    assert stored(session, made, address).document["goal_nl"] == "Van ons"


JUNK: list[object] = [
    None, [], {}, {"revision": "x"}, {"revision": 1, "changed": "a", "values": {}},
    {"revision": 1, "changed": ["a"], "values": {"a": "b"}}, {"revision": True, "changed": [], "values": {}},
    {"revision": 1, "changed": ["goal_nl"], "values": {"goal_nl": ["x" * 6000]}},
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_junk_from_a_script_is_refused(editor: PageClient, junk: object) -> None:
    assert editor.patch(begun(editor), json=junk).status_code == 400


def test_a_preview_is_clean_html(editor: PageClient) -> None:
    address = f"{begun(editor)}/preview"
    answer = editor.post(address, json={"markdown": "**vet** <script>x</script> [k](javascript:x)"})
    assert answer.json == {"html": "<p><strong>vet</strong> &lt;script&gt;x&lt;/script&gt; [k](javascript:x)</p>\n"}
    assert "100 kB" in editor.post(address, json={"markdown": "x" * 100_001}).get_json()["html"]
    assert editor.post(address, json={"markdown": 3}).status_code == 400


def test_a_colleague_gives_back_with_a_comment_that_stands_beside_the_field(
    app: Any, editor: PageClient, session: Session, made: studio.Studio
) -> None:
    draft = studio.draft(session, made, **LOCAL)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    address = f"{BASE}/{draft.id}"
    assert "Je schreef zelf" in editor.get(f"{address}/review").text
    sanne = other(app, session, made.colleague)
    empty = sanne.post(f"{address}/review", data={"number": "1", "decision": "returned"})
    assert empty.status_code == 400
    said = {"number": "1", "decision": "returned", "comment-goal_nl": "Wat kun je dan?"}
    assert sanne.post(f"{address}/review", data=said).status_code == 303
    assert "Wat kun je dan?" in editor.get(address).text
    assert sanne.get(f"{address}/review").status_code == 409


def test_a_second_reviewer_hears_that_it_was_done(
    app: Any, session: Session, made: studio.Studio, client: PageClient
) -> None:
    draft = studio.draft(session, made, **LOCAL)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    approve = {"number": "1", "decision": "approved"}
    sign_in(client, session, made.colleague)
    assert client.post(f"{BASE}/{draft.id}/review", data=approve).status_code == 303
    assert client.post(f"{BASE}/{draft.id}/review", data=approve).status_code == 409


def test_versions_are_compared_and_restored(editor: PageClient, session: Session, made: studio.Studio) -> None:
    draft = studio.draft(session, made)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    address = f"{BASE}/{draft.id}"
    assert editor.post(f"{address}/withdraw").status_code == 303
    editor.patch(address, json=part(draft.revision, goal_nl="Je hoort of een lager stuk gaat."))
    page = editor.get(f"{address}/versions/1").text
    assert "<del>voelt </del><ins>hoort </ins>" in page
    assert editor.post(f"{address}/restore", data={"number": "1"}).status_code == 303
    assert stored(session, made, address).document["goal_nl"] == studio.FORM["goal_nl"]
    assert editor.get(f"{address}/versions/9").status_code == 404


def test_a_station_of_the_map_is_an_example_or_given_as_well(
    editor: PageClient, session: Session, made: studio.Studio
) -> None:
    like = editor.post(f"{BASE}/new", data={"way": "like", "station": "Trillingen meten"}).headers["Location"]
    same = editor.post(f"{BASE}/new", data={"way": "same", "station": "trillingen meten"}).headers["Location"]
    example, adopted = stored(session, made, like), stored(session, made, same)
    assert (example.station, example.based_on, example.document["name_nl"]) == (None, "trillingen-meten", "")
    assert (adopted.station, adopted.document["name_nl"]) == ("trillingen-meten", "Trillingen meten")
    assert editor.get(same).status_code == 200
    wrong = editor.post(f"{BASE}/new", data={"way": "same", "station": "Bestaat niet"})
    assert wrong.status_code == 400
    assert 'value="Bestaat niet"' in wrong.text


def test_a_station_is_taken_off_the_map_and_the_office_puts_the_network_back(
    app: Any, editor: PageClient, session: Session, made: studio.Studio
) -> None:
    draft = studio.draft(session, made, **LOCAL)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    reviewing.approve(session, draft, 1, reviewing.Desk.ACADEMY, made.colleague)
    assert "Haal van de kaart" in editor.get(f"{BASE}/{draft.id}").text
    assert editor.post(f"{BASE}/{draft.id}/retire").status_code == 303
    assert "van de kaart" in editor.get(BASE).text
    office = other(app, session, office_person(session))
    assert "Station weg: Trillingen voelen" in office.get("/office/publications").text
    assert office.post("/office/publications/2/restore").status_code == 303
    assert "trillingen-voelen" in current_network(session).catalogue.station_by_id
    assert office.post("/office/publications/4/restore").status_code == 409
    assert office.post("/office/publications/99/restore").status_code == 404


def test_the_page_of_a_station_tells_its_steps(app: Any, session: Session, made: studio.Studio) -> None:
    draft = studio.draft(session, made, **LOCAL)
    reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    reviewing.approve(session, draft, 1, reviewing.Desk.ACADEMY, made.colleague)
    page = client_page(app, "/stations/trillingen-voelen")
    assert "<li>Voelen</li>" in page
    assert "<li>Check</li>" in page
