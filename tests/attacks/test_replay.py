"""Whatever lets somebody in works once: also when it is used by many at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from academies.members.models import Invitation
from lines.network import service as network
from lines.network.content import demo_catalogue
from metro.accounts import links, repository, sessions
from metro.accounts.models import Card, LoginSession, MailLink, Membership, Person, RecoveryCode
from metro.accounts.second_factor import app_key, new_recovery_codes
from metro.app import create_app
from metro.config import Settings
from metro.database import Addresses
from metro.kernel.db import make_engine
from tests.attacks.town import Town, browser, build
from tests.support.people import office_person

AT_ONCE = 6
WAYS = ("mail", "invitation", "card", "code", "recovery")
Attempt = Callable[[], int]


@pytest.fixture
def served(own_addresses: Addresses) -> Iterator[tuple[Flask, Engine]]:
    """The application with a pool of connections on a database of this test alone: what it commits stays."""
    engine = make_engine(own_addresses.app, pool_size=AT_ONCE + 4)
    yield create_app(Settings(log_level="ERROR", secret_key="x" * 40), engine), engine
    engine.dispose()


@pytest.fixture
def place(served: tuple[Flask, Engine], own_sessions: sessionmaker[Session]) -> Town:
    """The town, committed."""
    with own_sessions() as session:
        network.publish(session, demo_catalogue())
        return build(session)


def at_once(attempt: Callable[[], int]) -> list[int]:
    """The answers to as many equal attempts, which all begin when the last one is ready."""
    gate = Barrier(AT_ONCE)

    def go(_number: int) -> int:
        gate.wait(10)
        return attempt()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(go, range(AT_ONCE)))


def _count(own: sessionmaker[Session], model: type[Any], *where: Any) -> int:
    with own() as session:
        return session.execute(select(func.count()).select_from(model).where(*where)).scalar_one()


def _codes(app: Flask, own: sessionmaker[Session]) -> tuple[list[str], str, str]:
    """Sessions that wait for a code, the code of this moment, and a recovery code."""
    with own() as session:
        office = office_person(session)
        waiting = [sessions.start_session(session, office, "test", "") for _each in range(AT_ONCE)]
        credential = repository.credential_for(session, office)
        assert credential is not None
        code = pyotp.TOTP(app_key(app.config["METRO_SETTINGS"].key(), credential)).now()
        recovery = new_recovery_codes(session, office)[0]
        session.commit()
    return waiting, code, recovery


def _attempt(way: str, app: Flask, own: sessionmaker[Session], town: Town) -> Attempt:
    """Use the secret of this way in, each time with a browser of its own."""
    if way in ("code", "recovery"):
        waiting, code, recovery = _codes(app, own)
        data = {"code": code if way == "code" else recovery}
        return lambda: browser(app, waiting.pop()).post("/sign-in/code", data=data).status_code
    path = {"mail": "mail", "invitation": "invitations", "card": "card"}[way]
    form = {"name": "Nieuw Iemand", "pin": "80417", "again": "80417"}
    return lambda: browser(app).post(f"/{path}/{town.secrets[path]}", data=form).status_code


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_that_many_use_at_once_lets_one_in(
    served: tuple[Flask, Engine], own_sessions: sessionmaker[Session], place: Town, way: str
) -> None:
    app, _engine = served
    attempt = _attempt(way, app, own_sessions, place)
    before = _count(own_sessions, LoginSession, LoginSession.ended_at.is_(None))
    people = _count(own_sessions, Person)
    answers = at_once(attempt)
    if way != "invitation":  # the later ones of which are sent to sign in, with the account that there is now
        assert answers.count(303) == 1, answers
    assert set(answers) <= {303, 400, 404, 409}
    gained = _count(own_sessions, LoginSession, LoginSession.ended_at.is_(None)) - before
    assert gained == (0 if way in ("code", "recovery") else 1)  # a code takes the place of the waiting session
    assert _count(own_sessions, Person) - people == (1 if way in ("mail", "invitation") else 0)


def test_the_race_is_real_without_taking_turns(
    served: tuple[Flask, Engine], own_sessions: sessionmaker[Session], place: Town
) -> None:
    """The control: who reads the link without holding it finds it unused, each of them."""
    gate = Barrier(AT_ONCE)

    def careless(_number: int) -> bool:
        with own_sessions() as session:
            link = session.execute(select(MailLink)).scalars().one()
            gate.wait(10)
            return link.used_at is None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(pool.map(careless, range(AT_ONCE)))


def test_an_invitation_that_one_account_accepts_twice_at_once_makes_one_place(
    served: tuple[Flask, Engine], own_sessions: sessionmaker[Session], place: Town
) -> None:
    app, _engine = served
    with own_sessions() as session:
        token = sessions.start_session(session, place.stranger, "test", "")
        session.commit()
    secret = place.world.secret
    answers = at_once(lambda: browser(app, token).post(f"/invitations/{secret}").status_code)
    assert answers == [303] * AT_ONCE
    assert _count(own_sessions, Membership, Membership.person_id == place.stranger) == 1
    accepted = Invitation.id == place.world.invitation, Invitation.accepted_by == place.stranger
    assert _count(own_sessions, Invitation, *accepted) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_that_was_used_lets_nobody_in_again(
    served: tuple[Flask, Engine], own_sessions: sessionmaker[Session], place: Town, way: str
) -> None:
    app, _engine = served
    attempt = _attempt(way, app, own_sessions, place)
    first, second = attempt(), attempt()
    assert first == 303
    assert second in ((400,) if way in ("code", "recovery") else (404, 303, 409))
    used = {
        "mail": (MailLink, MailLink.used_at.is_not(None)),
        "invitation": (Invitation, Invitation.accepted_at.is_not(None)),
        "card": (Card, Card.enrolled_at.is_not(None)),
        "recovery": (RecoveryCode, RecoveryCode.used_at.is_not(None)),
    }
    if way in used:
        assert _count(own_sessions, *used[way]) == 1


def test_a_link_that_is_sent_again_is_the_only_one_that_works(
    served: tuple[Flask, Engine], own_sessions: sessionmaker[Session], place: Town
) -> None:
    app, _engine = served
    with own_sessions() as session:
        link = session.execute(select(MailLink)).scalars().one()
        newer = links.arm_link(link)
        session.commit()
    older = place.secrets["mail"]
    assert browser(app).post(f"/mail/{older}", data={"name": "Dief"}).status_code == 404
    assert browser(app).post(f"/mail/{newer}", data={"name": "Nieuw Iemand"}).status_code == 303
