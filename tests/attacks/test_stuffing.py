"""Guessing passwords, codes, PINs and links on a large scale is stopped, and the owner still gets in."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from metro.accounts import links, passwords, repository, sessions, throttling
from metro.accounts.models import MailLink
from metro.web.actors import COOKIE
from metro.web.devices import KNOWN
from tests.attacks.town import Town, browser
from tests.support.people import office_person, person

PASSWORD = "paarden eten graag klaver"
EMAIL = "fatima@nova.example"
TRIES = {"one account": 40, "many accounts": 130, "codes": 12, "secrets": 130, "links": 20}


def owner(session: Session) -> int:
    """Somebody with a password."""
    fatima = person(session, email=EMAIL)
    credential = repository.credential_for(session, fatima)
    assert credential is not None
    credential.password_hash = passwords.hash_of(PASSWORD)
    session.commit()
    return fatima


def tries(app: Flask, path: str, forms: list[dict[str, str]], addresses: list[str]) -> list[int]:
    """The statuses of `forms`, each from the next of `addresses`, each with a new browser."""
    return [
        browser(app).post(path, data=form, environ_base={"REMOTE_ADDR": addresses[at % len(addresses)]}).status_code
        for at, form in enumerate(forms)
    ]


def far(number: int) -> list[str]:
    """So many addresses that have nothing to do with each other."""
    return [f"198.51.{at // 250}.{at % 250 + 1}" for at in range(number)]


def test_one_account_guessed_from_many_addresses_is_closed_for_guessing(app: Flask, session: Session) -> None:
    owner(session)
    guesses = [{"email": EMAIL, "password": f"gok {at}"} for at in range(TRIES["one account"])]
    answers = tries(app, "/sign-in", guesses, far(len(guesses)))
    most = throttling.PASSWORD_BY_ACCOUNT.most
    assert answers == [400] * most + [429] * (len(guesses) - most)


def test_the_owner_comes_in_meanwhile_with_his_own_browser_and_by_mail(app: Flask, session: Session) -> None:
    own = browser(app)
    owner(session)
    assert own.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 303
    own.delete_cookie(COOKIE)
    guesses = [{"email": EMAIL, "password": f"gok {at}"} for at in range(TRIES["one account"])]
    tries(app, "/sign-in", guesses, far(len(guesses)))
    assert own.get_cookie(KNOWN) is not None
    assert own.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 303
    link = links.ask_link(session, EMAIL)
    secret = links.arm_link(link)
    session.commit()
    assert browser(app).post(f"/mail/{secret}").status_code == 303


def test_many_accounts_guessed_from_one_address_are_stopped_and_others_are_not(app: Flask, session: Session) -> None:
    owner(session)
    guesses = [{"email": f"naam{at}@werk.example", "password": "Welkom2026!"} for at in range(TRIES["many accounts"])]
    answers = tries(app, "/sign-in", guesses, ["203.0.113.9"])
    assert answers.count(400) == throttling.PASSWORD_BY_ADDRESS.most
    assert set(answers[throttling.PASSWORD_BY_ADDRESS.most :]) == {429}
    right = {"email": EMAIL, "password": PASSWORD}
    assert tries(app, "/sign-in", [right], ["203.0.113.10"]) == [303]


def test_a_household_of_ipv6_addresses_counts_as_one(app: Flask, session: Session) -> None:
    guesses = [{"email": f"naam{at}@werk.example", "password": "x"} for at in range(TRIES["many accounts"])]
    answers = tries(app, "/sign-in", guesses, [f"2001:db8:1:2::{at:x}" for at in range(1, 200)])
    assert set(answers[throttling.PASSWORD_BY_ADDRESS.most :]) == {429}


def test_a_spoofed_forwarding_header_is_no_new_address(app: Flask, session: Session) -> None:
    answers = [
        browser(app).post(
            "/sign-in", data={"email": f"n{at}@werk.example", "password": "x"},
            headers=dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Client-IP"), f"198.51.100.{at}"),
        ).status_code
        for at in range(throttling.PASSWORD_BY_ADDRESS.most + 5)
    ]  # fmt: skip
    assert answers[-5:] == [429] * 5


def test_an_account_is_guessed_no_more_often_in_another_spelling(app: Flask, session: Session) -> None:
    owner(session)
    spellings = [EMAIL, EMAIL.upper(), f" {EMAIL} ", "Fatima@NOVA.example"]
    guesses = [{"email": spellings[at % 4], "password": f"gok {at}"} for at in range(TRIES["one account"])]
    assert tries(app, "/sign-in", guesses, far(len(guesses))).count(400) == throttling.PASSWORD_BY_ACCOUNT.most


def test_codes_are_guessed_a_few_times_and_the_owners_own_browser_is_not_closed(app: Flask, session: Session) -> None:
    office = office_person(session)
    own = browser(app, sessions.start_session(session, office, "test", ""))
    thief = sessions.start_session(session, office, "test", "")
    session.commit()
    link = links.ask_link(session, "kantoor@netwerk.example")
    credential = repository.credential_for(session, office)
    assert credential is not None
    confirmed, credential.totp_confirmed_at = credential.totp_confirmed_at, None
    secret = links.arm_link(link)
    session.commit()
    own.post(f"/mail/{secret}")  # the owner came in with this browser before
    credential.totp_confirmed_at = confirmed
    session.commit()
    guesses = [browser(app, thief).post("/sign-in/code", data={"code": f"{at:06}"}).status_code
               for at in range(TRIES["codes"])]  # fmt: skip
    assert guesses == [400] * throttling.CODE_BY_SESSION.most + [429] * (len(guesses) - throttling.CODE_BY_SESSION.most)
    assert own.post("/sign-in/code", data={"code": "000000"}).status_code == 400


def test_secrets_in_addresses_are_not_guessed_on(app: Flask, session: Session, town: Town) -> None:
    for path in ("mail", "invitations", "card"):
        answers = [browser(app).get(f"/{path}/{at:043}").status_code for at in range(TRIES["secrets"])]
        most = throttling.SECRET_BY_ADDRESS.most
        assert set(answers) <= {404, 429}
        assert answers.count(404) <= most
        assert answers[-1] == 429


def test_a_mailbox_is_not_filled_by_who_asks_links_for_it(app: Flask, session: Session) -> None:
    asked = [{"email": EMAIL}] * TRIES["links"]
    answers = tries(app, "/sign-in/link", asked, far(len(asked)))
    assert set(answers) == {303}
    assert session.query(MailLink).filter_by(email=EMAIL).count() == throttling.LINK_BY_ACCOUNT.most
