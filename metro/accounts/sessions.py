"""Signed-in browsers: started, known by a cookie, listed, ended. The server keeps them; a cookie only names one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row
from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.accounts.models import LoginSession
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import SECOND_FACTOR_ROLES, Actor, Place, Role

IDLE = timedelta(days=30)
LONGEST = timedelta(days=90)
LONGEST_WITH_POWER = timedelta(hours=12)  # academy owners, the network office, operators
TOUCHED_EVERY = timedelta(minutes=5)
LONGEST_BROWSER_NAME = 60


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a cookie turned out to be; `needs_code` when the authenticator's code is still to come."""

    actor: Actor
    language: str
    needs_code: bool


def identify(session: Session, token: str) -> Identity | None:
    """Who holds `token`; None when the session has ended, grew old, or belongs to somebody who may not come in."""
    now = clock.now()
    rows = repository.identity(session, digest_of(token), now)
    if not rows:
        return None
    first = rows[0]
    is_viewing = first.person != first.signed_in
    if first.suspended_at is not None or first.erased_at is not None:
        return None
    places = tuple(_place(row) for row in rows if row.membership is not None)
    has_power = is_viewing or any(place.roles & SECOND_FACTOR_ROLES for place in places)
    if now - first.seen_at > IDLE or now - first.started_at > (LONGEST_WITH_POWER if has_power else LONGEST):
        return None
    if now - first.seen_at > TOUCHED_EVERY:
        repository.touch_session(session, first.session, now)
    actor = Actor(
        person=first.person,
        session=first.session,
        name=first.name,
        has_second_factor=first.has_second_factor,
        places=places,
        viewer=first.signed_in if is_viewing else None,
    )
    return Identity(actor, first.language, first.totp_confirmed_at is not None and not first.has_second_factor)


def start_session(session: Session, person: int, how: str, browser: str, *, has_second_factor: bool = False) -> str:
    """A new session of `person`: the secret for its cookie. Whatever cookie there was before is worth nothing to it."""
    token, now = new_secret(), clock.now()
    session.add(
        LoginSession(
            person_id=person,
            token_hash=digest_of(token),
            how=how,
            browser=browser[:LONGEST_BROWSER_NAME],
            has_second_factor=has_second_factor,
            started_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return token


def session_with(session: Session, token: str) -> LoginSession | None:
    """The session under `token` that has not ended, whoever looks along in it."""
    return repository.login_session_with(session, digest_of(token))


def sessions_of(session: Session, person: int) -> list[LoginSession]:
    """Where `person` is signed in, the last used first."""
    return repository.open_sessions(session, person)


def end_session(session: Session, login_session: int) -> None:
    """Sign out one browser; NotFound when the session in scope has no such one."""
    row = session.get(LoginSession, login_session)
    if row is None or row.ended_at is not None:
        raise NotFound(_("Deze aanmelding is al voorbij."))
    row.ended_at = clock.now()
    session.flush()


def end_all(session: Session, person: int, *, but: int | None = None) -> int:
    """Sign `person` out everywhere, except in the session `but`; how many there were."""
    return repository.end_sessions(session, person, clock.now(), but=but)


def _place(row: Row[tuple[object, ...]]) -> Place:
    kind = "company" if row.company_id is not None else "academy" if row.academy_id is not None else "office"
    return Place(
        membership=row.membership,
        kind=kind,
        organisation=row.company_id if kind == "company" else row.academy_id,
        slug=row.slug,
        name=row.organisation or "",
        roles=frozenset(Role(role) for role in row.roles),
        is_starting=row.stage == "onboarding",
    )
