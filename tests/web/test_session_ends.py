"""A session is the server's: it is never the one a browser brought along, and it ends when it must."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from academies.members import holders
from metro.accounts import links, people
from metro.accounts.models import LoginSession, Membership
from metro.accounts.secrets import digest_of
from metro.kernel import clock
from metro.kernel.logs import JsonLines
from metro.kernel.permissions import Role
from metro.web.actors import COOKIE
from metro.web.devices import CARD
from tests.factories import companies
from tests.support.doors import code_of, give_password, new_browser
from tests.support.pages import PageClient
from tests.support.people import office_person, person, sign_in

EMAIL, PASSWORD = "fatima@nova.example", "paarden eten graag klaver"
REASON = "Belde: de route blijft leeg op haar telefoon"


@pytest.fixture
def fatima(session: Session) -> int:
    """Somebody with a password."""
    made = person(session, email=EMAIL)
    give_password(session, made, PASSWORD)
    return made


def is_in(client: PageClient) -> bool:
    return client.get("/me").status_code == 200


def cookie_of(client: PageClient) -> str:
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def by_password(client: PageClient) -> None:
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 303


def test_a_planted_cookie_is_never_adopted(client: PageClient, session: Session, fatima: int) -> None:
    client.set_cookie(COOKIE, "geplant")
    by_password(client)
    assert cookie_of(client) != "geplant"
    planted = select(func.count()).select_from(LoginSession).where(LoginSession.token_hash == digest_of("geplant"))
    assert session.execute(planted).scalar_one() == 0
    thief = new_browser(client.application)
    thief.set_cookie(COOKIE, "geplant")
    assert not is_in(thief)


def test_a_planted_session_of_somebody_else_stays_his(client: PageClient, session: Session, fatima: int) -> None:
    sign_in(client, session, person(session, "Dirk Dief", "dirk@nova.example"))
    planted = cookie_of(client)
    by_password(client)
    assert "Fatima Jansen" in client.get("/me/profile").text
    thief = new_browser(client.application)
    thief.set_cookie(COOKIE, planted)
    assert "Dirk Dief" in thief.get("/me/profile").text


def test_signing_out_ends_the_session_itself(client: PageClient, fatima: int) -> None:
    by_password(client)
    kept = cookie_of(client)
    assert client.post("/sign-out").location == "/"
    assert client.get_cookie(COOKIE) is None
    client.set_cookie(COOKIE, kept)
    assert not is_in(client)
    assert client.post("/sign-out").status_code == 303  # twice does no harm


@pytest.mark.parametrize("value", ["x", "1|abc", f"1|{'0' * 128}", "|", ""])
def test_a_cookie_of_flask_logins_own_means_nothing(client: PageClient, fatima: int, value: str) -> None:
    client.set_cookie("remember_token", value)
    assert client.get("/").status_code == 200
    assert not is_in(client)
    by_password(client)
    assert is_in(client)


@pytest.mark.parametrize(
    ("is_mighty", "seen", "started", "stays"),
    [
        (False, timedelta(days=29), timedelta(days=29), True),
        (False, timedelta(days=30, minutes=1), timedelta(days=40), False),
        (False, timedelta(), timedelta(days=89), True),
        (False, timedelta(), timedelta(days=90, minutes=1), False),
        (True, timedelta(), timedelta(hours=11), True),
        (True, timedelta(), timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_session_grows_old(
    client: PageClient, session: Session, is_mighty: bool, seen: timedelta, started: timedelta, stays: bool
) -> None:
    held = sign_in(client, session, office_person(session) if is_mighty else person(session))
    now = clock.now()
    moments = {"seen_at": now - seen, "started_at": now - started}
    session.execute(update(LoginSession).where(LoginSession.id == held.id).values(**moments))
    session.commit()
    assert is_in(client) == stays


def test_a_session_in_use_stays_young(client: PageClient, session: Session) -> None:
    held = sign_in(client, session, person(session))
    session.execute(update(LoginSession).values(seen_at=clock.now() - timedelta(days=29)))
    session.commit()
    assert is_in(client)
    session.expire_all()
    assert clock.now() - held.seen_at < timedelta(minutes=1)


def _suspend(session: Session, person_id: int) -> None:
    people.suspend(session, person_id)


def _unlist(session: Session, person_id: int) -> None:
    """Suspended behind the application's back: the session itself still stands."""
    session.execute(text("update person set suspended_at = now() where id = :id"), {"id": person_id})


@pytest.mark.parametrize("end", [_suspend, _unlist])
def test_a_suspension_counts_at_the_next_request(
    client: PageClient, session: Session, fatima: int, end: Callable[[Session, int], None]
) -> None:
    by_password(client)
    end(session, fatima)
    session.commit()
    assert not is_in(client)


