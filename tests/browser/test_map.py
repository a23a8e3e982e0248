"""The map is travelled by mouse, by touch and by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visitor

WIDER = "whole => document.querySelector('svg.metro-map').getBoundingClientRect().width > whole + 1"


def _focused(page: Page) -> str:
    """The station that has the focus, "" when none has."""
    return str(page.evaluate("document.activeElement?.closest('svg.metro-map a')?.getAttribute('href') ?? ''"))


def _width(page: Page) -> float:
    """How wide the whole drawing is, in pixels."""
    return float(page.locator("svg.metro-map").evaluate("drawing => drawing.getBoundingClientRect().width"))


def _corner(page: Page) -> tuple[float, float]:
    """Where the corner of the drawing is in the window."""
    x, y = page.locator("svg.metro-map").evaluate("d => [d.getBoundingClientRect().x, d.getBoundingClientRect().y]")
    return float(x), float(y)


def test_tab_reaches_the_stations_and_arrows_travel_along_the_line(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if _focused(page):
            break
    first = _focused(page)
    assert first.startswith("/stations/")
    travelled = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        travelled.add(_focused(page))
    assert len(travelled) >= 2
    assert all(place.startswith("/stations/") for place in travelled)
    last = _focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{last}")
    assert visit.faults == []


def test_the_map_zooms_by_button_key_and_wheel_and_shows_the_whole_again(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    page.locator("[data-zoom-fit]").click()
    whole = _width(page)
    page.locator("[data-zoom-by]").first.click()
    nearer = _width(page)
    assert nearer > whole
    page.locator("[data-zoom-fit]").click()
    assert abs(_width(page) - whole) < 1
    page.locator("svg.metro-map").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(WIDER, arg=whole)
    assert visit.faults == []


def test_a_drag_moves_the_map_and_opens_no_station(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    page.locator("[data-zoom-by]").first.click()
    before = _corner(page)
    box = page.locator("svg.metro-map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 120, y - 60, steps=6)
    page.mouse.up()
    assert _corner(page) != before
    assert visit.path() == "/"


def test_a_line_in_the_legend_dims_the_others(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/?line=robotica")
    page = visit.page
    lit = page.locator("svg.metro-map .line-robotica.edge").first
    dimmed = page.locator("svg.metro-map .line-waterstof.edge").first
    opacity = "element => Number(getComputedStyle(element).opacity)"
    expect(lit).to_be_attached()
    page.wait_for_timeout(400)
    assert lit.evaluate(opacity) > 0.9
    assert dimmed.evaluate(opacity) < 0.5


def test_without_script_a_station_on_the_map_is_a_plain_link(visitor: Visitor) -> None:
    visit = visitor(PHONE, java_script_enabled=False)
    visit.go("/")
    visit.page.locator('svg.metro-map a[href="/stations/trillingen-meten"]').first.click(force=True)
    visit.page.wait_for_url("**/stations/trillingen-meten")
    expect(visit.page.locator("h1")).to_have_text("Trillingen meten")
