"""A company's audit trail: searched, turned over, taken along."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academies.members.trail import PAGE_ROWS
from metro.kernel.audit import AuditEntry
from tests.factories.companies import World, signed_in, world
from tests.support.pages import PageClient

LONG_AGO = datetime(2020, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def nova(session: Session) -> World:
    """A company with one of everything."""
    return world(session)


@pytest.fixture
def manager(app: Flask, session: Session, nova: World) -> PageClient:
    """Its manager, signed in."""
    return signed_in(app, session, nova.manager.person_id)


def _entry(nova: World, at: datetime, verb: str, reason: str = "", person: int | None = None) -> AuditEntry:
    return AuditEntry(
        id=uuid.uuid4(), at=at, actor_id=nova.manager.person_id, verb=verb, subject="team 7", person_id=person,
        company_id=nova.company, academy_id=None, reason=reason, request="r",
    )  # fmt: skip


def test_an_act_stands_there_with_who_and_whom(manager: PageClient, nova: World) -> None:
    manager.get(f"/companies/{nova.company}/people/{nova.learner.id}")
    page = manager.get(f"/companies/{nova.company}/audit").get_data(as_text=True)
    for words in ("pagina van collega bekeken", "Nova Metaal BV monteur", f"plek {nova.learner.id}"):
        assert words in page


def test_what_another_company_did_is_not_there(manager: PageClient, session: Session, nova: World) -> None:
    other = world(session, "Andere BV")
    entry = _entry(other, LONG_AGO, "company:elsewhere:act", person=nova.manager.person_id)
    session.add(entry)
    session.commit()
    for path in ("audit", "audit.csv"):
        assert "company:elsewhere:act" not in manager.get(f"/companies/{nova.company}/{path}").get_data(as_text=True)


def test_it_is_searched_by_verb_and_by_day(manager: PageClient, session: Session, nova: World) -> None:
    session.add_all(
        [_entry(nova, LONG_AGO, "test:old:act"), _entry(nova, LONG_AGO + timedelta(days=1), "test:next:act")]
    )
    session.commit()
    base = f"/companies/{nova.company}/audit"

    def rows(query: str) -> str:
        return manager.get(f"{base}?{query}").get_data(as_text=True).partition("<tbody>")[2]

    assert "test:old:act" in rows("verb=test:old:act")
    assert "test:next:act" not in rows("verb=test:old:act")
    day = rows("since=2020-03-01&until=2020-03-01")
    assert ("test:old:act" in day, "test:next:act" in day) == (True, False)
    assert "test:old:act" not in rows("since=2020-03-02")


@pytest.mark.parametrize(
    "query", ["page=-1", "page=abc", "page=99999", "since=gisteren", "until=9999-12-31", "verb=%00a"]
)
def test_a_question_that_makes_no_sense_is_no_error(manager: PageClient, nova: World, query: str) -> None:
    for path in ("audit", "audit.csv"):
        assert manager.get(f"/companies/{nova.company}/{path}?{query}").status_code == 200


def test_pages_hold_fifty_rows_and_keep_the_question(manager: PageClient, session: Session, nova: World) -> None:
    session.add_all(_entry(nova, LONG_AGO + timedelta(minutes=at), "test:old:act") for at in range(PAGE_ROWS + 3))
    session.commit()
    url = f"/companies/{nova.company}/audit?verb=test:old:act"
    first, second = (manager.get(f"{url}&page={page}").get_data(as_text=True) for page in (1, 2))
    assert [page.count("<tr>") - 1 for page in (first, second)] == [PAGE_ROWS, 3]
    assert "?verb=test%3Aold%3Aact&amp;page=2" in first
    assert "?verb=test%3Aold%3Aact&amp;page=1" in second


def test_the_file_holds_the_same_without_formulas_and_is_itself_on_record(
    manager: PageClient, session: Session, nova: World
) -> None:
    session.add(_entry(nova, LONG_AGO, "test:old:act", "=1+1", nova.learner.person_id))
    session.commit()
    answer = manager.get(f"/companies/{nova.company}/audit.csv?verb=test:old:act")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="logboek.csv"'
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    assert rows[1:] == [
        ["2020-03-01T13:00:00+01:00", "test:old:act", "test:old:act", "Nova Metaal BV baas", "Nova Metaal BV monteur",
         "team 7", "'=1+1"]
    ]  # fmt: skip
    assert "logboek gedownload" in manager.get(f"/companies/{nova.company}/audit").get_data(as_text=True)


def test_who_left_is_a_number_in_the_trail(manager: PageClient, nova: World) -> None:
    manager.get(f"/companies/{nova.company}/people/{nova.learner.id}")
    manager.post(f"/companies/{nova.company}/people/{nova.learner.id}/end")
    page = manager.get(f"/companies/{nova.company}/audit").get_data(as_text=True)
    assert "Nova Metaal BV monteur" not in page
    assert f"persoon {nova.learner.person_id}" in page
