"""What comes in by the doors: mail that is really sent and read back, passwords, codes, limits."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pyotp
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from metro.accounts import passwords, repository
from metro.accounts.second_factor import STEP_SECONDS, app_key
from metro.accounts.tasks import mail_link
from tests.support.pages import PageClient

_SECRET = re.compile(r"http://localhost(?::[0-9]+)?/mail/([\w-]{43})\s")
_MASKED = re.compile(r'nonce="[^"]*"|<code>[^<]*</code>')


@dataclass
class PostOffice:
    """Does the mail jobs that wait, each once, and reads back what was laid in the folder."""

    sessions: sessionmaker[Session]
    folder: Path
    done: set[int] = field(default_factory=set)

    def jobs(self) -> list[dict[str, int]]:
        """The arguments of the mail jobs that were not done yet; they count as done from now on."""
        with self.sessions() as session:
            rows = session.execute(
                text("select id, args from procrastinate_jobs where task_name = 'mail_link' order by id")
            ).all()
        fresh = [row for row in rows if row.id not in self.done]
        self.done.update(row.id for row in fresh)
        return [row.args for row in fresh]

    def deliver(self) -> list[str]:
        """The secrets in the letters that leave now, in the order in which they were asked."""
        before = set(self.folder.glob("*.eml"))
        for arguments in self.jobs():
            mail_link(**arguments)
        return secrets_in(sorted(set(self.folder.glob("*.eml")) - before))


def secrets_in(letters: list[Path]) -> list[str]:
    """The secret of the link in each of `letters`."""
    found = []
    for path in letters:
        body = message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",))
        assert body is not None
        [secret] = _SECRET.findall(body.get_content())
        found.append(secret)
    return found


def give_password(session: Session, person: int, password: str) -> None:
    """Let `person` come in with `password`."""
    credential = repository.credential_for(session, person)
    assert credential is not None
    credential.password_hash = passwords.hash_of(password)
    session.commit()


def code_of(app: Flask, session: Session, person: int, steps: int = 0) -> str:
    """What the code app of `person` shows, so many half-minutes later; never at the very end of one."""
    if time.time() % STEP_SECONDS > STEP_SECONDS - 3:
        time.sleep(3.1)
    credential = repository.credential_for(session, person)
    assert credential is not None
    totp = pyotp.TOTP(app_key(app.config["METRO_SETTINGS"].key(), credential))
    return str(totp.at(int(time.time()) + steps * STEP_SECONDS))


def new_browser(app: Flask) -> PageClient:
    """A browser without cookies."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def seen(page: str, *typed: str) -> str:
    """`page` without what differs between two equal answers: nonces, the request's number, what was typed."""
    for each in typed:
        page = page.replace(each, "TYPED")
    return _MASKED.sub("", page)
