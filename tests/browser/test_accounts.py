"""People at the doors and on their pages, in a real browser: in by mail, a company, colleagues, the office."""

from __future__ import annotations

import os
import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from metro.accounts import sessions
from tests.attacks.town import Town, build
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.factories import numbers
from tests.factories.profiles import typed

WINDOWS = [
    ("nl", DESKTOP, {"color_scheme": "light"}),
    ("en", DESKTOP, {"color_scheme": "dark"}),
    ("nl", PHONE, {"color_scheme": "dark", "has_touch": True, "is_mobile": True}),
    ("en", PHONE, {"color_scheme": "light", "has_touch": True, "is_mobile": True}),
]
PAGES = (
    "/me", "/me/profile", "/me/security", "/me/data", "/me/places/{place}", "/companies/new", "/companies/asked",
    "/companies/{company}", "/companies/{company}/people", "/companies/{company}/people/{member}",
    "/companies/{company}/people/cards/new", "/companies/{company}/invitations",
    "/companies/{company}/invitations/import", "/companies/{company}/teams", "/companies/{company}/requests",
    "/companies/{company}/settings", "/companies/{company}/audit", "/academies/academie-haarlem/members",
    "/academies/academie-haarlem/audit", "/office", "/office/audit", "/operator?q=baas",
)  # fmt: skip
DOORS = ("/sign-in", "/sign-in/sent", "/mail/{mail}", "/invitations/{invitations}", "/card/{card}", "/dev/mail",
         "/help", "/contact", "/privacy", "/terms", "/accessibility", "/invitations/bestaat-niet")  # fmt: skip
MOST_TABS = 60
IS_FULL = os.environ.get("METRO_TEST_SIZE") == "full"
PICTURES = os.environ.get("METRO_PICTURES")  # a folder to lay screenshots in, for who looks at them
_people = count(1)
SHIFT = (
    "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
    "window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true});"
)


@pytest.fixture(scope="session")
def town_of() -> dict[str, Town]:
    """The town, once it was built in the database of this module."""
    return {}


@pytest.fixture
def town(database: sessionmaker[Session], town_of: dict[str, Town]) -> Town:
    """A town in the served database."""
    if "town" not in town_of:
        with database() as session:
            town_of["town"] = build(session)
    return town_of["town"]


def token_of(database: sessionmaker[Session], town: Town) -> str:
    """A new session of who has every role."""
    with database() as session:
        token = sessions.start_session(session, town.everyone, "test", "Firefox, Linux", has_second_factor=True)
        session.commit()
    return token


def shift(visit: Visit, name: str) -> float:
    """Check the page that stands there; how far what stood on it has jumped."""
    visit.check()
    picture(visit, name)
    return float(visit.page.evaluate("window.shift"))


def picture(visit: Visit, name: str) -> None:
    """Lay a screenshot where it was asked for."""
    if PICTURES:
        width = (visit.page.viewport_size or {"width": 0})["width"]
        plain = re.sub("[^a-z]+", "-", name).strip("-") or "home"
        visit.page.screenshot(path=Path(PICTURES) / f"{plain}-{width}.png", full_page=True)


def press(visit: Visit, where: str = "main button.go") -> None:
    """Press the main button of the page, and wait for the next."""
    with visit.page.expect_navigation():
        visit.page.locator(where).last.click()


def come_in_by_mail(visit: Visit, email: str, name: str) -> None:
    """Ask a link, read it in the demo's mailbox, and use it."""
    page = visit.page
    visit.go("/sign-in?next=/companies/new")
    page.fill("#email", email)
    press(visit, 'form[action="/sign-in/link"] button')
    for _attempt in range(60):
        visit.go("/dev/mail")
        page.wait_for_load_state("networkidle")  # or the icon of the page that is left would count as failed
        mine = page.locator("main a", has_text=email).or_(page.locator(f"main li:has-text('{email}') a"))
        if mine.count() or email in page.content():
            break
        page.wait_for_timeout(250)
    page.locator('main a[href^="/dev/mail/"]').first.click()
    page.locator('main a[href*="/mail/"]:not([href^="/dev/"])').first.click()
    page.fill("#name", name)
    press(visit)


