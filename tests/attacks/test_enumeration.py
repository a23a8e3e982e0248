"""Nobody learns from an answer who, or what, is here: the same bytes, questions, hashes and jobs either way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from metro.accounts import passwords, repository
from tests.attacks.town import Town, browser, signed_in, undone
from tests.support.queries import counted_queries

KNOWN, UNKNOWN = "vreemd@academie-haarlem.example", "iemand@elders.example"
NEVER = 8**18
_MASKED = re.compile(r'nonce="[^"]*"|<code>[^<]*</code>|[0-9a-f]{16}')


@dataclass(frozen=True)
class Seen:
    """What somebody outside can see or measure of an answer."""

    status: int
    location: str
    body: str
    cookies: tuple[str, ...]
    questions: int
    hashes: int
    jobs: int


class Watch:
    """Sends requests, and keeps what can be seen and measured of the answers."""

    def __init__(self, engine: Engine, session: Session, verified: list[str]) -> None:
        self.engine, self.session, self.verified = engine, session, verified

    def see(self, client: FlaskClient, path: str, form: dict[str, str] | None, typed: str) -> Seen:
        """The answer to a GET, or to `form` by POST; what was `typed` is masked in its bytes."""
        with undone(self.session):
            jobs, hashes = self._jobs(), len(self.verified)
            with counted_queries(self.engine) as sent:
                answer = client.post(path, data=form) if form is not None else client.get(path)
            body = _MASKED.sub("", answer.text.replace(path, "PATH").replace(typed, "TYPED"))
            return Seen(
                answer.status_code, (answer.location or "").replace(typed, "TYPED"), body,
                tuple(sorted(each.split("=")[0] for each in answer.headers.getlist("Set-Cookie"))),
                len(sent), len(self.verified) - hashes, self._jobs() - jobs,
            )  # fmt: skip

    def _jobs(self) -> int:
        return int(self.session.execute(text("select count(*) from procrastinate_jobs")).scalar_one())


@pytest.fixture
def watch(engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A watch on this test's requests; argon2 itself is counted, not replaced."""
    verified: list[str] = []
    verify: Callable[..., object] = PasswordHasher.verify

    def counted(hasher: PasswordHasher, stored: str, given: str) -> object:
        verified.append(stored)
        return verify(hasher, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    passwords.is_right(None, "warm")  # nobody's hash is made once
    return Watch(engine, session, verified)


@pytest.fixture
def with_password(session: Session, town: Town) -> None:
    """Who has the known address has a password as well."""
    credential = repository.credential_for(session, town.stranger)
    assert credential is not None
    credential.password_hash = passwords.hash_of("paarden eten graag klaver")
    session.commit()


ADDRESS_FORMS: list[tuple[str, dict[str, str]]] = [
    ("/sign-in/link", {"next": "/me"}),
    ("/sign-in", {"password": "verkeerd geraden woord"}),
    ("/sign-in", {"password": ""}),
    ("/sign-in", {"password": "x" * 250}),
]


@pytest.mark.parametrize(("path", "form"), ADDRESS_FORMS)
def test_a_known_address_is_answered_as_an_unknown_one(
    app: Flask, session: Session, town: Town, with_password: None, watch: Watch, path: str, form: dict[str, str]
) -> None:
    known, unknown = (watch.see(browser(app), path, {**form, "email": email}, email) for email in (KNOWN, UNKNOWN))
    assert known == unknown
    assert known.hashes == (1 if path == "/sign-in" else 0)
    assert known.jobs == (1 if path == "/sign-in/link" else 0)


@pytest.mark.parametrize("state", ["no password", "suspended", "erased"])
def test_an_account_that_cannot_come_in_by_password_looks_like_any_other(
    app: Flask, session: Session, town: Town, with_password: None, watch: Watch, state: str
) -> None:
    credential, now = repository.credential_for(session, town.stranger), "now()"
    assert credential is not None
    if state == "no password":
        credential.password_hash = None
    else:
        column = {"suspended": "suspended_at", "erased": "erased_at"}[state]
        session.execute(text(f"update person set {column} = {now} where id = :id"), {"id": town.stranger})
    session.commit()
    form = {"password": "verkeerd geraden woord"}
    seen = [watch.see(browser(app), "/sign-in", {**form, "email": email}, email) for email in (KNOWN, UNKNOWN)]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("path", ["/companies/{}/invitations", "/academies/academie-haarlem/invitations"])
def test_who_invites_does_not_learn_who_has_an_account(
    app: Flask, session: Session, town: Town, mighty: FlaskClient, watch: Watch, path: str
) -> None:
    form = {"name": "Bram", "role": "viewer", "roles": "academy-editor"}
    where = path.format(town.world.company)
    known, unknown = (watch.see(mighty, where, {**form, "email": email}, email) for email in (KNOWN, UNKNOWN))
    assert known == unknown
    assert (known.status, known.jobs) == (303, 1)


def test_who_asks_for_another_address_does_not_learn_whose_it_is(
    app: Flask, session: Session, town: Town, mighty: FlaskClient, watch: Watch
) -> None:
    known, unknown = (watch.see(mighty, "/me/email", {"email": email}, email) for email in (KNOWN, UNKNOWN))
    assert known == unknown
    assert (known.status, known.jobs) == (303, 2)


STRANGERS = (
    ("GET", "/companies/{company}"), ("GET", "/companies/{company}/people/{member}"),
    ("GET", "/academies/{slug}/members"),
    ("GET", "/academies/{slug}/audit"), ("GET", "/office"), ("GET", "/operator"), ("GET", "/me/places/{place}"),
    ("POST", "/me/places/{place}/leave"), ("POST", "/me/sessions/{login}/end"),
    ("POST", "/companies/{company}/teams/{team}/delete"),
    ("POST", "/companies/{company}/invitations/{invitation}/resend"),
    ("POST", "/academies/{slug}/invitations/{academy_invitation}/withdraw"),
    ("POST", "/academies/{slug}/members/{owner_place}/end"), ("POST", "/operator/people/{person}/suspend"),
    ("GET", "/mail/{secret}"), ("GET", "/invitations/{secret}"), ("GET", "/card/{secret}"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path"), STRANGERS)
def test_what_is_anothers_is_answered_as_what_never_was(
    app: Flask, session: Session, town: Town, watch: Watch, method: str, path: str
) -> None:
    client = signed_in(app, app.extensions["metro.sessions"], town.stranger)
    theirs = path.format(
        company=town.world.company, member=town.world.learner.id, slug="academie-haarlem", place=town.own_place,
        login=town.login, team=town.world.team, invitation=town.world.invitation, person=town.everyone,
        academy_invitation=town.academy_invitation, owner_place=town.owner_place, secret="b" * 43,
    )  # fmt: skip
    numbers = (
        "company",
        "member",
        "place",
        "login",
        "team",
        "invitation",
        "academy_invitation",
        "owner_place",
        "person",
    )
    never = path.format(**dict.fromkeys(numbers, NEVER), slug="bestaat-niet", secret="c" * 43)
    form: dict[str, str] | None = {} if method == "POST" else None
    seen = [watch.see(client, address, form, "-") for address in (theirs, never)]
    assert seen[0] == seen[1]
    assert seen[0].status == 404
