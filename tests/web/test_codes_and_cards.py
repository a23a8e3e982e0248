"""The doors by an authenticator's code and by a card: each code once, each card once, and a PIN."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from academies.members import holders
from metro.accounts import people, repository, sessions, throttling
from metro.accounts.models import Card, LoginSession
from metro.accounts.second_factor import new_recovery_codes
from metro.kernel import audit
from metro.web.actors import COOKIE
from metro.web.devices import CARD, KNOWN
from tests.factories import companies
from tests.support.doors import code_of, give_password, new_browser
from tests.support.pages import PageClient
from tests.support.people import office_person, person

PASSWORD, PIN, OTHER_PIN = "paarden eten graag klaver", "80417", "62953"
EMAIL = "kantoor@netwerk.example"
HERE = "127.0.0.1"


@pytest.fixture
def karin(session: Session) -> int:
    """Somebody of the network office, with a password and a code app."""
    made = office_person(session, email=EMAIL)
    give_password(session, made, PASSWORD)
    return made


def half_way(app: Flask, email: str = EMAIL) -> PageClient:
    """A browser in which the password was right."""
    client = new_browser(app)
    assert client.post("/sign-in", data={"email": email, "password": PASSWORD, "next": "/office"}).status_code == 303
    return client


def try_code(client: PageClient, code: str) -> int:
    return client.post("/sign-in/code", data={"code": code, "next": "/office"}).status_code


def is_in(client: PageClient) -> bool:
    return client.get("/me").status_code == 200


def with_code(session: Session) -> int:
    """How many sessions have a second factor."""
    return session.execute(
        select(func.count()).select_from(LoginSession).where(LoginSession.has_second_factor)
    ).scalar_one()


def test_after_the_password_the_code_is_asked_and_nothing_opens_before_it(
    app: Flask, session: Session, karin: int
) -> None:
    client = half_way(app)
    half = client.get_cookie(COOKIE)
    assert half is not None
    assert client.get("/office").location.startswith("/sign-in")
    assert client.get("/sign-in/code?next=/office").status_code == 200
    assert client.get_cookie(KNOWN) is None
    answer = client.post("/sign-in/code", data={"code": code_of(app, session, karin), "next": "/office"})
    assert (answer.status_code, answer.location) == (303, "/office")
    assert client.get("/office").status_code == 200
    assert client.get_cookie(COOKIE) != half
    thief = new_browser(app)
    thief.set_cookie(COOKIE, half.value)
    assert not is_in(thief)


def test_a_code_works_once_and_an_older_one_not_after_it(app: Flask, session: Session, karin: int) -> None:
    clients = [half_way(app) for _each in range(3)]
    code, older = code_of(app, session, karin), code_of(app, session, karin, -1)
    assert [try_code(clients[0], code), try_code(clients[1], code), try_code(clients[2], older)] == [303, 400, 400]
    assert [is_in(client) for client in clients] == [True, False, False]


@pytest.mark.parametrize(("steps", "status"), [(-2, 400), (-1, 303), (0, 303), (1, 303), (2, 400)])
def test_a_clock_may_be_half_a_minute_off(app: Flask, session: Session, karin: int, steps: int, status: int) -> None:
    assert try_code(half_way(app), code_of(app, session, karin, steps)) == status


def test_a_recovery_code_works_once_however_it_is_typed(app: Flask, session: Session, karin: int) -> None:
    first, second = new_recovery_codes(session, karin)[:2]
    session.commit()
    assert try_code(half_way(app), f" {first.upper()} ") == 303
    assert try_code(half_way(app), first) == 400
    assert try_code(half_way(app), second.replace("-", "")) == 303


@pytest.mark.parametrize("code", ["", "12345", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666", "x" * 5000, "\u0000"])
def test_what_is_no_code_is_refused(app: Flask, karin: int, code: str) -> None:
    assert try_code(half_way(app), code) == 400


def test_an_app_that_was_never_confirmed_does_not_count(app: Flask, session: Session, karin: int) -> None:
    credential = repository.credential_for(session, karin)
    assert credential is not None
    credential.totp_confirmed_at = None
    session.commit()
    client = half_way(app)
    assert is_in(client)
    assert try_code(client, code_of(app, session, karin)) == 303
    assert with_code(session) == 0


def test_the_door_for_codes_is_only_for_who_waits_before_it(app: Flask, session: Session, karin: int) -> None:
    client = half_way(app)
    code = code_of(app, session, karin)
    assert try_code(client, code) == 303
    assert with_code(session) == 1
    held = client.get_cookie(COOKIE)
    assert try_code(client, code_of(app, session, karin, 1)) == 303
    assert (with_code(session), client.get_cookie(COOKIE)) == (1, held)
    assert new_browser(app).post("/sign-in/code", data={"code": code}).location == "/sign-in"


def test_a_code_is_guessed_a_few_times_whatever_browser_is_known_for_somebody_else(
    app: Flask, session: Session, karin: int
) -> None:
    give_password(session, person(session, "Dirk Dief", "dirk@nova.example"), PASSWORD)
    thieves = [half_way(app) for _each in range(2)]
    mark = half_way(app, "dirk@nova.example").get_cookie(KNOWN)
    assert mark is not None
    thieves[1].set_cookie(KNOWN, mark.value)
    most = throttling.CODE_BY_SESSION.most
    answers = [try_code(thieves[number % 2], "000000") for number in range(most)]
    assert answers == [400] * most
    for thief in thieves:
        answer = thief.post("/sign-in/code", data={"code": code_of(app, session, karin)})
        assert answer.status_code == 429
        assert 840 < int(answer.headers["Retry-After"]) <= 900


@pytest.mark.parametrize("path", ["/sign-in/code", "/card"])
def test_codes_and_pins_have_a_limit_by_address_too(
    app: Flask, sessions: sessionmaker[Session], karin: int, path: str
) -> None:
    client = half_way(app)
    key = app.config["METRO_SETTINGS"].key()
    for _each in range(throttling.SECRET_BY_ADDRESS.most):
        throttling.count_try(sessions, key, throttling.SECRET_BY_ADDRESS, HERE)
    client.set_cookie(CARD, "een ander apparaat")
    answer = client.post(path, data={"code": "000000", "pin": PIN})
    assert answer.status_code == 429
    assert 840 < int(answer.headers["Retry-After"]) <= 900


class Holder:
    """Somebody without an address at a company, with cards."""

    def __init__(self, session: Session) -> None:
        self.session = session
        company, self.manager = companies.company(session)
        self.company = company.id
        self.place = holders.register_holder(session, self.company, "Kas Kaart", None, None, self.manager.person_id)
        self.secret = self.print_card()

    @property
    def person(self) -> int:
        return self.session.execute(select(func.max(Card.person_id))).scalar_one()

    def print_card(self) -> str:
        _name, secret = holders.print_card(self.session, self.company, self.place, self.manager.person_id)
        self.session.commit()
        return secret

    def revoke(self) -> None:
        holders.revoke_cards(self.session, self.company, self.place, self.manager.person_id)
        self.session.commit()


@pytest.fixture
def kas(session: Session) -> Holder:
    """A card holder with one card that was not used yet."""
    return Holder(session)


def enrol(client: PageClient, secret: str, pin: str = PIN, again: str | None = None) -> int:
    form = {"pin": pin, "again": pin if again is None else again}
    return client.post(f"/card/{secret}", data=form).status_code


def try_pin(client: PageClient, pin: str = PIN) -> int:
    client.delete_cookie(COOKIE)
    return client.post("/card", data={"pin": pin}).status_code


def test_a_card_makes_one_device_its_persons_own_once(client: PageClient, kas: Holder) -> None:
    for _each in range(2):  # looking uses nothing up
        assert "Hallo Kas Kaart" in client.get(f"/card/{kas.secret}").text
        assert client.head(f"/card/{kas.secret}").status_code == 200
    assert enrol(client, kas.secret, again=OTHER_PIN) == 400
    assert enrol(client, kas.secret) == 303
    assert is_in(client)
    other = new_browser(client.application)
    assert [other.get(f"/card/{kas.secret}").status_code, enrol(other, kas.secret)] == [404, 404]


@pytest.mark.parametrize("pin", ["", "1234", "11111", "12121", "12345", "98765", "abcde", "123456789", "\u0661" * 5])
def test_a_pin_that_is_guessed_at_once_is_refused(client: PageClient, kas: Holder, pin: str) -> None:
    assert enrol(client, kas.secret, pin) == 400
    assert client.get_cookie(CARD) is None


def test_the_device_opens_with_the_pin_and_no_other_device_does(client: PageClient, kas: Holder) -> None:
    assert enrol(client, kas.secret) == 303
    assert client.post("/sign-out").status_code == 303
    assert client.get("/card").status_code == 200
    assert try_pin(client, OTHER_PIN) == 400
    assert try_pin(client) == 303
    assert is_in(client)
    assert try_pin(new_browser(client.application)) == 400


def test_a_pin_is_guessed_a_few_times_and_then_not_even_the_right_one_opens(client: PageClient, kas: Holder) -> None:
    assert enrol(client, kas.secret) == 303
    most = throttling.PIN_BY_DEVICE.most
    assert [try_pin(client, f"7001{number}") for number in range(most)] == [400] * most
    answer = client.post("/card", data={"pin": PIN})
    assert answer.status_code == 429
    assert 840 < int(answer.headers["Retry-After"]) <= 900


def test_a_revoked_card_is_worth_nothing_before_and_after_its_use(client: PageClient, kas: Holder) -> None:
    assert enrol(client, kas.secret) == 303
    kas.revoke()
    assert not is_in(client)
    assert try_pin(client) == 400
    unused = kas.print_card()
    kas.revoke()
    assert client.get(f"/card/{unused}").status_code == 404
    assert enrol(client, unused) == 404


def test_a_second_card_asks_the_pin_of_the_first_and_ends_its_device(client: PageClient, kas: Holder) -> None:
    assert enrol(client, kas.secret) == 303
    second, other = kas.print_card(), new_browser(client.application)
    assert "Dit is een nieuwe kaart" in other.get(f"/card/{second}").text
    assert enrol(other, second, OTHER_PIN) == 400
    assert not is_in(other)
    assert enrol(other, second) == 303
    assert is_in(other)
    assert try_pin(client) == 400


def test_the_pin_of_a_second_card_is_guessed_a_few_times(client: PageClient, kas: Holder) -> None:
    assert enrol(client, kas.secret) == 303
    second, thief = kas.print_card(), new_browser(client.application)
    most = throttling.PIN_BY_DEVICE.most
    assert [enrol(thief, second, f"7001{number}") for number in range(most)] == [400] * most
    assert enrol(thief, second) == 429


@pytest.mark.parametrize("way", ["card", "pin"])
def test_a_suspended_person_does_not_come_in_with_a_card(
    client: PageClient, session: Session, kas: Holder, way: str
) -> None:
    if way == "pin":
        assert enrol(client, kas.secret) == 303
        client.delete_cookie(COOKIE)
    people.suspend(session, kas.person)
    session.commit()
    assert (enrol(client, kas.secret) if way == "card" else try_pin(client)) == 409
    assert client.get_cookie(COOKIE) is None
    assert sessions.sessions_of(session, kas.person) == []


def test_who_prints_and_revokes_a_card_is_written_down_without_its_secret(session: Session, kas: Holder) -> None:
    kas.revoke()
    rows = session.execute(select(audit.AuditEntry).where(audit.AuditEntry.person_id == kas.person)).scalars().all()
    assert {row.verb for row in rows} >= {"company:card:print", "company:card:revoke"}
    assert not [row for row in rows if kas.secret in str(vars(row))]
