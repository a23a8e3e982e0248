"""Anybody may ask for an organisation to become an academy; nobody learns who asked before."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from academies.franchise.models import AcademyRequest
from academies.franchise.tasks import mail_request_received
from metro.kernel import jobs, outgoing
from metro.kernel.mail import Mailbox
from metro.kernel.outgoing import Outgoing
from tests.factories.academies import typed
from tests.support.pages import PageClient

FORM = "/academies/new"


def kept(session: Session) -> list[AcademyRequest]:
    return session.query(AcademyRequest).order_by(AcademyRequest.id).all()


def test_a_visitor_asks_and_hears_what_comes_next(client: PageClient, session: Session) -> None:
    assert "Word een academie" in client.get(FORM).text
    answer = client.post(FORM, data=typed(offer="Lassen.\r\nEn robots.", kvk_number="1234.5678"))
    assert (answer.status_code, answer.location) == (303, "/academies/asked")
    assert client.get(answer.location).status_code == 200
    [row] = kept(session)
    assert (row.organisation, row.kvk_number, row.offer) == ("Fieldlab Twente", "12345678", "Lassen.\nEn robots.")
    assert (row.stage, row.academy_id, row.owner_id) == ("requested", None, None)


def test_the_receipt_holds_nothing_that_was_typed(
    client: PageClient, session: Session, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    client.post(FORM, data=typed(organisation="Koop nu op http://kwaad.example", name="Klik hier"))
    arguments = session.execute(
        text("select args from procrastinate_jobs where task_name = 'mail_request_received'")
    ).scalar_one()
    jobs.bind(sessions)
    outgoing.bind(Outgoing(Mailbox(tmp_path), "http://localhost"))
    mail_request_received(**arguments)
    [letter] = tmp_path.glob("*.eml")
    message = email.message_from_bytes(letter.read_bytes(), policy=default)
    assert message["To"] == "ada@fieldlab.example"
    assert "kwaad" not in letter.read_text()
    assert "Klik hier" not in letter.read_text()
    mail_request_received(request=10**9)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation", " "), ("organisation", "x" * 101), ("kvk_number", "1234"), ("kind", "school"),
        ("region", "Atlantis"), ("offer", "\n \n"), ("offer", "x" * 1501), ("partners", "x" * 301), ("name", ""),
        ("email", "geen adres"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    client: PageClient, session: Session, field: str, value: str
) -> None:
    answer = client.post(FORM, data=typed(**{field: value}))
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert 'value="Fieldlab Twente"' in answer.text or field == "organisation"
    assert kept(session) == []


def test_asking_again_is_answered_the_same_and_fills_no_mailbox(client: PageClient, session: Session) -> None:
    answers = {
        (answer.status_code, answer.location)
        for answer in (client.post(FORM, data=typed(email="vaak@fieldlab.example")) for _ in range(6))
    }
    assert answers == {(303, "/academies/asked")}
    assert len(kept(session)) == 3


def test_other_methods_are_refused(client: PageClient) -> None:
    assert client.put(FORM).status_code == 405
    assert client.post("/academies/asked").status_code == 405
