"""How long a traveller waits in the browser when a long route is planned anew around a stop.

A real server and a real Chromium; from the click on "Niet voor mij" until the new page is parsed and can be used.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lines.network import service as network
from lines.network.content import demo_catalogue
from lines.network.domain import Catalogue, JobProfile, Target, Text
from metro.cli.demo import load_demo
from metro.config import Settings
from metro.database import running, upgrade
from metro.kernel import db
from metro.kernel.scopes import NOBODY
from tests.support import browser as chromium
from tests.support.running import serving

REFUSED = 8
WAITED = """() => {
    const [entry] = performance.getEntriesByType("navigation");
    return [entry.responseEnd - entry.startTime, entry.domContentLoadedEventEnd - entry.startTime];
}"""


def main() -> None:
    """Print the table."""
    print("\n## Planning anew in the browser\n")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with running(Settings(data_dir=Path(folder) / "data", log_level="ERROR")) as addresses:
            upgrade(addresses)
            engine = db.make_engine(addresses.app, pool_size=1)
            with db.transaction(db.make_sessions(engine), NOBODY) as session:
                network.publish(session, with_everything(demo_catalogue()))
            engine.dispose()
            load_demo(addresses)
            environment = {
                "DATABASE_URL": addresses.app,
                "DATABASE_ADMIN_URL": addresses.owner or "",
                "METRO_SECRET_KEY": "a secret of this benchmark alone",
                "METRO_DATA_DIR": folder,
            }
            with serving("serve", folder=Path(folder), **environment) as served:
                _measure(served.url)


def with_everything(catalogue: Catalogue) -> Catalogue:
    """The catalogue with a job that wants all that its stations teach: a route of some forty stops."""
    highest: dict[str, int] = {}
    for station in catalogue.stations:
        for taught in station.teaches:
            highest[taught.skill] = max(taught.to_level, highest.get(taught.skill, 0))
    targets = tuple(Target(skill, level) for skill, level in highest.items())
    everything = JobProfile("alles", Text.of(nl="Alles", en="Everything"), targets)
    return replace(catalogue, job_profiles=(*catalogue.job_profiles, everything))


def _measure(url: str) -> None:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium.found(), chromium_sandbox=False)
        page = chrome.new_page()
        _ride_scan(page, url)
        page.goto(f"{url}/route")
        waited = []
        stops = page.locator("ol.strip > li").count()
        for number in range(REFUSED):
            refuse = page.locator('ol.strip button[value="skip"]').nth(number % 3)
            with page.expect_navigation(wait_until="domcontentloaded"):
                refuse.click()
            page.wait_for_load_state("load")
            waited.append([round(part) for part in page.evaluate(WAITED)])
        chrome.close()
    answered, usable = (sorted(each) for each in zip(*waited, strict=True))
    print(
        "| stops | stations refused one after another | until the answer, median and most, ms | until it can be used |"
    )
    print("|---:|---:|---:|---:|")
    print(f"| {stops} | {REFUSED} | {answered[REFUSED // 2]}, {answered[-1]} | {usable[REFUSED // 2]}, {usable[-1]} |")


def _ride_scan(page: Page, url: str) -> None:
    """Answer the scan by its own forms: the job that wants everything, every skill at 0."""
    page.goto(f"{url}/scan")
    page.locator('input[name="job_profile"][value="alles"]').check()
    page.locator("main form button").last.click()
    while "/scan/questions/" in page.url:
        page.locator('main input[type="radio"]').nth(1).check()
        with page.expect_navigation():
            page.locator("main form button").last.click()
    for group in page.locator('main input[type="radio"][value="0"]').all():
        group.check()
    page.locator("main form button").last.click()
    page.wait_for_url("**/scan/result")


if __name__ == "__main__":
    main()
