"""Scripts typed in every text field that is stored run on no page, and the policy has nothing to report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from metro.app import create_app
from metro.config import Settings
from metro.database import Addresses
from metro.kernel.db import make_engine
from tests.attacks.everywhere import type_everywhere
from tests.attacks.scripts import PAYLOADS
from tests.attacks.town import Town, build
from tests.browser.conftest import Visitor

PAGES = (
    "/me", "/me/profile", "/me/data", "/companies/{company}", "/companies/{company}/people",
    "/companies/{company}/people/{member}", "/companies/{company}/invitations", "/companies/{company}/teams",
    "/companies/{company}/requests", "/companies/{company}/settings", "/companies/{company}/audit",
    "/academies/{slug}/members", "/academies/{slug}/audit", "/office", "/office/audit",
    "/operator?q=pwned",
)  # fmt: skip
WATCH = (
    "window.ran = []; window.reported = []; window.pwned = number => { window.ran.push(number); }; "
    "document.addEventListener('securitypolicyviolation', event => { "
    "window.reported.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample); });"
)
LEAST_SHOWN = 60


@pytest.fixture
def program(addresses: Addresses) -> Iterator[Flask]:
    """The application on the database that is served."""
    engine = make_engine(addresses.app)
    yield create_app(Settings(log_level="ERROR", secret_key="a secret of the browser tests alone"), engine)
    engine.dispose()


def typed_town(program: Flask, session: Session) -> Town:
    """A town with every script in every field."""
    town = build(session, "vol-met-scripts")
    for number, payload in enumerate(PAYLOADS):
        assert all(status < 400 for status in type_everywhere(program, session, town, payload, 1000 + number))
    return town


def test_no_script_that_was_typed_runs_and_the_policy_reports_nothing(
    visitor: Visitor, program: Flask, database: sessionmaker[Session]
) -> None:
    with database() as session:
        town = typed_town(program, session)
    visit, shown = visitor(), 0
    visit.page.on("dialog", lambda dialog: visit.faults.append(dialog.message))
    visit.page.add_init_script(WATCH)
    visit.enter(town.token)
    for path in PAGES:
        visit.go(path.format(company=town.world.company, member=town.own_place, slug=town.slug))
        visit.page.keyboard.press("Tab")
        for summary in visit.page.locator("main summary").all()[:3]:
            summary.click()
        assert visit.page.evaluate("window.ran") == [], path
        assert visit.page.evaluate("window.reported") == [], path
        shown += visit.page.content().count("pwned(")
    assert visit.faults == []
    assert shown >= LEAST_SHOWN


def test_the_browser_would_run_what_is_not_escaped_and_report_what_the_policy_stops(visitor: Visitor) -> None:
    """The control: on a page without our policy the marker is set; with it, it is reported."""
    visit = visitor()
    visit.page.add_init_script(WATCH)
    visit.go("/terms")
    visit.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror=pwned(2)>')"
    )
    visit.page.wait_for_function("window.reported.length > 0")
    assert visit.page.evaluate("window.ran") == []
    visit.page.goto("about:blank")
    visit.page.set_content(PAYLOADS[0])
    assert visit.page.evaluate("window.ran") == [1]
