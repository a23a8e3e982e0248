"""A real browser on a really served Metronet; a page that logs, fails or asks elsewhere fails its test."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import NullPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

from metro.database import Addresses
from metro.kernel.db import make_sessions
from metro.kernel.embedded import Embedded
from metro.kernel.scopes import system
from metro.kernel.tenancy import SCOPE
from metro.web.actors import COOKIE
from tests.support import browser as chromium
from tests.support import server as test_server
from tests.support.running import serving

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def addresses(postgres: Embedded, worker_name: str) -> Iterator[Addresses]:
    """A database of this worker's browser tests, with the demo network in it."""
    name = f"browser_{worker_name}"
    yield test_server.clone(postgres, test_server.DEMO, name)
    test_server.drop(postgres, name)


@pytest.fixture(scope="session")
def address(addresses: Addresses) -> Iterator[str]:
    """The address of a served demo on that database, with a mailbox to read."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATABASE_URL": addresses.app,
            "DATABASE_ADMIN_URL": addresses.owner or "",
            "METRO_SECRET_KEY": "a secret of the browser tests alone",
            "METRO_DATA_DIR": folder,
            "METRO_IS_DEMO": "yes",
        }
        with serving("serve", folder=Path(folder), **environment) as served:
            yield served.url


@pytest.fixture
def database(addresses: Addresses) -> sessionmaker[Session]:
    """Sessions on the database that is served."""
    sessions = make_sessions(create_engine(addresses.app, poolclass=NullPool))
    sessions.configure(info={SCOPE: system("test")})
    return sessions


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), chromium_sandbox=False)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser window, with everything in it that went wrong."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down what a visitor should never cause."""
        page = self.page
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("request", lambda r: None if r.url.startswith((self.address, "data:")) else self.faults.append(r.url))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def enter(self, token: str) -> None:
        """Be signed in by the session `token` from here on."""
        self.page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.address}])

    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def check(self) -> None:
        """Fail when axe finds something, when the page scrolls sideways, or when anything went wrong until here."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        assert [_told(violation) for violation in found] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert self.faults == []


def _told(violation: dict[str, Any]) -> str:
    places = [node["html"][:160] for node in violation["nodes"][:3]]
    return f"{violation['id']}: {places}"


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(chrome: Browser, address: str) -> Iterator[Visitor]:
    """Open a window: `visitor(viewport, language, color_scheme=..., java_script_enabled=...)`."""
    contexts: list[BrowserContext] = []

    def open_window(viewport: dict[str, int] = DESKTOP, language: str = "nl", **options: Any) -> Visit:
        context = chrome.new_context(viewport=viewport, **options)  # type: ignore[arg-type]  # a plain dict will do
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        contexts.append(context)
        visit = Visit(context.new_page(), address)
        visit.watch()
        return visit

    yield open_window
    for context in contexts:
        context.close()
