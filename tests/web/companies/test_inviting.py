"""Inviting by form and by list, sending again, withdrawing."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academies.companies.models import Team
from academies.members.domain import INVITATION_VALID
from academies.members.models import Invitation
from tests.factories.companies import World, signed_in, world
from tests.support.pages import PageClient


def _invited(session: Session, company: int) -> dict[str, Invitation]:
    session.expire_all()
    rows = session.execute(select(Invitation).where(Invitation.company_id == company)).scalars()
    return {row.email: row for row in rows}


@pytest.fixture
def nova(session: Session) -> World:
    """A company with one of everything."""
    return world(session)


@pytest.fixture
def manager(app: Flask, session: Session, nova: World) -> PageClient:
    """Its manager, signed in."""
    return signed_in(app, session, nova.manager.person_id)


def test_an_invitation_says_whom_for_what(manager: PageClient, session: Session, nova: World) -> None:
    form = {"name": "Bram de Wit", "email": " Bram@Werk.Example ", "role": "viewer", "team": str(nova.team)}
    assert manager.post(f"/companies/{nova.company}/invitations", data=form).status_code == 303
    row = _invited(session, nova.company)["bram@werk.example"]
    assert (row.name, row.roles, row.team_id, row.token_hash) == ("Bram de Wit", ["viewer"], nova.team, None)
    assert row.expires_at - row.created_at == INVITATION_VALID
    page = manager.get(f"/companies/{nova.company}/invitations").get_data(as_text=True)
    assert "bram@werk.example" in page
    assert "mail gaat zo weg" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("email", "bram", "geen e-mailadres"), ("name", "", "naam"), ("role", "operator", "Kies een van deze rollen")],
)
def test_a_wrong_field_stands_beside_its_field(
    manager: PageClient, session: Session, nova: World, field: str, value: str, words: str
) -> None:
    form = {"name": "Bram <b>", "email": "bram@werk.example", "role": "learner"} | {field: value}
    answer = manager.post(f"/companies/{nova.company}/invitations", data=form)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page, f'id="{field}-error"' in page) == (400, True, True)
    assert field == "name" or "Bram &lt;b&gt;" in page
    assert "bram@werk.example" not in _invited(session, nova.company)


def test_somebody_is_invited_once(manager: PageClient, session: Session, nova: World) -> None:
    form = {"name": "Bram", "email": "bram@werk.example", "role": "learner"}
    answers = [manager.post(f"/companies/{nova.company}/invitations", data=form) for _each in range(2)]
    assert [answer.status_code for answer in answers] == [303, 400]
    assert "al uitgenodigd" in answers[1].get_data(as_text=True)


def test_a_team_of_another_company_cannot_be_chosen(manager: PageClient, session: Session, nova: World) -> None:
    other = world(session, "Andere BV")
    form = {"name": "Bram", "email": "bram@werk.example", "role": "learner", "team": str(other.team)}
    assert manager.post(f"/companies/{nova.company}/invitations", data=form).status_code == 303
    assert _invited(session, nova.company)["bram@werk.example"].team_id is None


def test_sending_again_kills_the_old_link_at_once(
    manager: PageClient, client: PageClient, session: Session, nova: World
) -> None:
    path = f"/companies/{nova.company}/invitations/{nova.invitation}"
    assert manager.post(f"{path}/resend").status_code == 303
    assert client.get(f"/invitations/{nova.secret}").status_code == 404
    assert manager.post(f"{path}/withdraw").status_code == 303
    assert manager.post(f"{path}/resend").status_code == 404


def test_one_mailbox_is_not_filled(manager: PageClient, nova: World) -> None:
    path = f"/companies/{nova.company}/invitations/{nova.invitation}/resend"
    answers = [manager.post(path) for _each in range(7)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429]
    assert "Retry-After" in answers[-1].headers


LIST = (
    "Naam;E-mail;Team\nBram de Wit;bram@werk.example;Ploeg 1\nLotte;lotte@werk.example;Nieuwe ploeg\nFout;geen adres;\n"
)


def test_a_list_is_first_shown_and_then_carried_out(manager: PageClient, session: Session, nova: World) -> None:
    before = len(_invited(session, nova.company))
    path = f"/companies/{nova.company}/invitations/import"
    shown = manager.post(path, data={"file": (io.BytesIO(LIST.encode("cp1252")), "lijst.csv")})
    page = shown.get_data(as_text=True)
    assert "2 nieuw, 0 al uitgenodigd, 0 al lid, 1 met een fout" in page
    assert "Nieuwe ploeg" in page
    assert "e-mailadres: Dit is geen e-mailadres" in page
    assert len(_invited(session, nova.company)) == before
    for _twice in range(2):
        answer = manager.post(f"{path}/confirm", data={"list": LIST, "new_team": ["Nieuwe ploeg"]})
        assert answer.status_code == 303
    rows = _invited(session, nova.company)
    assert len(rows) == before + 2
    assert rows["bram@werk.example"].team_id == nova.team
    made = session.get_one(Team, rows["lotte@werk.example"].team_id)
    assert (made.name, made.company_id) == ("Nieuwe ploeg", nova.company)
    again = manager.post(path, data={"list": LIST}).get_data(as_text=True)
    assert "0 nieuw, 2 al uitgenodigd" in again


def test_a_team_that_is_not_ticked_is_not_made(manager: PageClient, session: Session, nova: World) -> None:
    manager.post(f"/companies/{nova.company}/invitations/import/confirm", data={"list": LIST, "new_team": ["Hacker"]})
    assert _invited(session, nova.company)["lotte@werk.example"].team_id is None
    names = session.execute(select(Team.name).where(Team.company_id == nova.company)).scalars().all()
    assert names == ["Ploeg 1"]


def test_who_came_in_by_an_invitation_is_a_member_in_the_next_list(
    manager: PageClient, client: PageClient, session: Session, nova: World
) -> None:
    client.post(f"/invitations/{nova.secret}", data={"name": "Sanne"})
    listed = f"Sanne;sanne{nova.company}@werk.example"
    page = manager.post(f"/companies/{nova.company}/invitations/import", data={"list": listed}).get_data(as_text=True)
    assert "1 al lid" in page


@pytest.mark.parametrize("text", ["", "naam;team\nBram;Ploeg\n", "a@b.nl\n" * 501])
def test_a_list_that_cannot_be_used_says_why_and_stays(manager: PageClient, nova: World, text: str) -> None:
    answer = manager.post(f"/companies/{nova.company}/invitations/import", data={"list": text})
    assert answer.status_code == 400
    assert 'id="list-error"' in answer.get_data(as_text=True)


def test_the_same_address_twice_in_a_list_names_the_other_row(manager: PageClient, nova: World) -> None:
    listed = "Bram;bram@werk.example\nBram;BRAM@werk.example"
    page = manager.post(f"/companies/{nova.company}/invitations/import", data={"list": listed}).get_data(as_text=True)
    assert "staat ook op regel 1" in page