def start_company(visit: Visit) -> str:
    """Fill in the form; the address of the new company."""
    page, profile = (
        visit.page,
        typed("Nova Metaal BV", numbers.kvk_number()[:2] + f"{os.getpid() % 10_000:04}{next(_people):02}"),
    )
    for name, value in profile.items():
        field = page.locator(f"#{name}")
        if name in ("sector", "size_class"):
            field.select_option(value)
        else:
            field.fill(value)
    press(visit)
    assert re.fullmatch(r"/companies/[0-9]+", visit.path())
    return visit.path()


@pytest.mark.parametrize(
    ("language", "viewport", "options"), [WINDOWS[0], WINDOWS[3], ("nl", PHONE, {"java_script_enabled": False})]
)
def test_a_newcomer_comes_in_by_mail_starts_a_company_and_invites_a_colleague(
    visitor: Visitor, language: str, viewport: dict[str, int], options: dict[str, Any]
) -> None:
    visit = visitor(viewport, language, **options)
    come_in_by_mail(visit, f"baas{os.getpid()}x{next(_people)}@nova.example", "Bo Baas")
    assert visit.path() == "/companies/new"
    home = start_company(visit)
    visit.go(f"{home}/invitations")
    visit.page.fill("#name", "Sanne Bakker")
    visit.page.fill("#email", "sanne@nova.example")
    press(visit, f'form[action="{home}/invitations"] button.go')
    assert "sanne@nova.example" in visit.page.locator("table.people").inner_text()
    visit.go(f"{home}/people")
    assert "Bo Baas" in visit.page.locator("table.people").inner_text()
    assert visit.faults == []


@pytest.mark.parametrize(("language", "viewport", "options"), WINDOWS)
def test_every_page_of_a_person_a_company_an_academy_and_the_office_is_open_to_everybody(
    visitor: Visitor, database: sessionmaker[Session], town: Town, language: str, viewport: dict[str, int],
    options: dict[str, Any],
) -> None:  # fmt: skip
    visit = visitor(viewport, language, **options)
    visit.page.add_init_script(SHIFT)
    visit.enter(token_of(database, town))
    place = [each[:2] for each in WINDOWS].index((language, viewport))
    for path in PAGES if IS_FULL else PAGES[place % 2 :: 2]:  # each in two windows, in all four at full size
        visit.go(path.format(company=town.world.company, member=town.world.learner.id, place=town.own_place))
        assert shift(visit, path) < 0.01, path


@pytest.mark.parametrize(("language", "viewport", "options"), WINDOWS[1:3])
def test_every_door_is_open_to_everybody(
    visitor: Visitor, town: Town, language: str, viewport: dict[str, int], options: dict[str, Any]
) -> None:
    visit = visitor(viewport, language, **options)
    visit.page.add_init_script(SHIFT)
    for path in DOORS:
        visit.go(path.format(**town.secrets))
        if path.endswith("bestaat-niet"):
            visit.faults.clear()  # the browser itself reports the 404
        assert shift(visit, path) < 0.01, path


@pytest.mark.parametrize("path", ["/sign-in", "/companies/new", "/companies/{company}/invitations", "/office"])
def test_the_main_button_is_reached_by_keyboard_alone(
    visitor: Visitor, database: sessionmaker[Session], town: Town, path: str
) -> None:
    visit = visitor()
    if path != "/sign-in":
        visit.enter(token_of(database, town))
    visit.go(path.format(company=town.world.company))
    for _tab in range(MOST_TABS):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.matches('main button.go')"):
            break
    else:
        pytest.fail("no way to the main button")
    ring = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