def test_a_lost_role_counts_at_the_next_request(client: PageClient, session: Session) -> None:
    company, place = companies.company(session)
    sign_in(client, session, place.person_id)
    assert client.get(f"/companies/{company.id}/people").status_code == 200
    place.roles = [Role.LEARNER.value]
    session.commit()
    assert client.get(f"/companies/{company.id}/people").status_code == 403
    place.ended_at = clock.now()
    session.commit()
    assert client.get(f"/companies/{company.id}/people").status_code == 404


def _take_role(session: Session, operator: int) -> None:
    session.execute(update(Membership).where(Membership.person_id == operator).values(roles=["network-office"]))


def _end_place(session: Session, operator: int) -> None:
    session.execute(update(Membership).where(Membership.person_id == operator).values(ended_at=clock.now()))


@pytest.mark.parametrize(("end", "status"), [(_take_role, 200), (_end_place, 200), (_unlist, 303), (_suspend, 303)])
def test_looking_along_ends_with_the_operators_role(
    client: PageClient, session: Session, fatima: int, end: Callable[[Session, int], None], status: int
) -> None:
    operator = office_person(session, Role.OPERATOR)
    sign_in(client, session, operator)
    assert client.post(f"/operator/people/{fatima}/view", data={"reason": REASON}).status_code == 303
    assert "Je kijkt mee als Fatima Jansen" in client.get("/me").text
    end(session, operator)
    session.commit()
    answer = client.get("/me")
    assert answer.status_code == status
    assert "Fatima Jansen" not in answer.text


def test_looking_along_ends_when_the_other_is_suspended(client: PageClient, session: Session, fatima: int) -> None:
    sign_in(client, session, office_person(session, Role.OPERATOR))
    assert client.post(f"/operator/people/{fatima}/view", data={"reason": REASON}).status_code == 303
    people.suspend(session, fatima)
    session.commit()
    assert "Fatima Jansen" not in client.get("/me").text


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, as JSON."""
    root, stream = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def _knock(client: PageClient, place: str, secret: str) -> int:
    """Ask for what stands behind `secret` in every way, those that no route knows too; how often."""
    odd = [f"/{place}/{secret}/verder", f"/{place}/{secret}/", f"//{place}/{secret}", f"/{place.upper()}/{secret}",
           f"/{place}//{secret}", f"/{place}/x/{secret}"]  # fmt: skip
    for path in odd:
        client.get("/", environ_overrides={"PATH_INFO": path})
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST"):
        client.open(f"/{place}/{secret}", method=method, data={"name": "", "pin": "1"})
    return len(odd) + 7


def test_no_line_in_the_log_holds_what_opens_a_door(
    app: Flask, session: Session, fatima: int, lines: io.StringIO
) -> None:
    world = companies.world(session)
    place = holders.register_holder(session, world.company, "Kas Kaart", None, None, world.manager.person_id)
    _name, card = holders.print_card(session, world.company, place, world.manager.person_id)
    mail = links.arm_link(links.ask_link(session, EMAIL))
    office = office_person(session)
    give_password(session, office, PASSWORD)
    visitor, never, code, pin = new_browser(app), "N" * 43, code_of(app, session, office), "80417"
    asked = sum(
        _knock(visitor, place, secret)
        for place, secret in (("mail", mail), ("card", card), ("invitations", world.secret), ("mail", never))
    )
    visitor.post("/sign-in/link", data={"email": EMAIL})
    visitor.post("/sign-in", data={"email": EMAIL, "password": "verkeerd geraden woord"})
    visitor.post(f"/card/{card}", data={"pin": pin, "again": pin})
    device = visitor.get_cookie(CARD)
    assert device is not None
    visitor.post("/card", data={"pin": pin})
    visitor.post("/sign-in", data={"email": "kantoor@netwerk.example", "password": PASSWORD})
    token = cookie_of(visitor)
    visitor.post("/sign-in/code", data={"code": code})
    visitor.get(f"/geheim?sleutel={never}")
    written = lines.getvalue()
    events = [json.loads(line) for line in written.splitlines()]
    assert sum(event["event"] == "request" for event in events) == asked + 7
    told = {
        "mail": mail, "card": card, "invitation": world.secret, "never": never, "device": device.value, "token": token,
        "new token": cookie_of(visitor), "password": PASSWORD, "guess": "verkeerd geraden", "address": "@nova.example",
        "office": "@netwerk.example",
    }  # fmt: skip
    assert [line for line in written.splitlines() for value in told.values() if value in line] == []
    values = {str(value) for event in events for value in event.values()}
    assert not values & {pin, code}
    assert {event["path"] for event in events if "<secret>" in event.get("path", "")} >= {
        "/mail/<secret>", "/card/<secret>", "/invitations/<secret>", "/MAIL/<secret>",
    }  # fmt: skip
