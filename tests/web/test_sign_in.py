"""The doors by mail and by password: who comes in, how often, and what a stranger learns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session, sessionmaker

from metro.accounts import passwords, people, repository, throttling
from metro.accounts.models import LoginSession, MailLink, Person, Throttle
from metro.accounts.secrets import digest_of
from metro.app import create_app
from metro.kernel import clock, jobs, outgoing
from metro.kernel.mail import Mailbox
from metro.kernel.outgoing import Outgoing
from metro.web.actors import COOKIE
from metro.web.devices import KNOWN
from tests.support.doors import PostOffice, give_password, new_browser, seen
from tests.support.pages import PageClient
from tests.support.people import person
from tests.support.queries import counted_queries

EMAIL, PASSWORD = "fatima@nova.example", "paarden eten graag klaver"
ELSEWHERE = (
    "https://elders.example", "//elders.example", "/\\elders.example", "\\\\elders.example", "/\t/elders.example",
    "javascript:alert(1)", "elders.example", "@elders.example", "//[::1", "/" * 600, "", "/\r\nSet-Cookie: a=b",
)  # fmt: skip
SESSION_PAGE = "/me/profile"


@pytest.fixture
def post(sessions: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    """Mail jobs on the test's transaction, with mail in a folder."""
    monkeypatch.setattr(jobs, "_sessions", None)
    monkeypatch.setattr(outgoing, "_bound", None)
    jobs.bind(sessions)
    outgoing.bind(Outgoing(Mailbox(tmp_path, "Metronet <metronet@localhost>"), "http://localhost"))
    return PostOffice(sessions, tmp_path)


