"""CPU per page, in-process, best of forty, beside a bare Flask route with one query measured in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lines.network.content import demo_catalogue
from lines.network.models import NetworkVersionRow
from metro.app import create_app
from metro.cli.demo import load_demo
from metro.config import Settings
from metro.database import running, upgrade
from metro.kernel.db import make_engine
from tests.support.queries import counted_queries

RUNS = 40
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
                seconds = _best(client, page)
                with counted_queries(engine) as queries:
                    client.get(page)
                size = len(client.get(page, headers={"Accept-Encoding": "zstd, br, gzip"}).data)
                ratio = seconds / bare
                print(f"| {page} | {seconds * 1e3:.2f} | {ratio:.1f} | {len(queries)} | {size / 1000:.1f} |")
            engine.dispose()


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
