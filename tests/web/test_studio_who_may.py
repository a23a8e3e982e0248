"""Every page of the studio tried by everybody: owner, colleague without the right, another academy, a visitor."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from lines.studio import reviewing, service
from metro.accounts.models import Membership
from metro.kernel import clock
from tests.factories import studio
from tests.support.pages import PageClient
from tests.support.people import office_person, sign_in

BASE = "/academies/academie-haarlem/stations"
READ = ("GET", ""), ("GET", "/{draft}"), ("GET", "/{draft}/versions/1")
EDIT = (
    ("GET", "/new"), ("POST", "/new"), ("POST", "/{draft}"), ("PATCH", "/{draft}"), ("POST", "/{draft}/preview"),
    ("POST", "/{draft}/submit"), ("POST", "/{draft}/withdraw"), ("POST", "/{draft}/retire"),
    ("POST", "/{draft}/restore"), ("GET", "/{draft}/review"), ("POST", "/{draft}/review"),
)  # fmt: skip
OFFICE = (
    ("GET", "/office/reviews"), ("GET", "/office/reviews/{draft}"), ("POST", "/office/reviews/{draft}"),
    ("GET", "/office/publications"), ("POST", "/office/publications/1/restore"),
)  # fmt: skip
NEVER = 9_000_000


@pytest.fixture
def made(session: Session) -> studio.Studio:
    return studio.studio(session)


@pytest.fixture
def draft(session: Session, made: studio.Studio) -> int:
    """A draft that waits for a colleague."""
    found = studio.draft(session, made, lines__0__line="", no_line="yes")
    reviewing.submit(session, made.academy, found.id, made.giver, made.editor)
    return found.id


def status(client: PageClient, method: str, path: str, draft: int) -> int:
    body: dict[str, Any] = {"json": {}} if method == "PATCH" else {}
    return client.open(path.format(draft=draft), method=method, **body).status_code


@pytest.mark.parametrize(("method", "path"), READ)
def test_who_works_there_reads(
    client: PageClient, session: Session, made: studio.Studio, draft: int, method: str, path: str
) -> None:
    sign_in(client, session, made.trainer)
    assert status(client, method, BASE + path, draft) == 200


@pytest.mark.parametrize(("method", "path"), EDIT)
def test_a_colleague_without_the_right_is_refused(
    client: PageClient, session: Session, made: studio.Studio, draft: int, method: str, path: str
) -> None:
    sign_in(client, session, made.trainer)
    assert status(client, method, BASE + path, draft) == 403


@pytest.mark.parametrize(("method", "path"), [*READ, *EDIT])
def test_another_academy_meets_nothing(
    client: PageClient, session: Session, made: studio.Studio, draft: int, method: str, path: str
) -> None:
    sign_in(client, session, studio.studio(session, "academie-delft").owner)
    assert status(client, method, BASE + path, draft) == 404
    if "{draft}" in path:
        elsewhere = f"/academies/academie-delft/stations{path}"
        assert status(client, method, elsewhere, draft) == status(client, method, elsewhere, NEVER) == 404


@pytest.mark.parametrize(("method", "path"), [*READ, *EDIT])
def test_a_visitor_is_sent_to_sign_in(client: PageClient, draft: int, method: str, path: str) -> None:
    assert status(client, method, BASE + path, draft) == 303


@pytest.mark.parametrize(("method", "path"), [each for each in (*READ, *EDIT) if "{draft}" in each[1]])
def test_a_draft_that_never_was_is_not_there(
    client: PageClient, session: Session, made: studio.Studio, method: str, path: str
) -> None:
    sign_in(client, session, made.owner)
    assert status(client, method, BASE + path, NEVER) == 404


@pytest.mark.parametrize(("method", "path"), OFFICE)
def test_the_office_is_for_the_office(
    client: PageClient, session: Session, made: studio.Studio, draft: int, method: str, path: str
) -> None:
    sign_in(client, session, made.owner)
    assert status(client, method, path, draft) == 404


def test_the_office_sees_only_what_waits_for_it(client: PageClient, session: Session, draft: int) -> None:
    sign_in(client, session, office_person(session))
    assert "Trillingen voelen" not in client.get("/office/reviews").text
    assert client.get(f"/office/reviews/{draft}").status_code == 404
    assert client.get(BASE).status_code == 404


@pytest.mark.parametrize("path", ["/1/submit", "/1/withdraw", "/1/retire", "/1/restore", "/1/preview"])
def test_what_changes_something_is_not_read(
    client: PageClient, session: Session, made: studio.Studio, path: str
) -> None:
    sign_in(client, session, made.owner)
    assert client.get(BASE + path).status_code == 405


def test_an_editor_who_is_let_go_while_writing_saves_nothing_more(
    client: PageClient, session: Session, made: studio.Studio
) -> None:
    draft = studio.draft(session, made)
    sign_in(client, session, made.editor)
    session.query(Membership).filter_by(person_id=made.editor).one().ended_at = clock.now()
    session.commit()
    sent = {"revision": draft.revision, "changed": ["goal_nl"], "values": {"goal_nl": ["Nog even dit"]}}
    assert client.patch(f"{BASE}/{draft.id}", json=sent).status_code == 404
    session.expire_all()
    assert service.draft_of(session, made.academy, draft.id).document == draft.document
