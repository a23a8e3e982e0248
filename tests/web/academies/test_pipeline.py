"""The pipeline of the network office: stages, notes, what comes next, and opening an academy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from academies.franchise import repository, service
from academies.franchise.domain import Stage
from academies.members.domain import Organisation
from academies.members.repository import open_invitations
from academies.tenants.models import Academy
from metro.kernel import clock
from metro.kernel.permissions import Role
from tests.factories import academies, companies
from tests.support.pages import PageClient
from tests.support.people import office_person, sign_in

AGREEMENT = {
    "version": "2026-1", "fee": "12,5", "territory": ["Overijssel", "Gelderland"], "starts_on": "2026-12-01",
    "ends_on": "", "slug": "fieldlab-twente", "email": "baas@fieldlab.example",
}  # fmt: skip


@pytest.fixture
def office(client: PageClient, session: Session) -> int:
    """Somebody of the office, signed in."""
    made = office_person(session)
    sign_in(client, session, made)
    return made


def at(session: Session, *stages: str, actor: int = 1) -> int:
    """A request that went through `stages`."""
    row = academies.request(session)
    for stage in stages:
        service.move(session, row.id, Stage(stage), actor)
    session.commit()
    return row.id


def test_the_pipeline_is_empty_with_a_way_on_and_then_shows_who_waits(
    client: PageClient, session: Session, office: int
) -> None:
    assert "/academies/new" in client.get("/office/pipeline").text
    number = at(session)
    service.plan(session, number, office, "Bellen", clock.now().date() - timedelta(days=2), office)
    session.commit()
    page = client.get("/office/pipeline").text
    assert "Fieldlab Twente" in page
    assert "2 dagen te laat" in page
    assert "Karin Kantoor" in page
    assert "nieuwe aanvragen" in client.get("/office").text


def test_a_request_is_planned_noted_and_moved(client: PageClient, session: Session, office: int) -> None:
    base = f"/office/pipeline/{at(session)}"
    assert "Lasrobots instellen" in client.get(base).text
    form = {"next_action": "Bellen", "next_action_on": "2027-01-10", "owner": str(office)}
    assert client.post(f"{base}/plan", data=form).status_code == 303
    assert client.post(f"{base}/notes", data={"note": "Sprak Ada.\nWil in mei."}).status_code == 303
    assert client.post(f"{base}/stage", data={"stage": "talking"}).status_code == 303
    page = client.get(base).text
    assert 'value="2027-01-10"' in page
    assert "Sprak Ada.\nWil in mei." in page
    assert "in gesprek" in page


@pytest.mark.parametrize(
    ("path", "form", "kept"),
    [
        ("plan", {"next_action": "", "next_action_on": "2027-01-10"}, 'value="2027-01-10"'),
        ("plan", {"next_action": "x" * 161}, "x" * 161),
        ("plan", {"next_action": "Bellen", "next_action_on": "morgen"}, 'value="Bellen"'),
        ("plan", {"next_action": "Bellen", "owner": "1"}, 'value="Bellen"'),
        ("notes", {"note": " "}, "note-error"),
        ("notes", {"note": "y" * 2001}, "y" * 2001),
        ("stage", {"stage": "live"}, "stage-error"),
        ("stage", {"stage": "onboarding"}, "stage-error"),
        ("stage", {"stage": "elders"}, "stage-error"),
        ("stage", {}, "stage-error"),
    ],
)
def test_bad_input_is_refused_beside_its_form_and_kept(
    client: PageClient, session: Session, office: int, path: str, form: dict[str, str], kept: str
) -> None:
    base = f"/office/pipeline/{at(session)}"
    answer = client.post(f"{base}/{path}", data=form)
    assert answer.status_code == 400
    assert kept in answer.text
    row = repository.request(session, int(base.rpartition("/")[2]))
    assert row is not None
    assert (row.stage, row.next_action, repository.notes(session, row.id)) == ("requested", "", [])


def test_approval_opens_the_academy_under_its_agreement(client: PageClient, session: Session, office: int) -> None:
    number = at(session, "talking", "agreement")
    base = f"/office/pipeline/{number}"
    assert 'value="fieldlab-twente"' in client.get(base).text
    assert client.post(f"{base}/approve", data=AGREEMENT).status_code == 303
    row = repository.request(session, number)
    assert row is not None
    assert row.academy_id is not None
    academy = session.get_one(Academy, row.academy_id)
    assert (academy.name, academy.region, academy.stage) == ("Fieldlab Twente", "Overijssel", "onboarding")
    [agreement] = repository.agreements(session, academy.id)
    assert (agreement.fee_basis_points, agreement.territory) == (1250, ["Gelderland", "Overijssel"])
    [invited] = open_invitations(session, Organisation(academy=academy.id))
    assert (invited.Invitation.email, invited.Invitation.roles) == ("baas@fieldlab.example", ["academy-owner"])
    page = client.get(base).text
    assert "12,5 %" in page
    assert client.post(f"{base}/approve", data={**AGREEMENT, "slug": "nog-een"}).status_code == 400
    assert session.query(Academy).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", ""), ("fee", "vijf"), ("fee", "50,01"), ("fee", "-1"), ("territory", []), ("territory", ["Mars"]),
        ("starts_on", ""), ("starts_on", "0001-01-01"), ("ends_on", "2026-11-30"), ("slug", "Met Spatie"),
        ("slug", "new"), ("email", "geen adres"),
    ],
)  # fmt: skip
def test_an_agreement_that_is_not_right_opens_nothing(
    client: PageClient, session: Session, office: int, field: str, value: str
) -> None:
    base = f"/office/pipeline/{at(session, 'talking', 'agreement')}"
    answer = client.post(f"{base}/approve", data={**AGREEMENT, field: value})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert "2026-1" in answer.text or field == "version"
    assert session.query(Academy).count() == 0


def test_an_academy_opens_only_from_the_agreement_and_only_when_it_is_ready(
    client: PageClient, session: Session, office: int
) -> None:
    early = at(session)
    assert client.post(f"/office/pipeline/{early}/approve", data=AGREEMENT).status_code == 400
    base = f"/office/pipeline/{at(session, 'talking', 'agreement')}"
    client.post(f"{base}/approve", data=AGREEMENT)
    answer = client.post(f"{base}/stage", data={"stage": "live"})
    assert answer.status_code == 400
    assert "Dit ontbreekt nog" in answer.text
    assert client.post(f"{base}/stage", data={"stage": "ended"}).status_code == 303
    assert client.post(f"{base}/stage", data={"stage": "live"}).status_code == 400
    assert session.query(Academy).one().stage == "ended"


def test_nobody_else_opens_the_pipeline(client: PageClient, session: Session) -> None:
    base = f"/office/pipeline/{at(session)}"
    pages = ("/office/pipeline", base)
    assert {client.get(page).status_code for page in pages} == {303}
    here = academies.academy(session)
    sign_in(client, session, academies.worker(session, here.id))
    assert {client.get(page).status_code for page in pages} == {404}
    sign_in(client, session, office_person(session, Role.OPERATOR, email="beheer@netwerk.example"))
    assert {client.get(page).status_code for page in pages} == {403}
    for path in ("stage", "notes", "plan", "approve"):
        assert client.post(f"{base}/{path}").status_code == 403


def test_a_request_that_is_not_there_is_no_page(client: PageClient, session: Session, office: int) -> None:
    for number in (10**9, 2**63):
        assert client.get(f"/office/pipeline/{number}").status_code == 404
        for path in ("stage", "notes", "plan", "approve"):
            form = {**AGREEMENT, "stage": "talking", "note": "x"}
            assert client.post(f"/office/pipeline/{number}/{path}", data=form).status_code == 404
    assert client.get(f"/office/pipeline/{at(session)}/stage").status_code == 405


def test_a_note_stays_when_its_writer_has_left(client: PageClient, session: Session, office: int) -> None:
    number = at(session)
    service.write_note(session, number, "Van toen", companies.person(session, "Weg Gegaan"))
    session.commit()
    assert "oud-collega" in client.get(f"/office/pipeline/{number}").text
