"""People, cards and teams on a company's pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from academies.companies.models import Team
from lines.api import StopsDone
from lines.journeys.service import note_progress
from metro.accounts.models import Card, Credential, Membership
from metro.accounts.secrets import digest_of
from metro.kernel.audit import AuditEntry
from metro.kernel.permissions import Role
from tests.factories.companies import World, member, signed_in, world
from tests.support.pages import PageClient
from tests.support.queries import counted_queries


@pytest.fixture
def nova(session: Session) -> World:
    """A company with one of everything."""
    return world(session)


@pytest.fixture
def manager(app: Flask, session: Session, nova: World) -> PageClient:
    """Its manager, signed in."""
    return signed_in(app, session, nova.manager.person_id)


def test_the_home_shows_stops_done_and_their_sum(manager: PageClient, session: Session, nova: World) -> None:
    note_progress(session, nova.learner.person_id, StopsDone(2, 5))
    note_progress(session, nova.viewer.person_id, StopsDone(6, 6))
    session.commit()
    page = manager.get(f"/companies/{nova.company}").get_data(as_text=True)
    for words in ("2/5", "6/6", "rijdt", "aangekomen", "nog niet begonnen", "uitgenodigd", "Nodig mensen uit"):
        assert words in page
    assert re.search(r"<dd>8 <small>van 11", page)
    assert "Je ziet voortgang, geen antwoorden of scores" in page


def test_a_team_can_be_looked_at_by_itself(manager: PageClient, nova: World) -> None:
    page = manager.get(f"/companies/{nova.company}/people?team=Ploeg+1").get_data(as_text=True)
    assert "Nova Metaal BV monteur" in page
    assert "Nova Metaal BV kijker" not in page


def test_opening_a_colleagues_page_is_written_down_and_opening_ones_own_is_not(
    manager: PageClient, session: Session, nova: World
) -> None:
    for place in (nova.learner, nova.manager):
        assert manager.get(f"/companies/{nova.company}/people/{place.id}").status_code == 200
    rows = session.execute(select(AuditEntry).where(AuditEntry.verb == "company:person:view")).scalars().all()
    assert [(row.actor_id, row.person_id, row.company_id) for row in rows] == [
        (nova.manager.person_id, nova.learner.person_id, nova.company)
    ]


def test_role_team_and_job_profile_can_be_changed(manager: PageClient, session: Session, nova: World) -> None:
    path = f"/companies/{nova.company}/people/{nova.viewer.id}"
    profile = re.search(r'<option value="([a-z-]+)"', manager.get(path).get_data(as_text=True).split("job_profile")[-1])
    assert profile is not None
    form = {"role": "manager", "team": str(nova.team), "job_profile": profile[1]}
    assert manager.post(path, data=form).status_code == 303
    session.expire_all()
    row = session.get_one(Membership, nova.viewer.id)
    assert (row.roles, row.team_id, row.job_profile) == (["manager"], nova.team, profile[1])


def test_the_last_manager_stays(manager: PageClient, session: Session, nova: World) -> None:
    path = f"/companies/{nova.company}/people/{nova.manager.id}"
    changed = manager.post(path, data={"role": "viewer"})
    assert changed.status_code == 409
    assert "laatste beheerder" in changed.get_data(as_text=True)
    assert 'id="role-error"' in changed.get_data(as_text=True)
    assert manager.post(f"{path}/end").status_code == 409
    member(session, nova.company, "Tweede baas", Role.COMPANY_MANAGER)
    session.commit()
    assert manager.post(path, data={"role": "learner"}).headers["Location"] == "/me"
    assert manager.get(f"/companies/{nova.company}").status_code == 403


def test_with_the_end_of_a_place_the_view_ends(manager: PageClient, session: Session, nova: World) -> None:
    note_progress(session, nova.learner.person_id, StopsDone(2, 5))
    session.commit()
    path = f"/companies/{nova.company}/people/{nova.learner.id}"
    assert manager.post(f"{path}/end").status_code == 303
    assert manager.get(path).status_code == 404
    for page in ("", "/people"):
        text = manager.get(f"/companies/{nova.company}{page}").get_data(as_text=True)
        assert "Nova Metaal BV monteur" not in text
        assert "2/5" not in text
    session.expire_all()
    assert session.get_one(Membership, nova.learner.id).ended_at is not None


def test_a_team_goes_and_its_people_stay(manager: PageClient, session: Session, nova: World) -> None:
    path = f"/companies/{nova.company}/teams"
    assert manager.post(path, data={"name": "ploeg 1"}).status_code == 400
    assert manager.post(path, data={"name": " "}).status_code == 400
    assert manager.post(f"{path}/{nova.team}", data={"name": "Nacht"}).status_code == 303
    assert "Nacht" in manager.get(path).get_data(as_text=True)
    assert manager.post(f"{path}/{nova.team}/delete").status_code == 303
    session.expire_all()
    assert session.get(Team, nova.team) is None
    assert session.get_one(Membership, nova.learner.id).team_id is None


def test_a_team_of_somebody_who_left_can_go(manager: PageClient, session: Session, nova: World) -> None:
    manager.post(f"/companies/{nova.company}/people/{nova.learner.id}/end")
    assert manager.post(f"/companies/{nova.company}/teams/{nova.team}/delete").status_code == 303


def _new_holder(manager: PageClient, nova: World) -> tuple[str, str]:
    """The page and the secret of a card for somebody new."""
    form = {"name": "Piet Kaart", "team": str(nova.team)}
    answer = manager.post(f"/companies/{nova.company}/people/cards/new", data=form)
    page = manager.post(answer.headers["Location"]).get_data(as_text=True)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="qr"' in page
    return answer.headers["Location"], page


def test_somebody_without_an_address_gets_a_card_that_is_shown_once(
    manager: PageClient, session: Session, nova: World
) -> None:
    where, page = _new_holder(manager, nova)
    assert "Piet Kaart" in page
    card = session.execute(select(Card)).scalar_one()
    credential = session.execute(select(Credential).where(Credential.person_id == card.person_id)).scalar_one()
    assert (card.company_id, credential.email) == (nova.company, None)
    manager.post(where)
    session.expire_all()
    cards = session.execute(select(Card).order_by(Card.id)).scalars().all()
    assert [each.revoked_at is None for each in cards] == [False, True]
    shown = manager.get(where.removesuffix("/card")).get_data(as_text=True)
    assert "stapt in met een kaart" in shown


def test_a_revoked_card_lets_nobody_in(manager: PageClient, app: Flask, session: Session, nova: World) -> None:
    where, _page = _new_holder(manager, nova)
    card = session.execute(select(Card)).scalar_one()
    card.token_hash = digest_of("the secret on the card")
    session.commit()
    assert app.test_client().get("/card/the secret on the card").status_code == 200
    assert manager.post(f"{where}/revoke").status_code == 303
    assert app.test_client().get("/card/the secret on the card").status_code == 404


def test_who_has_an_address_gets_no_card(manager: PageClient, session: Session, nova: World) -> None:
    assert manager.post(f"/companies/{nova.company}/people/{nova.learner.id}/card").status_code == 409
    assert session.execute(select(Card)).first() is None


PAGES = ["", "/people", "/people/{member}", "/teams", "/invitations", "/requests", "/settings", "/audit"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_eight_questions_at_most_however_many_people(
    manager: PageClient, session: Session, engine: Engine, nova: World, path: str
) -> None:
    url = f"/companies/{nova.company}{path.format(member=nova.learner.id)}"
    manager.get(url)
    with counted_queries(engine) as few:
        manager.get(url)
    for number in range(12):
        joined = member(session, nova.company, f"Reiziger {number}", team=nova.team)
        note_progress(session, joined.person_id, StopsDone(number, 12))
    session.commit()
    with counted_queries(engine) as many:
        assert manager.get(url).status_code == 200
    assert len(many) == len(few) <= 8, many
