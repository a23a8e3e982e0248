"""Wherever a visitor asks to be sent, he stays on our site."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from metro.accounts import links, sessions
from metro.accounts.models import MailLink
from metro.web.safe_next import HOME, safe_next
from tests.attacks.routes import targets
from tests.attacks.town import Town, browser, undone
from tests.support.people import office_person

ELSEWHERE = (
    "https://elders.example", "http:elders.example", "http:/elders.example", "//elders.example", "///elders.example",
    "////elders.example/%2e%2e", "/\\elders.example", "\\\\elders.example", "/\t/elders.example", "/\n/elders.example",
    "\r\n//elders.example", " //elders.example", "/%0d//elders.example\r", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,<script>", "vbscript:x", "//elders.example@localhost", "//localhost@elders.example",
    "https:elders.example", "/\u2028/elders.example", "//elders\u3002example", "/\u0000/elders.example", "?next=//x",
    "elders.example", ".elders.example", "@elders.example", "//[::1", "/" * 600, "", "%2f%2felders.example", "#//x",
)  # fmt: skip
OURS = ("/", "/me", "/companies/1/people?team=Ploeg%201", "/me/data#wissen", "/lines/slim-onderhoud?lang=en")
LEAST_CASES = 130


def leads_away(location: str) -> bool:
    """Whether a browser on our site would leave it; browsers take a backslash for a slash and drop line ends."""
    read = "".join(sign for sign in location.replace("\\", "/") if sign not in "\t\r\n").strip()
    parts = urlsplit(urljoin("http://localhost/sign-in", re.sub("^/{2,}", "//", read)))
    return (parts.scheme, parts.netloc) != ("http", "localhost")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_path_that_leads_elsewhere_becomes_the_own_page(wanted: str) -> None:
    assert safe_next(wanted) == HOME


@pytest.mark.parametrize("wanted", OURS)
def test_a_page_of_ours_stays_what_it_is(wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize("location", ELSEWHERE[:20])
def test_the_judge_knows_what_leads_away(location: str) -> None:
    """The control: most of the corpus would leave our site when it were followed."""
    stays = location.startswith(("/%0d", "/\u2028", "http:e", "http:/e"))
    assert leads_away(location) != stays


def test_every_redirect_of_every_page_stays_here(app: Flask, session: Session, town: Town, mighty: FlaskClient) -> None:
    asked = [target for target in targets(app, town) if "GET" in target.methods]
    cases = [(target.path, wanted) for target in asked for wanted in ELSEWHERE[:3]]
    for path, wanted in cases:
        with undone(session):
            answer = mighty.get(f"{path}?next={quote(wanted)}&url={quote(wanted)}", buffered=True)
        assert not leads_away(answer.headers.get("Location", "/")), (path, wanted)
    assert len(cases) >= LEAST_CASES


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_whole_way_in_by_mail_stays_here(app: Flask, session: Session, town: Town, wanted: str) -> None:
    client = browser(app)
    client.post("/sign-in/link", data={"email": "vreemd@academie-haarlem.example", "next": wanted})
    link = session.query(MailLink).filter_by(email="vreemd@academie-haarlem.example").one()
    assert link.next_path == HOME
    secret = links.arm_link(link)
    session.commit()
    assert client.post(f"/mail/{secret}", data={"next": wanted}).location == HOME


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_second_factor_and_the_sign_in_page_stay_here(app: Flask, session: Session, wanted: str) -> None:
    office = office_person(session)
    half_way = browser(app, sessions.start_session(session, office, "test", ""))
    whole = browser(app, sessions.start_session(session, office, "test", "", has_second_factor=True))
    session.commit()
    page = half_way.get(f"/sign-in/code?next={quote(wanted)}")
    assert 'name="next" value="/me"' in page.text
    for answer in (
        whole.get(f"/sign-in?next={quote(wanted)}"),
        whole.get(f"/sign-in/code?next={quote(wanted)}"),
        browser(app).post("/sign-in/code", data={"code": "1", "next": wanted}),
    ):
        assert answer.location in (HOME, "/sign-in")


@pytest.mark.parametrize("wanted", ELSEWHERE[:8])
def test_an_invitation_leads_home_whatever_is_asked(app: Flask, town: Town, wanted: str) -> None:
    secret = town.secrets["invitations"]
    visitor = browser(app)
    answer = visitor.post(f"/invitations/{secret}?next={quote(wanted)}", data={"name": "Tess", "next": wanted})
    assert answer.location == HOME


@pytest.mark.parametrize("path", ["//elders.example", "//elders.example//list", "/\\elders.example"])
def test_an_odd_path_leads_nowhere_else(app: Flask, path: str) -> None:
    answer = browser(app).get(path, base_url="http://localhost")
    assert not leads_away(answer.headers.get("Location", "/"))
    assert 'href="//' not in answer.text
