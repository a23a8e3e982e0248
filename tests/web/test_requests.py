"""What holds for every answer: headers, hosts, languages, errors, files."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from metro.kernel import errors
from metro.web.permissions import permission_of, public, refuse_unmarked_routes
from metro.web.static import tree_hash
from tests.support.pages import PageClient

ANSWERS = ["/", "/list", "/scan", "/nothing-here", "/healthz", "/static/old/css/base.css", "/?q=%00%ff&lang=xx"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_the_policy_headers(client: PageClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Request-Id"]
    assert "Strict-Transport-Security" not in headers


def test_behind_tls_the_browser_is_told_to_stay_there(client: PageClient) -> None:
    assert "max-age=" in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_the_nonce_of_the_page_is_the_nonce_of_the_policy_and_never_the_same_twice(client: PageClient) -> None:
    nonces = []
    for _ in range(2):
        answer = client.get("/")
        nonces += re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[:1]
        assert set(re.findall(r'nonce="([^"]+)"', answer.text)) <= {nonces[-1]}
    assert nonces[0] != nonces[1]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a b", "[::1"])
def test_an_unknown_host_is_refused(client: PageClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


@pytest.mark.parametrize("path", ["/nothing-here", "/stations/geen-station", "/lines/geen-lijn", "/%00", "/lines/%ff"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_that_is_not_there_says_so_in_the_readers_language(client: PageClient, path: str, language: str) -> None:
    answer = client.get(f"{path}?lang={language}")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_method_a_page_does_not_know_gets_a_page_and_the_ones_it_knows(client: PageClient, method: str) -> None:
    answer = getattr(client, method)("/list")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://[zz]"},
    ],
)
def test_a_form_sent_by_another_site_is_refused(client: PageClient, headers: dict[str, str]) -> None:
    answer = client.post("/scan", data={"job_profile": "operator"}, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_request_over_the_limit_is_refused(client: PageClient) -> None:
    assert client.post("/scan", data={"job_profile": "x" * 300_000}).status_code == 413


def test_the_language_is_dutch_until_another_is_asked_for_and_kept_from_then_on(client: PageClient) -> None:
    assert client.get("/list").headers["Content-Language"] == "nl"
    assert client.get("/list?lang=en").headers["Content-Language"] == "en"
    assert client.get("/list").headers["Content-Language"] == "en"
    assert client.get("/list?lang=nl").headers["Content-Language"] == "nl"
    assert client.get("/list?lang=de").headers["Content-Language"] == "nl"


def test_pages_are_compressed_for_who_can_unpack_them(client: PageClient) -> None:
    plain = client.get("/list")
    packed = client.get("/list", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 2
    assert len(gzip.decompress(packed.data)) == pytest.approx(len(plain.data), abs=200)


def test_static_files_are_kept_for_ever_under_their_hash_and_not_under_an_old_one(client: PageClient) -> None:
    from metro.app import resources

    current = tree_hash(resources("static"))
    assert "immutable" in client.get(f"/static/{current}/css/base.css").headers["Cache-Control"]
    assert client.get("/static/old/css/base.css").headers["Cache-Control"] == "no-cache"
    assert client.get(f"/static/{current}/../pyproject.toml").status_code == 404
    assert f"/static/{current}/" in client.get("/").text


def test_a_route_without_a_permission_stops_the_application_at_start() -> None:
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/open", view_func=public(lambda: "open"), endpoint="open")
    refuse_unmarked_routes(app)
    app.add_url_rule("/closed", view_func=lambda: "closed", endpoint="closed")
    with pytest.raises(RuntimeError, match="closed"):
        refuse_unmarked_routes(app)


def test_every_route_of_the_application_names_its_permission(app: Flask) -> None:
    assert {name for name, view in app.view_functions.items() if permission_of(view) is None} == set()


def test_the_process_is_healthy_and_ready(client: PageClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ready",
        "checks": {"database": True, "migrations": True, "renderer": True},
    }


def test_without_its_database_a_page_says_so_and_asks_to_come_back(app: Flask, client: PageClient) -> None:
    nowhere = create_engine("postgresql+psycopg://nobody@/nothing?host=/nonexistent")
    app.extensions["metro.sessions"] = sessionmaker(nowhere)
    answer = client.get("/")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "We zijn er even niet" in answer.text
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "failure", [errors.NotFound, errors.InvalidInput, errors.Conflict, errors.TooLarge, errors.Unavailable]
)
def test_every_expected_failure_becomes_a_page_with_its_status(app: Flask, failure: type[errors.AppError]) -> None:
    with app.test_request_context("/"):
        from metro.web.errors import page

        answer = page(failure.status, "Dit <b>zeggen</b> we.")
    assert answer.status_code == failure.status
    assert "Dit &lt;b&gt;zeggen&lt;/b&gt; we." in answer.get_data(as_text=True)
