"""From a mail to the first page: looking uses nothing up, one button joins, everything else says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from academies.members.models import Invitation
from metro.accounts.models import Credential, Membership
from metro.kernel import clock
from metro.kernel.permissions import Role
from tests.factories.companies import invitation, person, signed_in, world
from tests.support.pages import PageClient


def _places(session: Session, company: int, person_id: int) -> list[list[str]]:
    statement = select(Membership.roles).where(Membership.company_id == company, Membership.person_id == person_id)
    return list(session.execute(statement).scalars())


def test_a_newcomer_is_in_with_a_name_and_one_button(client: PageClient, session: Session) -> None:
    nova = world(session)
    page = client.get(f"/invitations/{nova.secret}").get_data(as_text=True)
    assert "Nova Metaal BV nodigt je uit" in page
    assert "Nova Metaal BV baas" in page
    answer = client.post(f"/invitations/{nova.secret}", data={"name": "Sanne Bakker"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert client.get("/me").status_code == 200
    row = session.execute(
        select(Credential).where(Credential.email == f"sanne{nova.company}@werk.example")
    ).scalar_one()
    assert _places(session, nova.company, row.person_id) == [["learner"]]


def test_looking_uses_nothing_up(client: PageClient, session: Session) -> None:
    nova = world(session)
    for _each in range(3):
        assert client.get(f"/invitations/{nova.secret}").status_code == 200
    session.expire_all()
    assert session.get_one(Invitation, nova.invitation).accepted_at is None


def test_a_newcomer_without_a_name_is_asked_for_it_and_nothing_happens(client: PageClient, session: Session) -> None:
    nova = world(session)
    answer = client.post(f"/invitations/{nova.secret}", data={"name": "  "})
    assert answer.status_code == 400
    assert "Vul je naam in" in answer.get_data(as_text=True)
    session.expire_all()
    assert session.get_one(Invitation, nova.invitation).accepted_at is None


def test_an_existing_account_with_another_address_takes_part(app: Flask, session: Session) -> None:
    nova = world(session)
    sanne = person(session, "Sanne Privé", "sanne@thuis.example")
    client = signed_in(app, session, sanne)
    assert "Doe mee als Sanne Privé" in client.get(f"/invitations/{nova.secret}").get_data(as_text=True)
    for _twice in range(2):
        assert client.post(f"/invitations/{nova.secret}").headers["Location"] == "/me"
    assert client.get(f"/invitations/{nova.secret}").headers["Location"] == "/me"
    assert _places(session, nova.company, sanne) == [["learner"]]


def test_an_address_with_an_account_is_sent_to_sign_in_and_back(client: PageClient, session: Session) -> None:
    nova = world(session)
    person(session, "Sanne Bakker", f"sanne{nova.company}@werk.example")
    session.commit()
    page = client.get(f"/invitations/{nova.secret}").get_data(as_text=True)
    assert f"/sign-in?next=/invitations/{nova.secret}" in page
    answer = client.post(f"/invitations/{nova.secret}", data={"name": "Iemand anders"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303, f"/sign-in?next=%2Finvitations%2F{nova.secret}"
    )  # fmt: skip


def test_who_belongs_already_keeps_the_role_there_is(app: Flask, session: Session) -> None:
    nova = world(session)
    _row, secret = invitation(
        session, nova.company, "meer@werk.example", nova.manager.person_id, Role.COMPANY_MANAGER
    )  # fmt: skip
    client = signed_in(app, session, nova.learner.person_id)
    assert client.post(f"/invitations/{secret}").status_code == 303
    assert _places(session, nova.company, nova.learner.person_id) == [["learner"]]


@pytest.mark.parametrize(
    ("state", "words"),
    [("withdrawn", "ingetrokken"), ("expired", "verlopen"), ("resent", "werkt niet"), ("never", "werkt niet")],
)
def test_a_link_that_works_no_more_says_so(client: PageClient, session: Session, state: str, words: str) -> None:
    nova = world(session)
    row = session.get_one(Invitation, nova.invitation)
    if state == "withdrawn":
        row.withdrawn_at = clock.now()
    elif state == "expired":
        row.expires_at = clock.now() - timedelta(seconds=1)
    else:
        row.token_hash = None
    session.commit()
    for answer in (client.get(f"/invitations/{nova.secret}"), client.post(f"/invitations/{nova.secret}")):
        assert answer.status_code == 404
        assert words in answer.get_data(as_text=True)


def test_a_used_link_lets_nobody_else_in(app: Flask, client: PageClient, session: Session) -> None:
    nova = world(session)
    client.post(f"/invitations/{nova.secret}", data={"name": "Sanne Bakker"})
    thief = person(session, "Dief")
    other = signed_in(app, session, thief)
    assert "al gebruikt" in other.get(f"/invitations/{nova.secret}").get_data(as_text=True)
    assert other.post(f"/invitations/{nova.secret}").status_code == 409
    fresh = app.test_client()
    assert fresh.post(f"/invitations/{nova.secret}", data={"name": "Nog een"}).status_code == 303  # to sign in
    assert _places(session, nova.company, thief) == []
