"""Fields that no form has, sent along with a form that is right, change nothing beyond what the form is for."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.attacks.forms import FORMS
from tests.attacks.routes import Target, unsafe_targets
from tests.attacks.tables import Contents, contents, ids
from tests.attacks.town import Town, undone

LEAST_CASES = 1_500
EXTRA = {
    "id": "1", "person": "1", "person_id": "1", "company": "1", "company_id": "1", "academy_id": "1", "actor": "1",
    "actor_id": "1", "membership_id": "1", "team_id": "1", "is_office": "1", "is_viewing": "", "is_demo": "yes",
    "role": "operator", "roles": "operator", "roles[]": "operator", "suspended_at": "2020-01-01", "erased_at": "",
    "started_at": "2000-01-01", "ended_at": "", "expires_at": "2999-01-01", "accepted_at": "2020-01-01",
    "accepted_by": "1", "invited_by": "1", "answered_at": "2020-01-01", "email": "dief@elders.example",
    "email_confirmed_at": "2020-01-01", "new_email": "dief@elders.example", "password_hash": "x", "pin_hash": "x",
    "token_hash": "x", "totp_nonce": "", "totp_confirmed_at": "", "has_second_factor": "yes", "needs_code": "",
    "viewer": "", "viewed_person_id": "1", "purpose": "agree_new", "next_path": "/office", "kvk_number": "11111111",
    "stops_done": "99", "verb": "x", "at": "2000-01-01", "created_at": "2000-01-01", "_method": "DELETE",
}  # fmt: skip


def extra_for(form: dict[str, str]) -> dict[str, str]:
    """The fields that `form` does not have itself; lists of roles are its own business as well."""
    return {name: value for name, value in EXTRA.items() if name not in form}


def after(session: Session, client: FlaskClient, path: str, method: str, form: dict[str, str]) -> tuple[int, Contents]:
    """The answer and every row after sending `form`, of which everything is taken back."""
    before = ids(session)
    with undone(session):
        status = client.open(path, method=method, data=form, buffered=True).status_code
        return status, contents(session, before)


def case(session: Session, client: FlaskClient, method: str, target: Target) -> list[str]:
    """What the extra fields changed, in the form and in the address."""
    form = FORMS.get(target.rule, {})
    extra = extra_for(form)
    plain = after(session, client, target.path, method, form)
    query = "&".join(f"{name}={value}" for name, value in extra.items())
    asked = {
        "form": after(session, client, target.path, method, form | extra),
        "query": after(session, client, f"{target.path}?{query}", method, form),
    }
    return [f"{method} {target.rule} by its {where}" for where, found in asked.items() if found != plain]


def test_extra_fields_on_every_route_that_changes_something_change_nothing(
    app: Flask, session: Session, town: Town, mighty: FlaskClient
) -> None:
    routes = unsafe_targets(app, town)
    assert [found for method, target in routes for found in case(session, mighty, method, target)] == []
    assert sum(2 * len(extra_for(FORMS.get(target.rule, {}))) for _method, target in routes) >= LEAST_CASES


def test_the_forms_of_this_suite_are_right(app: Flask, session: Session, town: Town, mighty: FlaskClient) -> None:
    """The control: most of them do something, or the test above would prove nothing."""
    done = []
    for method, target in unsafe_targets(app, town):
        with undone(session):
            done.append(mighty.open(target.path, method=method, data=FORMS.get(target.rule)).status_code < 400)
    assert sum(done) >= 0.75 * len(done)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_belongs_to_a_route(app: Flask, name: str) -> None:
    assert name in {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
