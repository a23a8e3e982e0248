"""The map as a picture, on paper, in a frame, in parts, and while it is drawn."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from lines.maps import service
from lines.maps.extracts import Extract, Kind
from lines.network.service import current_network
from metro.kernel import db
from metro.kernel.scopes import NOBODY
from tests.browser.conftest import DESKTOP, PHONE, Visitor

POINTS = {"a3": (1191, 842), "a4": (842, 595)}


def _draw(database: sessionmaker[Session], extract: Extract) -> None:
    with db.transaction(database, NOBODY) as session:
        task = service.assignment(session, current_network(session).number, extract)
        if task is not None:
            service.store(session, task, service.made(task))


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_map_prints_on_one_sheet_in_vectors(visitor: Visitor, paper: str) -> None:
    visit = visitor()
    visit.go(f"/map/print?paper={paper}")
    sheet = visit.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", sheet)) == 1
    width, height = (round(float(n)) for n in re.findall(rb"/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]", sheet)[0])
    assert (width, height) == POINTS[paper]
    assert b"/Subtype /Image" not in sheet
    visit.check()


def test_the_home_page_prints_its_map(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    visit.page.emulate_media(media="print")
    box = visit.page.locator("svg.metro-map").bounding_box()
    assert box is not None
    assert box["width"] <= DESKTOP["width"]
    assert len(re.findall(rb"/Type */Page\b", visit.page.pdf(prefer_css_page_size=True))) <= 3


def test_the_map_is_downloaded_as_a_picture_and_as_a_drawing(visitor: Visitor) -> None:
    visit = visitor()
    visit.go("/")
    page = visit.page
    page.locator("[data-share] summary").click()
    with page.expect_download() as picture:
        page.locator("[data-png-of]").click()
    content = Path(picture.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) > 1500
    assert len(content) > 50_000
    with page.expect_download() as drawing:
        page.locator("[data-share] a[download]").click()
    assert drawing.value.suggested_filename == "metrokaart.svg"
    page.locator("#embed").focus()
    assert "<iframe" in page.evaluate("getSelection().toString()")
    visit.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_frame_shows_the_map_alone(visitor: Visitor, viewport: dict[str, int], scheme: str) -> None:
    visit = visitor(viewport, color_scheme=scheme)
    visit.go("/embed/map/en")
    expect(visit.page.locator("svg.metro-map")).to_be_visible()
    assert visit.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert visit.page.locator("a[aria-label]").first.evaluate("a => document.querySelector('base').target") == "_blank"
    visit.check()


@contextmanager
def _elsewhere(framed: str) -> Iterator[str]:
    """The address of another site, which shows the page `framed` in a frame."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<!doctype html><title>x</title><iframe src="{framed}"></iframe>'.encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("path", "drawings"), [("/embed/map/nl", 1), ("/", 0)])
def test_another_site_may_frame_the_map_and_nothing_else(visitor: Visitor, path: str, drawings: int) -> None:
    visit = visitor()
    visit.page.context.clear_cookies()
    with _elsewhere(visit.address + path) as site:
        visit.page.goto(site)
        frame = visit.page.frames[1]
        frame.wait_for_load_state()
        assert frame.locator("svg.metro-map").count() == drawings
        assert visit.page.context.cookies() == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_part_of_the_map_is_a_page_of_its_own(
    visitor: Visitor, database: sessionmaker[Session], viewport: dict[str, int], language: str
) -> None:
    _draw(database, Extract(Kind.LINE, "robotica"))
    visit = visitor(viewport, language)
    visit.go("/map/line/robotica")
    expect(visit.page.locator('.station[data-station="oee-verbeteren"]')).to_be_attached()
    visit.check()


def test_a_map_that_is_drawn_comes_by_itself(visitor: Visitor, database: sessionmaker[Session]) -> None:
    visit = visitor(PHONE)
    visit.go("/map/station/brandstofcel")
    expect(visit.page.locator("svg.metro-map").or_(visit.page.locator("[data-map-progress]"))).to_be_visible()
    visit.check()
    _draw(database, Extract(Kind.STATION, "brandstofcel"))
    expect(visit.page.locator("svg.metro-map")).to_be_visible(timeout=15_000)