@pytest.fixture
def fatima(session: Session) -> int:
    """Somebody with a password."""
    made = person(session, email=EMAIL)
    give_password(session, made, PASSWORD)
    return made


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that argon2 has verified; it is counted, not replaced."""
    noted: list[str] = []
    verify: Callable[..., object] = PasswordHasher.verify

    def counted(hasher: PasswordHasher, stored: str, given: str) -> object:
        noted.append(stored)
        return verify(hasher, stored, given)

    passwords.is_right(None, "warm")  # nobody's hash is made once
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    return noted


def ask(client: PageClient, email: str = EMAIL, wanted: str = "/list") -> tuple[int, str, str]:
    """What asking a link answers."""
    answer = client.post("/sign-in/link", data={"email": email, "next": wanted})
    return answer.status_code, answer.location or "", seen(answer.text)


def count_of(session: Session, model: type[LoginSession] | type[MailLink] | type[Person]) -> int:
    return session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_newcomer_comes_in_by_mail_with_a_name_and_goes_where_he_wanted(
    client: PageClient, session: Session, post: PostOffice
) -> None:
    assert ask(client)[:2] == (303, "/sign-in/sent")
    [secret] = post.deliver()
    assert "Hoe heet je" in client.get(f"/mail/{secret}").text
    refused = client.post(f"/mail/{secret}", data={"name": " "})
    assert refused.status_code == 400
    assert 'id="name-error"' in refused.text
    answer = client.post(f"/mail/{secret}", data={"name": "Fatima Jansen"})
    assert (answer.status_code, answer.location) == (303, "/list")
    assert "Fatima Jansen" in client.get(SESSION_PAGE).text
    assert repository.credential_of(session, EMAIL) is not None


def test_who_is_known_comes_in_by_mail_as_himself(
    client: PageClient, session: Session, post: PostOffice, fatima: int
) -> None:
    ask(client, f" {EMAIL.upper()} ")
    [secret] = post.deliver()
    before = count_of(session, Person)
    assert "Welkom terug" in client.get(f"/mail/{secret}").text
    assert client.post(f"/mail/{secret}", data={"name": "Een Ander"}).status_code == 303
    assert "Fatima Jansen" in client.get(SESSION_PAGE).text
    assert count_of(session, Person) == before


def test_looking_at_a_link_uses_nothing_up_and_using_it_works_once(
    client: PageClient, session: Session, post: PostOffice, fatima: int
) -> None:
    ask(client)
    [secret] = post.deliver()
    for _each in range(3):
        assert client.get(f"/mail/{secret}").status_code == 200
        assert client.head(f"/mail/{secret}").status_code == 200
    assert count_of(session, LoginSession) == 0
    assert client.get_cookie(COOKIE) is None
    assert client.post(f"/mail/{secret}").status_code == 303
    other = new_browser(client.application)
    assert [other.get(f"/mail/{secret}").status_code, other.post(f"/mail/{secret}").status_code] == [404, 404]
    assert count_of(session, LoginSession) == 1


def test_a_link_is_good_for_fifteen_minutes(
    client: PageClient, session: Session, post: PostOffice, fatima: int
) -> None:
    ask(client)
    [secret] = post.deliver()
    link = session.execute(select(MailLink)).scalar_one()
    assert link.expires_at - link.asked_at == timedelta(minutes=15)
    link.expires_at = clock.now() - timedelta(seconds=1)
    session.commit()
    answers = [client.get(f"/mail/{secret}"), client.post(f"/mail/{secret}")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "een kwartier geldig" in answers[1].text


def test_a_link_that_waited_too_long_is_not_sent(client: PageClient, session: Session, post: PostOffice) -> None:
    ask(client)
    session.execute(update(MailLink).values(expires_at=clock.now() - timedelta(seconds=1)))
    session.commit()
    assert post.deliver() == []


def test_a_job_knows_the_number_of_its_link_and_nothing_else(
    client: PageClient, session: Session, post: PostOffice
) -> None:
    ask(client)
    link = session.execute(select(MailLink)).scalar_one()
    assert link.token_hash is None  # the secret is made as the mail leaves
    assert post.jobs() == [{"link": link.id}]
    post.done.clear()
    [secret] = post.deliver()
    session.expire_all()
    assert link.token_hash == digest_of(secret)
    held = session.execute(text("select j::text from procrastinate_jobs j union select m::text from mail_link m"))
    assert not [row for row in held.scalars() if secret in row]


def test_who_asks_too_often_for_one_address_sees_no_difference_and_the_owner_keeps_a_link(
    client: PageClient, session: Session, post: PostOffice, fatima: int
) -> None:
    most = throttling.LINK_BY_ACCOUNT.most
    answers = {ask(client) for _each in range(most + 5)}
    assert len(answers) == 1
    letters = post.deliver()
    assert len(letters) == most
    assert new_browser(client.application).post(f"/mail/{letters[-1]}").status_code == 303
    session.execute(update(Throttle).values(window_started_at=Throttle.window_started_at - timedelta(minutes=15)))
    session.commit()
    ask(client)
    assert len(post.deliver()) == 1


def test_one_address_asks_no_more_links_than_its_limit_and_hears_when_to_come_back(client: PageClient) -> None:
    for number in range(throttling.LINK_BY_ADDRESS.most):
        assert ask(client, f"naam{number}@werk.example")[0] == 303
    answer = client.post("/sign-in/link", data={"email": EMAIL})
    assert answer.status_code == 429
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600


def test_a_suspended_person_does_not_come_in_by_mail(
    client: PageClient, session: Session, post: PostOffice, fatima: int
) -> None:
    ask(client)
    [secret] = post.deliver()
    people.suspend(session, fatima)
    session.commit()
    assert client.post(f"/mail/{secret}").status_code == 409
    assert client.get_cookie(COOKIE) is None
    assert count_of(session, LoginSession) == 0


def sign_in(client: PageClient, email: str = EMAIL, password: str = PASSWORD, wanted: str = "") -> int:
    """The status of signing in with a password."""
    return client.post("/sign-in", data={"email": email, "password": password, "next": wanted}).status_code


def test_the_right_password_lets_in_and_leads_on(client: PageClient, fatima: int) -> None:
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": "/list"})
    assert (answer.status_code, answer.location) == (303, "/list")
    assert client.get(SESSION_PAGE).status_code == 200
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


@pytest.mark.parametrize("who", ["unknown", "suspended", "erased", "without"])
def test_whatever_is_wrong_is_told_and_costs_the_same(
    client: PageClient, session: Session, engine: Engine, fatima: int, verified: list[str], who: str
) -> None:
    other = f"{who}@nova.example"
    if who != "unknown":
        made = person(session, "Bram de Wit", other)
        if who != "without":
            give_password(session, made, PASSWORD)
            session.execute(text(f"update person set {who}_at = now() where id = :id"), {"id": made})
        session.commit()

    def tried(email: str, password: str) -> tuple[int, str, int, int]:
        verified.clear()
        with counted_queries(engine) as sent:
            answer = client.post("/sign-in", data={"email": email, "password": password})
        return answer.status_code, seen(answer.text, email), len(verified), len(sent)

    wrong = tried(EMAIL, "verkeerd geraden woord")
    assert tried(other, PASSWORD) == wrong
    assert (wrong[0], wrong[2]) == (400, 1)


def test_a_limit_is_shared_between_two_processes_and_says_when_to_come_back(
    app: Flask, engine: Engine, sessions: sessionmaker[Session], fatima: int
) -> None:
    second = create_app(app.config["METRO_SETTINGS"], engine)
    second.test_client_class = PageClient
    second.extensions["metro.sessions"] = sessions
    browsers = [new_browser(app), new_browser(second)]
    most = throttling.PASSWORD_BY_ACCOUNT.most
    guesses = [sign_in(browsers[number % 2], password=f"gok {number}") for number in range(most)]
    assert guesses == [400] * most
    for each in browsers:
        answer = each.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        assert answer.status_code == 429
        assert 840 < int(answer.headers["Retry-After"]) <= 900


def test_the_right_password_begins_the_count_anew(client: PageClient, fatima: int) -> None:
    for _round in range(3):
        for number in range(throttling.PASSWORD_BY_ACCOUNT.most - 1):
            assert sign_in(client, password=f"gok {number}") == 400
        assert sign_in(new_browser(client.application)) == 303


def guess_until_closed(client: PageClient) -> None:
    while sign_in(client, password="gok") != 429:
        pass


def test_a_stranger_locks_nobody_out_of_the_browser_he_came_in_with_before(client: PageClient, fatima: int) -> None:
    assert sign_in(client) == 303
    client.delete_cookie(COOKIE)
    guess_until_closed(new_browser(client.application))
    assert sign_in(new_browser(client.application)) == 429
    assert sign_in(client) == 303


def test_a_browser_known_for_one_account_gives_no_more_tries_for_another(
    client: PageClient, session: Session, fatima: int
) -> None:
    give_password(session, person(session, "Dirk Dief", "dirk@nova.example"), PASSWORD)
    assert sign_in(client, "dirk@nova.example") == 303
    assert client.get_cookie(KNOWN) is not None
    guess_until_closed(new_browser(client.application))
    assert sign_in(client) == 429
    assert sign_in(client, "dirk@nova.example") == 303


@pytest.mark.parametrize("value", ["x", "1.", f"1.{'0' * 64}", "9" * 30, "1.\u00e9", "-1.a"])
def test_a_forged_mark_of_a_known_browser_is_worth_nothing(client: PageClient, fatima: int, value: str) -> None:
    guess_until_closed(new_browser(client.application))
    client.set_cookie(KNOWN, value.replace("1.", f"{fatima}.", 1))
    assert sign_in(client) == 429


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_after_a_password_one_stays_on_our_pages(client: PageClient, fatima: int, wanted: str) -> None:
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer.location) == (303, "/me")


@pytest.mark.parametrize(
    "typed", ["", "geen adres", "a@b", "x" * 300, "a@b.example\r\nBcc: c@d.example", "\u0000@b.nl"]
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/link"])
def test_what_is_no_address_stays_in_the_form_with_its_error(client: PageClient, path: str, typed: str) -> None:
    answer = client.post(path, data={"email": typed, "password": "x"})
    assert answer.status_code == 400
    assert 'id="email-error"' in answer.text
