"""The same cases for every page of a company: each role, strangers, visitors, bad ids, wrong methods."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academies.members.domain import Organisation
from academies.members.joining import join
from tests.factories.companies import World, company, person, signed_in, world
from tests.factories.profiles import typed

# Method, path, form, and what a manager and a viewer get; a learner gets 403 and a stranger 404 everywhere.
VIEWS: list[tuple[str, str, dict[str, str], int, int]] = [
    ("GET", "", {}, 200, 200),
    ("GET", "/people", {}, 200, 200),
    ("GET", "/people/{member}", {}, 200, 200),
    ("POST", "/people/{member}", {"role": "viewer"}, 303, 403),
    ("POST", "/people/{member}/end", {}, 303, 403),
    ("GET", "/people/cards/new", {}, 200, 403),
    ("POST", "/people/cards/new", {"name": "Piet Kaart"}, 307, 403),
    ("POST", "/people/{member}/card", {}, 409, 403),
    ("POST", "/people/{member}/card/revoke", {}, 303, 403),
    ("GET", "/teams", {}, 200, 403),
    ("POST", "/teams", {"name": "Ploeg 2"}, 303, 403),
    ("POST", "/teams/{team}", {"name": "Ploeg 3"}, 303, 403),
    ("POST", "/teams/{team}/delete", {}, 303, 403),
    ("GET", "/invitations", {}, 200, 403),
    ("POST", "/invitations", {"name": "Bram", "email": "bram@werk.example", "role": "learner"}, 303, 403),
    ("POST", "/invitations/{invitation}/resend", {}, 303, 403),
    ("POST", "/invitations/{invitation}/withdraw", {}, 303, 403),
    ("GET", "/invitations/import", {}, 200, 403),
    ("POST", "/invitations/import", {"list": "Bram;bram@werk.example"}, 200, 403),
    ("POST", "/invitations/import/confirm", {"list": "Bram;bram@werk.example"}, 303, 403),
    ("GET", "/requests", {}, 200, 403),
    ("POST", "/requests/{request}/grant", {"role": "viewer"}, 303, 403),
    ("POST", "/requests/{request}/refuse", {}, 303, 403),
    ("GET", "/settings", {}, 200, 403),
    ("POST", "/settings", typed(), 303, 403),
    ("GET", "/audit", {}, 200, 403),
    ("GET", "/audit.csv", {}, 200, 403),
]
WITH_ID = [view for view in VIEWS if "{" in view[1]]
NAMES = [f"{method} {path or '/'}" for method, path, *_rest in VIEWS]


def _path(own: int, path: str, of: World) -> str:
    ids = {"member": of.learner.id, "team": of.team, "invitation": of.invitation, "request": of.request}
    return f"/companies/{own}{path.format(**ids)}"


@pytest.mark.parametrize(("method", "path", "form", "manager", "viewer"), VIEWS, ids=NAMES)
def test_each_role_gets_what_the_permission_table_says(
    app: Flask, session: Session, method: str, path: str, form: dict[str, str], manager: int, viewer: int
) -> None:
    nova = world(session)
    for who, status in ((nova.learner, 403), (nova.viewer, viewer), (nova.manager, manager)):
        client = signed_in(app, session, who.person_id)
        assert client.open(_path(nova.company, path, nova), method=method, data=form or None).status_code == status


def _bytes_of(answer: TestResponse) -> str:
    """An answer without what differs between any two: nonce, request id, and the address that was asked for."""
    page = answer.get_data(as_text=True).replace(answer.request.path, "")
    return re.sub(r'(nonce="[^"]*"|<code>[^<]*</code>|[0-9a-f]{16,})', "", page)


@pytest.mark.parametrize(("method", "path", "form", "manager", "viewer"), VIEWS, ids=NAMES)
def test_a_stranger_cannot_tell_a_company_from_none(
    app: Flask, session: Session, method: str, path: str, form: dict[str, str], manager: int, viewer: int
) -> None:
    nova, other = world(session), world(session, "Andere BV")
    for stranger in (person(session, "Vreemde"), other.manager.person_id):
        client = signed_in(app, session, stranger)
        theirs = client.open(_path(nova.company, path, nova), method=method, data=form or None)
        never = client.open(_path(9_000_000, path, nova), method=method, data=form or None)
        assert (theirs.status_code, never.status_code) == (404, 404)
        assert _bytes_of(theirs) == _bytes_of(never)


@pytest.mark.parametrize(("method", "path", "form", "manager", "viewer"), VIEWS, ids=NAMES)
def test_a_visitor_is_sent_to_sign_in(
    app: Flask, session: Session, method: str, path: str, form: dict[str, str], manager: int, viewer: int
) -> None:
    nova = world(session)
    answer = app.test_client().open(_path(nova.company, path, nova), method=method, data=form or None)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("method", "path", "form", "manager", "viewer"), WITH_ID, ids=[f"{view[0]} {view[1]}" for view in WITH_ID]
)
def test_an_id_of_another_company_is_answered_as_one_that_never_was(
    app: Flask, session: Session, method: str, path: str, form: dict[str, str], manager: int, viewer: int
) -> None:
    nova, other = world(session), world(session, "Andere BV")
    client = signed_in(app, session, nova.manager.person_id)
    theirs = client.open(_path(nova.company, path, other), method=method, data=form or None)
    never = client.open(
        f"/companies/{nova.company}{path.format(member=8**18, team=8**18, invitation=8**18, request=8**18)}",
        method=method,
        data=form or None,
    )
    assert (theirs.status_code, never.status_code) == (404, 404)
    assert _bytes_of(theirs) == _bytes_of(never)


@pytest.mark.parametrize("path", sorted({view[1] for view in VIEWS}))
def test_another_method_is_refused(app: Flask, session: Session, path: str) -> None:
    nova = world(session)
    client = signed_in(app, session, nova.manager.person_id)
    assert client.delete(_path(nova.company, path, nova)).status_code == 405


def test_a_company_of_ones_own_does_not_show_through_another(app: Flask, session: Session) -> None:
    """Somebody who manages two companies asks for rows of the one at the address of the other."""
    nova, other = world(session), world(session, "Andere BV")
    _third, both = company(session, "Derde BV")
    for place in (nova, other):
        join(session, both.person_id, Organisation(company=place.company), ["manager"])
    client = signed_in(app, session, both.person_id)
    assert client.get(_path(nova.company, "/people/{member}", other)).status_code == 404
    assert client.get(f"/companies/{nova.company}/people/{both.id}").status_code == 404
    assert "Andere BV monteur" not in client.get(f"/companies/{nova.company}/people").get_data(as_text=True)
