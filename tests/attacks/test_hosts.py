"""A spoofed host or forwarding header leads nobody elsewhere, on no page and in no mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from metro.accounts.models import MailLink
from metro.accounts.tasks import mail_link
from metro.kernel import jobs, outgoing
from metro.kernel.mail import Mailbox
from metro.kernel.outgoing import Outgoing
from tests.attacks.town import browser

ELSEWHERE = "elders.example"
SPOOFS = (
    {"X-Forwarded-Host": ELSEWHERE}, {"X-Host": ELSEWHERE}, {"Forwarded": f"host={ELSEWHERE};proto=https"},
    {"X-Forwarded-Server": ELSEWHERE}, {"X-Original-URL": f"//{ELSEWHERE}"}, {"X-Rewrite-URL": "/office"},
    {"X-Forwarded-Prefix": f"//{ELSEWHERE}"}, {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "666"},
    {"X-HTTP-Method-Override": "DELETE"}, {"Referer": f"https://{ELSEWHERE}/"},
)  # fmt: skip
HOSTS = (
    ELSEWHERE,
    f"localhost@{ELSEWHERE}",
    f"localhost.{ELSEWHERE}",
    f"{ELSEWHERE}:80",
    "localhost, x",
    "local\thost",
)


@pytest.mark.parametrize("headers", SPOOFS, ids=lambda headers: next(iter(headers)))
@pytest.mark.parametrize("path", ["/", "/me", "/sign-in", "/list", "//list", "/companies/new"])
def test_a_spoofed_header_changes_no_answer(app: Flask, headers: dict[str, str], path: str) -> None:
    plain, spoofed = (browser(app).get(path, headers=each, buffered=True) for each in ({}, headers))
    assert (spoofed.status_code, spoofed.location) == (plain.status_code, plain.location)
    assert ELSEWHERE not in spoofed.text
    assert "Strict-Transport-Security" not in spoofed.headers


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/me", "/sign-in"])
def test_another_host_is_refused(app: Flask, host: str, path: str) -> None:
    answer = browser(app).get(path, headers={"Host": host}, buffered=True)
    assert answer.status_code == 400
    assert ELSEWHERE not in answer.text + (answer.location or "")


@pytest.mark.parametrize("headers", SPOOFS, ids=lambda headers: next(iter(headers)))
def test_a_link_in_a_mail_leads_here_whoever_asked_it(
    app: Flask, session: Session, tmp_path: Path, headers: dict[str, str]
) -> None:
    jobs.bind(app.extensions["metro.sessions"])
    outgoing.bind(Outgoing(Mailbox(tmp_path), "http://localhost:8000"))
    form = {"email": "fatima@nova.example"}
    assert browser(app).post("/sign-in/link", data=form, headers=headers).status_code == 303
    mail_link(session.execute(select(MailLink.id)).scalar_one())
    letter = next(tmp_path.glob("*.eml")).read_text()
    assert "http://localhost:8000/mail/" in letter.replace("=\n", "")
    assert ELSEWHERE not in letter
