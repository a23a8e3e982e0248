"""One link, one card, one address: used by two at the same moment, they let one in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from academies.members import holders
from metro.accounts import links, people
from metro.accounts.models import Card, Credential, LoginSession, MailLink, Person
from metro.accounts.secrets import digest_of
from metro.app import create_app
from metro.config import Settings
from metro.database import Addresses
from metro.kernel import clock
from metro.kernel.db import make_engine
from tests.factories import companies
from tests.support.doors import new_browser, secrets_in
from tests.support.pages import PageClient
from tests.support.working import work_off

EMAIL = "nieuw@werk.example"
AT_ONCE = 2


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation with its own folder for mail."""
    return Settings(log_level="ERROR", secret_key="x" * 40, data_dir=tmp_path)


@pytest.fixture
def served(own_addresses: Addresses, settings: Settings) -> Iterator[Flask]:
    """The application on a database of this test alone: what it commits stays."""
    engine = make_engine(own_addresses.app, pool_size=6)
    app = create_app(settings, engine)
    app.test_client_class = PageClient
    yield app
    engine.dispose()


def mailed(app: Flask, own: Addresses, settings: Settings, often: int) -> list[str]:
    """The secrets of as many links, asked on the page and sent by the worker."""
    for _each in range(often):
        assert new_browser(app).post("/sign-in/link", data={"email": EMAIL}).status_code == 303
    work_off(own, settings.data_dir)
    return secrets_in(sorted(settings.mailbox.glob("*.eml")))


def at_once(attempts: list[Callable[[], int]]) -> list[int]:
    """What `attempts` answer when they all begin as the last one is ready."""
    gate = Barrier(len(attempts))

    def go(attempt: Callable[[], int]) -> int:
        gate.wait(10)
        return attempt()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return sorted(pool.map(go, attempts))


def use(app: Flask, path: str) -> Callable[[], int]:
    """An attempt at `path` with a new browser."""
    form = {"name": "Nieuw Iemand", "pin": "80417", "again": "80417"}
    client = new_browser(app)
    return lambda: client.post(path, data=form).status_code


def count(own: sessionmaker[Session], model: type[Person] | type[LoginSession] | type[Credential]) -> int:
    with own() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


@pytest.mark.parametrize("is_known", [False, True])
def test_a_link_that_two_use_at_once_lets_one_in(
    served: Flask, own_addresses: Addresses, own_sessions: sessionmaker[Session], settings: Settings, is_known: bool
) -> None:
    if is_known:
        with own_sessions() as session:
            people.register(session, "Oude Bekende", EMAIL)
            session.commit()
    [secret] = mailed(served, own_addresses, settings, 1)
    assert at_once([use(served, f"/mail/{secret}") for _each in range(AT_ONCE)]) == [303, 404]
    assert [count(own_sessions, model) for model in (Person, Credential, LoginSession)] == [1, 1, 1]


def test_two_links_of_one_newcomer_used_at_once_make_one_account(
    served: Flask, own_addresses: Addresses, own_sessions: sessionmaker[Session], settings: Settings
) -> None:
    found = mailed(served, own_addresses, settings, AT_ONCE)
    assert len(found) == AT_ONCE
    answers = at_once([use(served, f"/mail/{secret}") for secret in found])
    assert answers in ([303, 303], [303, 409])
    assert [count(own_sessions, model) for model in (Person, Credential)] == [1, 1]
    assert count(own_sessions, LoginSession) == answers.count(303)


def test_a_card_that_two_scan_at_once_makes_one_device_its_persons_own(
    served: Flask, own_sessions: sessionmaker[Session]
) -> None:
    with own_sessions() as session:
        company, manager = companies.company(session)
        place = holders.register_holder(session, company.id, "Kas Kaart", None, None, manager.person_id)
        _name, secret = holders.print_card(session, company.id, place, manager.person_id)
        session.commit()
    assert at_once([use(served, f"/card/{secret}") for _each in range(AT_ONCE)]) == [303, 404]
    assert count(own_sessions, LoginSession) == 1
    with own_sessions() as session:
        assert session.execute(select(Card.device_hash)).scalar_one() is not None


def test_without_taking_turns_both_are_let_in(own_sessions: sessionmaker[Session]) -> None:
    """The control: the race that the lock is there for is real."""
    with own_sessions() as session:
        secret = links.arm_link(links.ask_link(session, EMAIL))
        session.commit()
    both_have_read = Barrier(AT_ONCE)

    def careless() -> int:
        with own_sessions() as session:
            held = select(MailLink).where(MailLink.token_hash == digest_of(secret))
            link = session.execute(held).scalar_one()
            both_have_read.wait(10)
            was_free, link.used_at = link.used_at is None, clock.now()
            session.commit()
        return int(was_free)

    assert at_once([careless] * AT_ONCE) == [1, 1]
