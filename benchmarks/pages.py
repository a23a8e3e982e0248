"""CPU per page, in-process, best of forty, beside a bare Flask route with one query measured in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from academies.companies.domain import CompanyProfile
from academies.companies.service import start_company
from academies.members.domain import Organisation
from academies.members.joining import join
from lines.journeys.domain import StopsDone
from lines.journeys.service import note_progress
from lines.network.content import demo_catalogue
from lines.network.models import NetworkVersionRow
from metro.accounts.people import register
from metro.accounts.sessions import start_session
from metro.app import create_app
from metro.cli.demo import load_demo
from metro.config import Settings
from metro.database import running, upgrade
from metro.kernel.db import make_engine, make_sessions, transaction
from metro.kernel.permissions import Role
from metro.kernel.scopes import system
from metro.web.actors import COOKIE
from tests.support.queries import counted_queries

RUNS = 40
PEOPLE = 40
PAGES = ("/", "/list", "/lines/slim-onderhoud", "/stations/trillingen-meten", "/scan", "/scan/result", "/route")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        settings = Settings(data_dir=Path(folder) / "data", log_level="ERROR")
        with running(settings) as addresses:
            upgrade(addresses)
            load_demo(addresses)
            engine = make_engine(addresses.app)
            app = create_app(settings, engine)
            bare = _best(_bare(engine).test_client(), "/")
            print("\n## Pages\n\n| page | CPU ms | times a bare route | queries | kB compressed |")
            print("|---|---:|---:|---:|---:|")
            print(f"| a bare Flask route with one query | {bare * 1e3:.2f} | 1.0 | 1 | |")
            client = app.test_client()
            client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
            _ride_scan(client)
            for page in PAGES:
                _show(engine, client, page, bare)
            person, company = _company(engine)
            client.set_cookie(COOKIE, person)
            client.post("/me/scan")
            for page in ("/", "/route", "/me", f"/companies/{company}"):
                _show(engine, client, page, bare, "signed in: ")
            engine.dispose()


def _show(engine: Engine, client: FlaskClient, page: str, bare: float, who: str = "") -> None:
    """Print the row of `page`."""
    seconds = _best(client, page)
    with counted_queries(engine) as queries:
        client.get(page)
    size = len(client.get(page, headers={"Accept-Encoding": "zstd, br, gzip"}).data)
    name = f"{who}{page.rstrip('0123456789')}" if page.startswith("/companies") else f"{who}{page}"
    print(f"| {name} | {seconds * 1e3:.2f} | {seconds / bare:.1f} | {len(queries)} | {size / 1000:.1f} |")


def _company(engine: Engine) -> tuple[str, int]:
    """A company of forty people: the session of its manager, and its id."""
    with transaction(make_sessions(engine), system("benchmark")) as session:
        manager = register(session, "Fatima Jansen", "fatima@nova.example")
        profile = CompanyProfile("Nova Metaal BV", "12345678", "metal", "10-49", "Kade 1", "2011 AB", "Haarlem")
        company = start_company(session, profile, manager).id
        for number in range(PEOPLE - 1):
            person = register(session, f"Collega {number}", f"collega{number}@nova.example")
            join(session, person, Organisation(company=company), [Role.LEARNER.value])
            note_progress(session, person, StopsDone(number % 5, 5))
        return start_session(session, manager, "benchmark", "Firefox, Linux", has_second_factor=True), company


def _bare(engine: Engine) -> Flask:
    """What a page costs at the least: one request, one query, one line of text."""
    app = Flask("bare", static_folder=None)

    @app.get("/")
    def page() -> str:
        with Session(engine) as session:
            return str(session.execute(select(NetworkVersionRow.number)).scalar_one())

    return app


def _best(client: FlaskClient, path: str) -> float:
    """The least CPU seconds that one of many requests took."""
    spent = []
    for _ in range(RUNS):
        started = process_time()
        answer = client.get(path)
        spent.append(process_time() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    return min(spent)


def _ride_scan(client: FlaskClient) -> None:
    """Answer a whole scan, so that there is a result and a route."""
    profile = demo_catalogue().job_profiles[0]
    answer = client.post("/scan", data={"job_profile": profile.id})
    while answer.status_code == 303 and "/scan/questions/" in answer.location:
        number = answer.location.rsplit("/", 1)[1]
        page = client.get(answer.location).text
        field = page.split('type="radio" name="', 1)[1].split('"', 1)[0]
        answer = client.post(f"/scan/questions/{number}", data={field: "2"})
    client.post("/scan/skills", data={f"level-{target.skill}": "0" for target in profile.targets})


if __name__ == "__main__":
    main()
