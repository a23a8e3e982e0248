"""A line end, or what a program takes for one, adds no header, no receiver, no line in a log and no row in a file."""

from __future__ import annotations

import csv
import io
import json
import logging
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from academies.members.models import Invitation
from academies.members.tasks import mail_invitation
from metro.accounts.models import MailLink
from metro.accounts.tasks import mail_link
from metro.kernel import clock, jobs, outgoing
from metro.kernel.letters import Letter, compose
from metro.kernel.logs import JsonLines, TextLines
from metro.kernel.mail import Mailbox
from metro.kernel.outgoing import Outgoing
from tests.attacks.routes import targets
from tests.attacks.town import Town, browser, undone

BREAKS = (
    "\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "%0d%0a", "\\r\\n",
    "\u560d\u560a", "=?utf-8?Q?=0D=0A?=", "=?utf-8?B?DQo=?=", "\x00\r\n", "\ufeff\n", "\u202e\r\n",
)  # fmt: skip
PARTS = ("Bcc: dief@elders.example", "X-Iets: ja", "Set-Cookie: session=x", "Content-Type: text/html", "\r\n<b>")
INJECTIONS = tuple(f"Bram{end}{part}" for end in BREAKS for part in PARTS)
SENDER = "Metronet <metronet@localhost>"
LEAST_CASES = 95
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
           "Content-Language"}  # fmt: skip


def only_one_receiver(raw: bytes) -> None:
    """Fail for a second receiver, a header of somebody else's, or a header that was made twice."""
    message = message_from_bytes(raw, policy=default)
    names = [name for name, _value in message.items()]
    assert {name.title().replace("Id", "ID").replace("Mime", "MIME") for name in names} <= HEADERS | {"Message-ID"}
    assert len(names) == len(set(names))
    assert len(message["To"].addresses) == 1


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_in_a_letter_adds_a_header_or_a_receiver(text: str) -> None:
    letter = Letter("bram@werk.example", text, text, (text,), (text, "https://localhost/x"), text)
    only_one_receiver(compose(letter, SENDER, clock.now()).as_bytes())
    assert len(INJECTIONS) >= LEAST_CASES


def test_names_typed_into_forms_reach_the_mail_as_words(
    app: Flask, session: Session, town: Town, mighty: FlaskClient, tmp_path: Path
) -> None:
    """From the form through the job into the mailbox."""
    jobs.bind(app.extensions["metro.sessions"])
    outgoing.bind(Outgoing(Mailbox(tmp_path), "http://localhost"))
    company = f"/companies/{town.world.company}"
    for number, text in enumerate(INJECTIONS):
        with undone(session):
            mighty.post("/me/profile", data={"name": text[:100], "language": "nl"})
            address = f"b{number}@werk.example"
            form = {"name": text[:100], "email": address, "role": "viewer"}
            assert mighty.post(f"{company}/invitations", data=form).status_code == 303
            mail_invitation(session.query(Invitation.id).filter_by(email=address).scalar())
    letters = list(tmp_path.glob("*.eml"))
    assert len(letters) == len(INJECTIONS)
    for path in letters:
        only_one_receiver(path.read_bytes())


@pytest.mark.parametrize("end", BREAKS)
def test_no_address_brings_a_second_receiver(app: Flask, session: Session, town: Town, end: str) -> None:
    for typed in (
        f"a@werk.example{end}Bcc: b@elders.example",
        f"a{end}@werk.example",
        f"a@werk.example,{end}b@x.example",
    ):
        with undone(session):
            answer = browser(app).post("/sign-in/link", data={"email": typed})
            if answer.status_code == 303:  # words in ASCII that only look like line ends
                kept = session.execute(select(MailLink.email).order_by(MailLink.id.desc()).limit(1)).scalar_one()
                only_one_receiver(compose(Letter(kept, "", "", (), None, ""), SENDER, clock.now()).as_bytes())
                assert kept == typed.lower()
            else:
                assert answer.status_code == 400


@pytest.mark.parametrize("end", BREAKS)
def test_no_answer_has_a_header_of_the_visitors(
    app: Flask, session: Session, town: Town, mighty: FlaskClient, end: str
) -> None:
    text = f"x{end}Set-Cookie: a=b{end}X-Iets: ja"
    for target in targets(app, town):
        if target.rule in ("/sign-in", "/me", "/companies/new", "/office/audit.csv", "/list"):
            with undone(session):
                query = {"next": text, "lang": text, "verb": text, "q": text, "team": text}
                answer = mighty.get(target.path, query_string=query)
            assert "X-Iets" not in answer.headers
            assert not any("\n" in value or "\r" in value for _name, value in answer.headers)
            assert not any(value.startswith("a=") for value in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_event_is_one_line_of_the_log(text: str) -> None:
    record = logging.makeLogRecord({"msg": text, "levelname": "INFO", "name": text, "path": text, "reason": text})
    for formatter in (TextLines(), JsonLines()):
        line = formatter.format(record)
        assert len(line.split("\n")) == 1
        assert "\r" not in line
    assert json.loads(JsonLines().format(record))["path"] == text


@pytest.mark.parametrize("end", BREAKS)
def test_a_reason_is_one_cell_of_the_exported_trail(
    session: Session, town: Town, mighty: FlaskClient, end: str
) -> None:
    person = town.world.learner.person_id
    for start in ("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", '";"', ";"):
        with undone(session):
            reason = f"{start} een goede reden{end}=2;b"
            assert mighty.post(f"/operator/people/{person}/suspend", data={"reason": reason}).status_code == 303
            file = mighty.get("/office/audit.csv").text.lstrip("\ufeff")
        rows = list(csv.reader(io.StringIO(file, newline=""), delimiter=";"))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_a_link_asked_for_an_odd_page_is_mailed_whole(app: Flask, session: Session, tmp_path: Path) -> None:
    jobs.bind(app.extensions["metro.sessions"])
    outgoing.bind(Outgoing(Mailbox(tmp_path), "http://localhost"))
    for end in BREAKS:
        with undone(session):
            form = {"email": "fatima@nova.example", "next": f"/me{end}Bcc: b@elders.example"}
            browser(app).post("/sign-in/link", data=form)
            mail_link(session.execute(select(MailLink.id).order_by(MailLink.id.desc()).limit(1)).scalar_one())
    for path in tmp_path.glob("*.eml"):
        only_one_receiver(path.read_bytes())
    assert len(list(tmp_path.glob("*.eml"))) == len(BREAKS)
