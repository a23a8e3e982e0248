"""The studio in a real browser: a station from an empty form to the map, two editors at once, every page looked at."""

from __future__ import annotations

import os
import re
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session, sessionmaker

from lines.studio import reviewing, service
from metro.accounts import sessions
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.factories import studio
from tests.support.people import office_person

WINDOWS = [
    ("nl", DESKTOP, {"color_scheme": "light"}),
    ("en", DESKTOP, {"color_scheme": "dark"}),
    ("nl", PHONE, {"color_scheme": "dark", "has_touch": True, "is_mobile": True}),
    ("nl", PHONE, {"color_scheme": "light", "has_touch": True, "is_mobile": True}),
]
PICTURES = os.environ.get("METRO_PICTURES")  # a folder to lay screenshots in, for who looks at them
_numbers = count(1)


@pytest.fixture
def made(database: sessionmaker[Session]) -> studio.Studio:
    """An academy of this test alone."""
    with database() as session:
        found = studio.studio(session, f"academie-{os.getpid()}-{next(_numbers)}")
        session.commit()
    return found


@pytest.fixture
def office(database: sessionmaker[Session]) -> int:
    """Somebody of the network office."""
    with database() as session:
        found = office_person(session, email=f"kantoor{os.getpid()}x{next(_numbers)}@netwerk.example")
        session.commit()
    return found


def enter(visit: Visit, database: sessionmaker[Session], person: int) -> None:
    """Be signed in as `person`."""
    with database() as session:
        token = sessions.start_session(session, person, "test", "Firefox, Linux", has_second_factor=True)
        session.commit()
    visit.enter(token)


def press(page: Page, where: str) -> None:
    """Press a button and wait for the next page."""
    with page.expect_navigation():
        page.locator(where).first.click()


def saved(page: Page) -> None:
    """Wait until what was typed is kept."""
    page.wait_for_function("document.querySelector('[data-status]').textContent.match(/^(bewaard|saved) [0-9]/)")


def write(page: Page, name: str) -> None:
    """Fill in a station called `name`, as an editor would."""
    page.fill("#name_nl", name)
    page.fill("#need_nl", "Een lager faalt zelden stil.")
    page.fill("#goal_nl", "Je hoort of een lager stuk gaat.")
    page.fill("#audience_nl", "Monteurs")
    page.select_option("#teaches-0-skill", "conditiemeting")
    page.locator('input[name="prerequisites-all"]').first.fill("Sensoren plaatsen")
    page.fill("#minutes", "90")
    page.select_option("#form", "workshop")
    page.fill("#place", "Haarlem")
    page.fill("#price", "95")
    page.select_option("#lines-0-line", "slim-onderhoud")
    page.fill("#lines-0-place", "3")
    for at, kind in enumerate(("text", "assignment")):
        press(page, f'button[value="steps-{kind}"]')
        page.fill(f"#steps-{at}-title_nl", f"Stap van soort {kind}")
        page.fill(f"#steps-{at}-body_nl", "Houd een *schroevendraaier* tegen het **lager**.")
    saved(page)


def test_a_station_goes_from_an_empty_form_to_the_map(
    visitor: Visitor, database: sessionmaker[Session], made: studio.Studio, office: int
) -> None:
    began = time.monotonic()
    editor, base, name = visitor(), f"/academies/{made.giver.id}/stations", f"Luisteren naar lagers {next(_numbers)}"
    enter(editor, database, made.editor)
    editor.go(f"{base}/new")
    press(editor.page, "main button.go")
    write(editor.page, name)
    editor.page.wait_for_selector('[data-preview="steps-1-body_nl"] strong')
    picture(editor, "studio-written")
    press(editor.page, 'button[value="submit"]')
    assert "bij de beoordelaar" in editor.page.content()
    reviewer = visitor()
    enter(reviewer, database, office)
    reviewer.go("/office/reviews")
    press(reviewer.page, f'a:has-text("{name}")')
    reviewer.check()
    press(reviewer.page, 'button[value="approved"]')
    traveller = visitor()
    traveller.go("/list")
    press(traveller.page, f'main a:has-text("{name}")')
    assert "Stap van soort assignment" in traveller.page.content()
    traveller.check()
    assert editor.faults == []
    print(f"from an empty form to the map in {time.monotonic() - began:.1f} s")  # noqa: T201 - the report of a journey


