"""From the request form to an open academy, in a real browser: as visitor, network office and owner."""

from __future__ import annotations

import io
import os
import re
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload
from sqlalchemy.orm import Session, sessionmaker

from academies.members.domain import Organisation
from academies.members.joining import join
from academies.tenants.repository import academy_at
from metro.accounts import sessions
from metro.kernel.permissions import Role
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.factories import companies, numbers
from tests.support.people import office_person

PICTURES = os.environ.get("METRO_PICTURES")  # a folder to lay screenshots in, for who looks at them
MOST_SECONDS = 60
STOPS = ("", "/brand", "/places", "/staff", "/vat", "/payout", "/lines", "/station")
WINDOWS = [
    ("nl", DESKTOP, {"color_scheme": "light"}),
    ("nl", PHONE, {"color_scheme": "dark", "has_touch": True, "is_mobile": True}),
]


def logo() -> FilePayload:
    """A logo, really made."""
    made = io.BytesIO()
    drawn = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    drawn.paste((0, 131, 77, 255), (20, 20, 120, 100))
    drawn.paste((16, 35, 63, 255), (140, 50, 280, 70))
    drawn.save(made, "PNG")
    return {"name": "logo.png", "mimeType": "image/png", "buffer": made.getvalue()}


def look(visit: Visit, name: str) -> None:
    """Check the page, and lay a screenshot where it was asked for."""
    visit.check()
    if PICTURES:
        width = (visit.page.viewport_size or {"width": 0})["width"]
        plain = re.sub("[^a-z]+", "-", name).strip("-")
        visit.page.screenshot(path=Path(PICTURES) / f"{plain}-{width}.png", full_page=True)


def press(visit: Visit, where: str = "main button.go") -> None:
    with visit.page.expect_navigation():
        visit.page.locator(where).first.click()


def enter(visit: Visit, database: sessionmaker[Session], person: int) -> None:
    with database() as session:
        visit.enter(sessions.start_session(session, person, "test", "Firefox, Linux", has_second_factor=True))
        session.commit()


def ask(visit: Visit, organisation: str) -> None:
    """Fill in the form as a visitor."""
    page = visit.page
    visit.go("/academies/new")
    look(visit, "become")
    page.fill("#organisation", organisation)
    page.fill("#kvk_number", "12345678")
    page.select_option("#kind", "academy")
    page.select_option("#region", "Overijssel")
    page.fill("#offer", "Lasrobots instellen en programmeren, voor mkb-bedrijven in Twente.")
    page.fill("#partners", "ROC van Twente, Fraunhofer")
    page.fill("#name", "Ada Vos")
    page.fill("#email", f"ada{numbers.next_number()}@fieldlab.example")
    press(visit)
    look(visit, "asked")


def approve(visit: Visit, organisation: str, slug: str) -> None:
    """Lead the request to an opened academy, as the network office."""
    page = visit.page
    visit.go("/office/pipeline")
    page.get_by_role("link", name=organisation).first.click()
    page.fill("#note", "Sprak met Ada.\nZe willen in mei beginnen.")
    press(visit, "form[action$='/notes'] button")
    page.fill("#next_action", "Bellen over de overeenkomst")
    page.fill("#next_action_on", "2026-11-20")
    press(visit, "form[action$='/plan'] button")
    for stage in ("talking", "agreement"):
        press(visit, f"button[value='{stage}']")
    page.fill("#version", "2026-1")
    page.fill("#fee", "12,5")
    page.fill("#slug", slug)
    look(visit, "office request")
    press(visit, "form[action$='/approve'] button")
    visit.go("/office/pipeline")
    look(visit, "office pipeline")


def set_up(visit: Visit, base: str) -> None:
    """Go through the wizard, as the owner."""
    page = visit.page
    visit.go(f"{base}/start/brand")
    page.fill("#motto", "Lassen en robots, dicht bij huis")
    page.fill("#color", "#00834d")
    page.set_input_files("#logo", [logo()])
    press(visit)
    for name, value in (("name", "Werkplaats Twente"), ("street", "Kennispark 1"), ("postcode", "7522 NB"),
                        ("city", "Enschede")):  # fmt: skip
        page.fill(f"#{name}", value)
    press(visit)
    visit.go(f"{base}/start/vat")
    page.check("input[value='neither']")
    press(visit)
    press(visit, "main a.go")
    page.locator(".choices label").first.click()
    press(visit)
    visit.go(f"{base}/start")
    look(visit, "start ready")
    press(visit)


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop-day", "phone-night"])
def test_from_the_request_to_an_open_academy(
    visitor: Visitor, database: sessionmaker[Session], window: tuple[str, dict[str, int], dict[str, bool | str]]
) -> None:
    language, viewport, options = window
    number, began = numbers.next_number(), time.monotonic()
    organisation, slug = f"Fieldlab Twente {number}", f"fieldlab-twente-{viewport['width']}"
    stranger = visitor(viewport, language, **options)
    ask(stranger, organisation)
    with database() as session:
        karin = office_person(session, email=f"karin{viewport['width']}@netwerk.example")
        session.commit()
    office = visitor(viewport, language, **options)
    enter(office, database, karin)
    approve(office, organisation, slug)
    with database() as session:
        academy = academy_at(session, slug)
        assert academy is not None
        owner = companies.person(session, "Ada Vos", f"baas{viewport['width']}@fieldlab.example")
        join(session, owner, Organisation(academy=academy.id), [Role.ACADEMY_OWNER.value])
        session.commit()
    own, base = visitor(viewport, language, **options), f"/academies/{slug}"
    enter(own, database, owner)
    for stop in STOPS:
        own.go(f"{base}/start{stop}")
        look(own, f"start{stop}")
    set_up(own, base)
    assert own.path() == base
    stranger.go(base)
    look(stranger, "front")
    assert "Kennispark 1" in stranger.page.content()
    own.go(f"{base}/start/brand")
    look(own, "start brand filled")
    own.go(f"{base}/start/places")
    look(own, "start places filled")
    own.go(f"{base}/members")
    look(own, "members")
    office.go("/office")
    look(office, "office")
    assert time.monotonic() - began < MOST_SECONDS
