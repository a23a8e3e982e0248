"""What the corpora found once stays mended."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from metro.accounts import cards, sessions
from metro.kernel.db import make_engine
from metro.web.actors import COOKIE
from tests.attacks.town import Town, browser
from tests.support.people import office_person


@pytest.mark.parametrize("code", ["１２３４５６", "¹²³⁴⁵⁶", "éééééé", "", "12345é", "\x00" * 6])
def test_a_code_in_other_letters_is_a_wrong_code(app: Flask, session: Session, code: str) -> None:
    waiting = sessions.start_session(session, office_person(session), "test", "")
    session.commit()
    assert browser(app, waiting).post("/sign-in/code", data={"code": code}).status_code == 400


def test_what_the_database_cannot_store_is_the_visitors_fault(app: Flask, town: Town, mighty: FlaskClient) -> None:
    person = town.world.learner.person_id
    assert mighty.get("/operator?q=a%00b").status_code == 200
    reason = {"reason": "een goede\x00 reden"}
    assert mighty.post(f"/operator/people/{person}/suspend", data=reason).status_code == 303
    form = {"name": "Tess\x00", "email": "tess@werk.example", "roles": "academy-editor"}
    assert mighty.post(f"/academies/{town.slug}/invitations", data=form).status_code == 303


@pytest.mark.parametrize("path", ["/office/audit", "/academies/academie-haarlem/audit"])
def test_the_trail_of_the_office_and_of_an_academy_opens_with_lines_in_it(
    town: Town, mighty: FlaskClient, path: str
) -> None:
    mighty.post("/office/academies", data={"name": "Zwolle", "slug": "zwolle", "email": "z@werk.example"})
    form = {"name": "Ed", "email": "ed@werk.example", "roles": "academy-editor"}
    mighty.post(f"/academies/{town.slug}/invitations", data=form)
    page = mighty.get(path)
    assert page.status_code == 200
    assert "<table" in page.text


def test_an_unexpected_error_logs_neither_the_secret_nor_what_was_typed(
    app: Flask, town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("something that nobody thought of")

    monkeypatch.setattr(cards, "fresh_card", broken)
    secret = town.secrets["card"]
    with caplog.at_level(logging.ERROR):
        assert browser(app).post(f"/card/{secret}", data={"pin": "80417"}).status_code == 500
    assert "something that nobody thought of" in caplog.text
    assert secret not in caplog.text
    assert "80417" not in caplog.text


def test_an_error_of_the_database_does_not_repeat_what_was_sent(postgres: object, engine: object) -> None:
    from sqlalchemy import Engine

    assert isinstance(engine, Engine)
    made = make_engine(engine.url.render_as_string(hide_password=False))
    with made.connect() as connection, pytest.raises(ProgrammingError) as raised:
        connection.execute(text("select nergens from niets where x = :name"), {"name": "Fatima Jansen"})
    made.dispose()
    assert "Fatima" not in str(raised.value)


def test_the_half_way_browser_of_a_thief_is_not_known_as_the_owners(app: Flask, session: Session, town: Town) -> None:
    """Only the code makes a browser known: its count of tries is the owner's own."""
    thief = browser(app, sessions.start_session(session, office_person(session), "test", ""))
    session.commit()
    thief.post("/sign-in/code", data={"code": "000000"})
    assert thief.get_cookie("known") is None
    assert thief.get_cookie(COOKIE) is not None
