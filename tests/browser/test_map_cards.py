"""A station tells what it is when it is pointed at, focused or tapped, and the map is travelled by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Visitor

CARD = "[data-map-card]"
IN_VIEW = """id => {
  const box = document.getElementById(id).getBoundingClientRect();
  const frame = document.getElementById("map").getBoundingClientRect();
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}"""


def _station(page: Page, station: str) -> Locator:
    return page.locator(f'.station[data-station="{station}"]')


def test_a_card_tells_name_lines_and_hours_and_moves_nothing(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    shifts = "new PerformanceObserver(l => window.shifts.push(...l.getEntries())).observe({type: 'layout-shift'})"
    page.evaluate(f"() => {{ window.shifts = []; {shifts}; }}")
    _station(page, "oee-verbeteren").hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    for words in ("OEE verbeteren", "Slim onderhoud", "Robotica", "Slimme fabriek", "4 u"):
        expect(card).to_contain_text(words)
    assert page.evaluate("window.shifts.length") == 0
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    visit.check()


def test_a_card_stays_while_the_mouse_is_on_it(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    _station(page, "oee-verbeteren").hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()


def test_a_finger_sees_the_card_first_and_then_goes_in(visitor: Visitor) -> None:
    visit = visitor(PHONE, has_touch=True)
    visit.go("/?station=oee-verbeteren")
    page = visit.page
    _station(page, "oee-verbeteren").tap(force=True)
    card = page.locator(CARD)
    expect(card).to_be_visible()
    assert visit.path() == "/?station=oee-verbeteren"
    visit.check()
    card.get_by_role("link").tap()
    page.wait_for_url("**/stations/oee-verbeteren")


def test_a_line_is_travelled_from_end_to_end_by_keyboard_alone(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    focused = "document.activeElement.closest('svg a')?.querySelector('.station').dataset.station ?? ''"
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(focused):
            break
    line = ["storing-of-slijtage", "sensoren-plaatsen"]
    assert page.evaluate(focused) == line[0]
    card = page.locator(CARD)
    expect(card).to_contain_text("Storing of slijtage?")
    seen = [line[0]]
    for _press in range(10):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(focused))
    assert seen[1] == line[1]
    assert len(set(seen)) == 11
    expect(card).to_be_visible()
    assert page.evaluate(IN_VIEW, f"station-{seen[-1]}")
    for key in ("+", "+", "-", "0"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/stations/{seen[-1]}")
    assert visit.faults == []


@pytest.mark.parametrize("path", ["/#station-oee-verbeteren", "/?station=oee-verbeteren", "/?q=oee+verbeteren"])
def test_an_address_leads_to_a_station_on_the_map(visitor: Visitor, path: str) -> None:
    visit = visitor(PHONE)
    visit.go(path)
    visit.page.wait_for_function(IN_VIEW, arg="station-oee-verbeteren")
    assert visit.faults == []


def test_an_address_leads_to_a_station_without_a_script(visitor: Visitor) -> None:
    visit = visitor(PHONE, java_script_enabled=False)
    visit.go("/#station-brandstofcel")
    expect(_station(visit.page, "brandstofcel")).to_be_in_viewport(ratio=0.9)


def test_what_is_typed_is_found_on_the_map(visitor: Visitor) -> None:
    visit = visitor(PHONE)
    visit.go("/")
    visit.page.locator("#q").fill("brandstofcel")
    expect(_station(visit.page, "brandstofcel")).to_have_class(re.compile("found"))
    visit.page.wait_for_function(IN_VIEW, arg="station-brandstofcel")


def test_names_of_ordinary_stations_go_first_when_the_map_is_far_away(visitor: Visitor) -> None:
    visit = visitor(PHONE)
    visit.go("/")
    page = visit.page
    opacity = "element => Number(getComputedStyle(element).opacity)"
    minor = page.locator("svg.metro-map .minor")
    assert minor.evaluate(opacity) == 1
    page.locator("[data-zoom-fit]").click()
    page.wait_for_function("document.querySelector('svg.metro-map').classList.contains('far')")
    assert minor.evaluate(opacity) == 0


@pytest.mark.parametrize(
    "wish",
    [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}],
    ids=lambda wish: next(iter(wish)),
)
def test_the_map_is_calm_and_clear_for_who_asks_for_that(visitor: Visitor, wish: dict[str, str]) -> None:
    visit = visitor(**wish)
    visit.go("/?line=robotica")
    ring = visit.page.locator(".station.lit").first.locator("ellipse, path").first
    stroke, fill = ring.evaluate("e => [getComputedStyle(e).stroke, getComputedStyle(e).fill]")
    assert stroke != fill
    assert visit.page.locator(".edge").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    if "forced_colors" not in wish:  # axe cannot tell which colours a system forces on the rest of the page
        visit.check()
    assert visit.faults == []
