"""What was typed as a script is shown as words, on every page there is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.attacks.everywhere import FIELDS, type_everywhere
from tests.attacks.routes import targets
from tests.attacks.scripts import PAYLOADS, is_in
from tests.attacks.town import Town, checked_browser, undone

LEAST_CASES = len(PAYLOADS) * len(FIELDS)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_script_in_every_text_field_is_words_on_every_page(
    app: Flask, session: Session, town: Town, number: int
) -> None:
    payload, shown = PAYLOADS[number], 0
    assert all(status in (200, 303, 307) for status in type_everywhere(app, session, town, payload, number))
    client = checked_browser(app, town.token)
    for target in targets(app, town):
        if "GET" not in target.methods or "/static/" in target.rule:
            continue
        with undone(session):
            answer = client.get(target.path)
        if answer.mimetype in ("text/html", "image/svg+xml"):
            assert not is_in(answer.text, payload), target.rule
            shown += "pwned" in answer.text or "x.example" in answer.text
    assert shown >= 8
    assert LEAST_CASES >= 200


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_script_that_is_refused_comes_back_as_words(app: Flask, session: Session, town: Town, payload: str) -> None:
    """The forms that show again what was typed, and the pages that show what was asked."""
    client, company = checked_browser(app, town.token), f"/companies/{town.world.company}"
    pages = [
        client.post("/companies/new", data={"name": payload, "kvk_number": payload, "street": payload}),
        client.post(f"{company}/invitations", data={"name": payload, "email": payload}),
        client.post(f"{company}/invitations/import", data={"list": payload}),
        client.post(f"{company}/teams", data={"name": payload * 9}),
        client.post("/sign-in/link", data={"email": payload}),
        client.post("/sign-in", data={"email": payload, "password": payload}),
        client.post("/me/email", data={"email": payload}),
        client.post("/office/academies", data={"name": payload, "slug": payload, "email": payload}),
        client.get("/operator", query_string={"q": payload}),
        client.get(f"{company}/audit", query_string={"verb": payload, "since": payload, "page": payload}),
        client.get(f"{company}/people", query_string={"team": payload}),
        client.get("/sign-in", query_string={"next": payload, "lang": payload}),
        client.get("/list", query_string={"q": payload, payload: payload}),
        client.get(f"/{payload}"),
    ]
    assert [page.status_code for page in pages if is_in(page.text, payload)] == []
    assert all(page.status_code < 500 for page in pages)