def test_what_is_typed_is_kept_without_pressing_anything(
    visitor: Visitor, database: sessionmaker[Session], made: studio.Studio
) -> None:
    with database() as session:
        draft = studio.draft(session, made)
        session.commit()
    visit = visitor()
    enter(visit, database, made.editor)
    visit.go(f"/academies/{made.giver.id}/stations/{draft.id}")
    visit.page.fill("#goal_nl", "Vanzelf bewaard.")
    visit.page.wait_for_timeout(1200)
    saved(visit.page)
    visit.page.reload()
    assert visit.page.input_value("#goal_nl") == "Vanzelf bewaard."
    visit.check()


def test_two_editors_at_once_see_both_texts_and_lose_nothing(
    visitor: Visitor, database: sessionmaker[Session], made: studio.Studio
) -> None:
    with database() as session:
        draft = studio.draft(session, made)
        session.commit()
    ed, sanne = visitor(), visitor()
    for visit, person in ((ed, made.editor), (sanne, made.colleague)):
        enter(visit, database, person)
        visit.go(f"/academies/{made.giver.id}/stations/{draft.id}")
    sanne.page.fill("#goal_nl", "Van Sanne")
    with sanne.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        pass
    ed.page.fill("#goal_nl", "Van Ed")
    ed.page.wait_for_selector("[data-clash]")
    words = ed.page.locator("[data-clashes]").inner_text()
    assert "Sanne Bakker heeft intussen iets veranderd" in words
    assert "Van Sanne" in words
    assert ed.page.input_value("#goal_nl") == "Van Ed"
    ed.faults = [fault for fault in ed.faults if "409" not in fault]  # the browser reports the answer itself
    picture(ed, "studio-clash")
    ed.check()
    with ed.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        ed.page.locator("[data-clash] button").last.click()
    with database() as session:
        assert service.draft_of(session, made.academy, draft.id).document["goal_nl"] == "Van Ed"


@pytest.mark.parametrize(("language", "viewport", "options"), WINDOWS)
def test_every_page_of_the_studio_is_open_to_everybody(
    visitor: Visitor, database: sessionmaker[Session], made: studio.Studio, office: int, language: str,
    viewport: dict[str, int], options: dict[str, Any],
) -> None:  # fmt: skip
    with database() as session:
        draft = studio.draft(session, made, name_nl="Trillingen voelen met de hand", goal_en="You feel it.")
        sent = studio.draft(session, made, name_nl=f"Ingestuurd {made.academy}")
        reviewing.submit(session, made.academy, sent.id, made.giver, made.editor)
        reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
        reviewing.withdraw(session, made.academy, draft.id, made.editor)
        service.save(
            session, made.academy, draft.id, draft.revision, {"goal_nl": "Je hoort het.", "price": ""}, made.editor
        )
        session.commit()
    visit, base = visitor(viewport, language, **options), f"/academies/{made.giver.id}/stations"
    enter(visit, database, made.colleague)
    for name, path in (
        ("list", base), ("new", f"{base}/new"), ("form", f"{base}/{draft.id}"),
        ("compare", f"{base}/{draft.id}/versions/1"), ("read", f"{base}/{sent.id}"),
    ):  # fmt: skip
        visit.go(path)
        picture(visit, f"studio-{name}-{language}")
        visit.check()
    other = visitor(viewport, language, **options)
    enter(other, database, office)
    for name, path in (
        ("reviews", "/office/reviews"), ("review", f"/office/reviews/{sent.id}"), ("history", "/office/publications"),
    ):  # fmt: skip
        other.go(path)
        picture(other, f"office-{name}-{language}")
        other.check()
    assert (visit.faults, other.faults) == ([], [])


def picture(visit: Visit, name: str) -> None:
    """Lay a screenshot where it was asked for."""
    if PICTURES:
        size = visit.page.viewport_size or {"width": 0}
        scheme = "dark" if visit.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        plain = re.sub("[^a-z]+", "-", name).strip("-")
        visit.page.screenshot(path=Path(PICTURES) / f"{plain}-{size['width']}-{scheme}.png", full_page=True)
