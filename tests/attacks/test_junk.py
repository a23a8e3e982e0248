"""Junk at every route: never a failure of ours, never a leak, and nothing written when it was refused."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.attacks.forms import FORMS
from tests.attacks.junk import BODIES, FORM, VALUES, form_of
from tests.attacks.routes import METHODS, targets, unsafe_targets
from tests.attacks.tables import fingerprint
from tests.attacks.town import Town, undone

INTERNALS = (
    "Traceback", "sqlalchemy", "psycopg", "werkzeug", "jinja2", "site-packages", ".py\"", "SELECT ", "root:x:",
    "metro.kernel",
)  # fmt: skip
Case = TypeVar("Case")
IS_FULL = os.environ.get("METRO_TEST_SIZE") == "full"
ONE_OF = 9
LEAST_CASES = {"methods": 700, "bodies": 900, "values": 700, "fields": 400, "queries": 700}


def some(cases: Sequence[Case]) -> Sequence[Case]:
    """Every case at full size; at sample size one of each few, another part of them in each run."""
    if IS_FULL:
        return cases
    return cases[random.randrange(ONE_OF) :: ONE_OF]


def faults_of(answer: TestResponse) -> list[str]:
    """A failure of ours, or words that only our insides know."""
    if answer.status_code >= 500:
        return [str(answer.status_code)]
    is_read = answer.mimetype in ("text/html", "application/json")
    return [word for word in INTERNALS if is_read and word in answer.text]


@dataclass
class Attacker:
    """Who sends junk; what a request did is taken back, and a refused one must have written nothing."""

    session: Session
    client: FlaskClient
    before: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def send(self, what: str, path: str, method: str, **options: Any) -> None:
        """Send one request, and keep what is wrong with the answer."""
        with undone(self.session):
            answer = self.client.open(path, method=method, buffered=True, **options)
            found = faults_of(answer)
            if answer.status_code >= 400 and fingerprint(self.session) != self.before:
                found.append("wrote something")
        if found:
            self.faults.append(f"{what}: {found}")


@pytest.fixture
def attacker(session: Session, mighty: FlaskClient) -> Attacker:
    """Who has every role there is."""
    return Attacker(session, mighty, fingerprint(session))


def test_every_method_on_every_route(app: Flask, town: Town, attacker: Attacker) -> None:
    cases = [(method, target) for target in targets(app, town) for method in METHODS]
    for method, target in some(cases):
        attacker.send(f"{method} {target.rule}", target.path, method)
    assert attacker.faults == []
    assert len(cases) >= LEAST_CASES["methods"]


def test_every_broken_body_on_every_route_that_changes_something(app: Flask, town: Town, attacker: Attacker) -> None:
    cases = [(method, target, body) for method, target in unsafe_targets(app, town) for body in BODIES]
    for method, target, body in some(cases):
        attacker.send(f"{method} {target.rule}: {body.name}", target.path, method, data=body.data,
            content_type=body.content_type,
        )  # fmt: skip
    assert attacker.faults == []
    assert len(cases) >= LEAST_CASES["bodies"]


def test_every_odd_value_in_every_field_at_once(app: Flask, town: Town, attacker: Attacker) -> None:
    cases = [(method, target, name, value) for method, target in unsafe_targets(app, town) for name, value in VALUES]
    for method, target, name, value in some(cases):
        what = f"{method} {target.rule}: {name}"
        attacker.send(what, target.path, method, data=form_of(value), content_type=FORM)
    assert attacker.faults == []
    assert len(cases) >= LEAST_CASES["values"]


def test_every_odd_value_in_one_field_of_a_form_that_is_right_for_the_rest(
    app: Flask, town: Town, attacker: Attacker
) -> None:
    cases = [
        (method, target, at, name, value)
        for method, target in unsafe_targets(app, town)
        for at in FORMS.get(target.rule, {})
        for name, value in VALUES
    ]
    for method, target, at, name, value in some(cases):
        form = FORMS[target.rule] | {at: value.encode("utf-8", "replace").decode()}
        attacker.send(f"{method} {target.rule}: {name} in {at}", target.path, method, data=form)
    assert attacker.faults == []
    assert len(cases) >= LEAST_CASES["fields"]


def test_every_odd_value_in_the_query_and_in_cookies(app: Flask, town: Town, attacker: Attacker) -> None:
    asked = [target for target in targets(app, town) if "GET" in target.methods and "/static/" not in target.rule]
    cases = [(target, name, value) for target in asked for name, value in VALUES]
    for target, name, value in some(cases):
        for cookie in ("language", "known", "device", "scan"):
            attacker.client.set_cookie(cookie, value.encode("ascii", "ignore").decode().replace("\x00", ""))
        query = "&".join(f"{key}={form_of(value).decode().split('&')[0].split('=')[1]}"
                         for key in ("q", "verb", "team", "page", "since", "until", "lang", "next"))  # fmt: skip
        attacker.send(f"GET {target.rule}: {name}", f"{target.path}?{query}", "GET")
    assert attacker.faults == []
    assert len(cases) >= LEAST_CASES["queries"]
