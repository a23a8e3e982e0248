"""The whole way, as a person goes it: from the map through a scan to the best route, drawn on the map."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor

RIDES = [
    ("nl", DESKTOP, {"color_scheme": "light"}),
    ("en", DESKTOP, {"color_scheme": "dark"}),
    ("nl", PHONE, {"color_scheme": "dark", "has_touch": True, "is_mobile": True}),
    ("en", PHONE, {"color_scheme": "light", "has_touch": True, "is_mobile": True}),
    ("nl", PHONE, {"java_script_enabled": False}),
]


def _next(visit: Visit) -> None:
    """Press the one yellow button."""
    visit.page.locator("main button.go").last.click()


def _arrive(visit: Visit, path: str) -> None:
    """Wait until the page at `path` has loaded; fail when another comes."""
    visit.page.wait_for_url(f"{visit.address}{path}")


def _answer_questions(visit: Visit, is_checked: bool) -> None:
    for number in range(1, 10):
        _arrive(visit, f"/scan/questions/{number}")
        if is_checked and number == 1:
            visit.check()
        options = visit.page.locator("main .options label")
        expect(options).to_have_count(6)
        options.nth(number % 6).click()
        _next(visit)


def _answer_skills(visit: Visit) -> None:
    skills = visit.page.locator("main fieldset.skill")
    for index in range(skills.count()):
        skills.nth(index).locator(".levels label").nth(index % 2).click()
    _next(visit)


def ride(visit: Visit, is_checked: bool) -> None:
    """From the front page to the route, looking at each page on the way."""

    def look() -> None:
        if is_checked:
            visit.check()

    visit.go("/")
    expect(visit.page.locator("svg.metro-map")).to_be_visible()
    look()
    visit.page.locator("main a.go").first.click()
    _arrive(visit, "/scan")
    look()
    visit.page.locator('main label:has(input[value="onderhoudsmonteur"])').click()
    _next(visit)
    _answer_questions(visit, is_checked)
    _arrive(visit, "/scan/skills")
    look()
    _answer_skills(visit)
    _arrive(visit, "/scan/result")
    look()
    visit.page.locator("main a.go").first.click()
    _arrive(visit, "/route")
    look()


@pytest.mark.parametrize(("language", "viewport", "options"), RIDES)
def test_a_newcomer_rides_from_the_map_to_a_route_on_the_map(
    visitor: Visitor, language: str, viewport: dict[str, int], options: dict[str, Any]
) -> None:
    visit = visitor(viewport, language, **options)
    has_script = options.get("java_script_enabled", True)
    ride(visit, is_checked=has_script)
    page = visit.page
    stops = page.locator("ol.strip > li")
    assert stops.count() >= 3
    assert page.locator("svg.metro-map.dimmed .station.lit, svg.metro-map.dimmed .station.next").count() > 0
    assert page.locator("svg.metro-map.dimmed .edge.lit").count() >= stops.count() - 1
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_text("bewezen" if language == "nl" else "proven").first).to_be_visible()
    assert visit.faults == []


def test_a_route_is_planned_around_a_stop_that_is_refused_and_comes_back_when_that_is_undone(visitor: Visitor) -> None:
    visit = visitor()
    ride(visit, is_checked=False)
    stops = visit.page.locator("ol.strip > li")
    before = stops.all_inner_texts()
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Niet voor mij").first.click()
    assert stops.all_inner_texts() != before
    visit.check()
    visit.page.reload()
    assert stops.all_inner_texts() != before
    with visit.page.expect_navigation():
        visit.page.locator('form[action="/route/undo"] button').first.click()
    assert stops.all_inner_texts() == before


@pytest.mark.parametrize("path", ["/list", "/lines/slim-onderhoud", "/stations/trillingen-meten", "/route", "/nergens"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_other_page_is_open_to_everybody(
    visitor: Visitor, path: str, viewport: dict[str, int], scheme: str
) -> None:
    visit = visitor(viewport, "en" if scheme == "dark" else "nl", color_scheme=scheme)
    visit.go(path)
    if path == "/nergens":
        assert len(visit.faults) >= 1  # the browser itself reports the 404
        visit.faults.clear()
    visit.check()


def test_nothing_jumps_while_the_map_loads(visitor: Visitor) -> None:
    visit = visitor()
    visit.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    visit.go("/")
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.evaluate("window.shift") < 0.01
