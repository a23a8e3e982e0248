"""Every select on people, credentials, sessions and memberships."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CursorResult,
    Delete,
    Row,
    Select,
    and_,
    bindparam,
    case,
    column,
    delete,
    exists,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from metro.accounts.models import Card, Credential, LoginSession, MailLink, Membership, Person, RecoveryCode, Throttle
from metro.kernel.audit import AuditEntry
from metro.kernel.permissions import Role
from metro.kernel.tables import Base

# Organisations are no more than their names here; their tables belong to the packages above.
_company = table("company", column("id"), column("name"))
_academy = table("academy", column("id"), column("name"), column("slug"), column("stage"))


def identity(session: Session, token_hash: bytes, now: datetime) -> list[Row[Any]]:
    """The session under `token_hash` with its person and, one row each, the person's places; [] when it has ended.

    Its person is somebody else for as long as who signed in looks along, and is an operator.
    """
    return list(session.execute(_identity_statement(), {"token": token_hash, "now": now}))


@cache
def _identity_statement() -> Select[*tuple[Any, ...]]:
    """What every signed-in request asks first: built once, for building costs more than asking."""
    signed_in, appointed = aliased(Person), aliased(Membership)
    is_operator = exists().where(
        appointed.person_id == LoginSession.person_id, appointed.ended_at.is_(None), appointed.company_id.is_(None),
        appointed.academy_id.is_(None), appointed.roles.contains([Role.OPERATOR.value]),
    )  # fmt: skip
    is_looking = and_(LoginSession.viewing_until > bindparam("now"), is_operator)
    who = case((is_looking, LoginSession.viewed_person_id), else_=LoginSession.person_id)
    return (
        select(
            LoginSession.id.label("session"),
            LoginSession.person_id.label("signed_in"),
            LoginSession.has_second_factor,
            LoginSession.started_at,
            LoginSession.seen_at,
            Person.id.label("person"),
            Person.name,
            Person.language,
            func.coalesce(Person.suspended_at, signed_in.suspended_at).label("suspended_at"),
            func.coalesce(Person.erased_at, signed_in.erased_at).label("erased_at"),
            Credential.totp_confirmed_at,
            Membership.id.label("membership"),
            Membership.company_id,
            Membership.academy_id,
            Membership.roles,
            func.coalesce(_company.c.name, _academy.c.name).label("organisation"),
            _academy.c.slug,
            _academy.c.stage,
        )
        .select_from(LoginSession)
        .join(Person, Person.id == who)
        .join(signed_in, signed_in.id == LoginSession.person_id)
        .outerjoin(Credential, Credential.person_id == LoginSession.person_id)
        .outerjoin(Membership, and_(Membership.person_id == Person.id, Membership.ended_at.is_(None)))
        .outerjoin(_company, _company.c.id == Membership.company_id)
        .outerjoin(_academy, _academy.c.id == Membership.academy_id)
        .where(LoginSession.token_hash == bindparam("token"), LoginSession.ended_at.is_(None))
        .order_by(Membership.id)
    )


def login_session_with(session: Session, token_hash: bytes) -> LoginSession | None:
    """The session under `token_hash` that has not ended."""
    return session.execute(
        select(LoginSession).where(LoginSession.token_hash == token_hash, LoginSession.ended_at.is_(None))
    ).scalar_one_or_none()


def open_sessions(session: Session, person: int) -> list[LoginSession]:
    """The sessions of `person` that have not ended, the newest first."""
    return list(
        session.execute(
            select(LoginSession)
            .where(LoginSession.person_id == person, LoginSession.ended_at.is_(None))
            .order_by(LoginSession.seen_at.desc())
        ).scalars()
    )


def touch_session(session: Session, login_session: int, moment: datetime) -> None:
    """Note that a session is in use."""
    session.execute(update(LoginSession).where(LoginSession.id == login_session).values(seen_at=moment))


def end_sessions(session: Session, person: int, moment: datetime, *, but: int | None = None) -> int:
    """End every session of `person` except `but`; how many there were."""
    statement = update(LoginSession).where(LoginSession.person_id == person, LoginSession.ended_at.is_(None))
    if but is not None:
        statement = statement.where(LoginSession.id != but)
    result: CursorResult[Any] = session.execute(statement.values(ended_at=moment))  # type: ignore[assignment]  # an UPDATE gives a cursor
    return result.rowcount


def credential_of(session: Session, email: str) -> Credential | None:
    """The credential with the address `email` (in its normal form)."""
    return session.execute(select(Credential).where(Credential.email == email)).scalar_one_or_none()


def open_credential_of(session: Session, email: str) -> Credential | None:
    """The same, unless its person is suspended or erased."""
    return session.execute(
        select(Credential)
        .join(Person, Person.id == Credential.person_id)
        .where(Credential.email == email, Person.suspended_at.is_(None), Person.erased_at.is_(None))
    ).scalar_one_or_none()


def credential_for(session: Session, person: int) -> Credential | None:
    """The credential of `person`, held against other writers until the transaction ends."""
    return session.execute(
        select(Credential).where(Credential.person_id == person).with_for_update()
    ).scalar_one_or_none()


def unused_recovery_codes(session: Session, person: int) -> list[RecoveryCode]:
    """The recovery codes of `person` that still work, held until the transaction ends."""
    return list(
        session.execute(
            select(RecoveryCode)
            .where(RecoveryCode.person_id == person, RecoveryCode.used_at.is_(None))
            .with_for_update()
        ).scalars()
    )


def forget_recovery_codes(session: Session, person: int) -> None:
    """Delete every recovery code of `person`."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person))


def mail_link_with(session: Session, token_hash: bytes) -> MailLink | None:
    """The mail link under `token_hash`, held until the transaction ends: two clicks take turns."""
    return session.execute(
        select(MailLink).where(MailLink.token_hash == token_hash).with_for_update()
    ).scalar_one_or_none()


def card_with(session: Session, token_hash: bytes) -> Card | None:
    """The card with this printed secret, held until the transaction ends."""
    return session.execute(select(Card).where(Card.token_hash == token_hash).with_for_update()).scalar_one_or_none()


def card_on_device(session: Session, device_hash: bytes) -> Card | None:
    """The card that made this device somebody's, unless it was revoked."""
    return session.execute(
        select(Card).where(Card.device_hash == device_hash, Card.revoked_at.is_(None))
    ).scalar_one_or_none()


def count_try(session: Session, key: bytes, now: datetime, window_began_after: datetime) -> tuple[int, datetime]:
    """Count one more try under `key`: how many there are in the window that runs now, and when that began."""
    is_over = Throttle.window_started_at < window_began_after
    statement = insert(Throttle).values(key=key, window_started_at=now, count=1)
    counted = statement.on_conflict_do_update(
        index_elements=[Throttle.key],
        set_={
            "count": case((is_over, 1), else_=Throttle.count + 1),
            "window_started_at": case((is_over, now), else_=Throttle.window_started_at),
        },
    ).returning(Throttle.count, Throttle.window_started_at)
    count, began = session.execute(counted).one()
    return count, began


def forget_tries(session: Session, key: bytes) -> None:
    """Forget the tries under `key`."""
    session.execute(delete(Throttle).where(Throttle.key == key))


def cards_of(session: Session, person: int) -> list[Card]:
    """The cards of `person` that the session's scope may see, the newest first."""
    return list(session.execute(select(Card).where(Card.person_id == person).order_by(Card.id.desc())).scalars())


def rows_of(session: Session, model: type[Base], column: str, person: int) -> list[Base]:
    """The rows of `model` that name `person` in `column`."""
    return list(session.execute(select(model).where(getattr(model, column) == person)).scalars())


def count_rows_of(session: Session, models: Sequence[tuple[type[Base], str]], person: int) -> dict[str, int]:
    """How many rows of each of `models` name `person` in its column, by table: one question for all of them."""
    counts = [
        select(func.count()).select_from(model).where(getattr(model, column) == person).scalar_subquery()
        for model, column in models
    ]
    found = session.execute(select(*counts)).one()
    return {model.__tablename__: count for (model, _), count in zip(models, found, strict=True)}


def delete_rows_of(session: Session, model: type[Base], column: str, person: int) -> None:
    """Delete the rows of `model` that name `person` in `column`."""
    session.execute(delete(model).where(getattr(model, column) == person))


def end_memberships(session: Session, person: int, moment: datetime) -> None:
    """End every place of `person` that has not ended."""
    session.execute(
        update(Membership).where(Membership.person_id == person, Membership.ended_at.is_(None)).values(ended_at=moment)
    )


def detach_viewers(session: Session, person: int) -> None:
    """End looking along with `person`."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.viewed_person_id == person)
        .values(viewed_person_id=None, viewing_until=None, viewing_reason=None)
    )


def delete_mail_links_to(session: Session, email: str) -> None:
    """Delete the mail links that went to `email`."""
    session.execute(delete(MailLink).where(MailLink.email == email))


def audit_about(session: Session, person: int, limit: int) -> list[AuditEntry]:
    """The newest entries about `person`."""
    return list(
        session.execute(
            select(AuditEntry).where(AuditEntry.person_id == person).order_by(AuditEntry.at.desc()).limit(limit)
        ).scalars()
    )


def names_of(session: Session, people: set[int]) -> dict[int, str]:
    """The names of `people`, as far as the session's scope may see them."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {row.id: row.name for row in rows}


def delete_mail_links_before(session: Session, moment: datetime) -> int:
    """Delete the mail links asked before `moment`; how many."""
    return _deleted(session, delete(MailLink).where(MailLink.asked_at < moment))


def delete_tries_before(session: Session, moment: datetime) -> int:
    """Delete the counts whose window began before `moment`; how many."""
    return _deleted(session, delete(Throttle).where(Throttle.window_started_at < moment))


def delete_sessions_before(session: Session, moment: datetime) -> int:
    """Delete the sessions that ended, or were last used, before `moment`; how many."""
    is_old = func.coalesce(LoginSession.ended_at, LoginSession.seen_at) < moment
    return _deleted(session, delete(LoginSession).where(is_old))


def delete_memberships_before(session: Session, moment: datetime) -> int:
    """Delete the places that ended before `moment`; how many."""
    return _deleted(session, delete(Membership).where(Membership.ended_at < moment))


def people_found(session: Session, words: str, limit: int) -> list[Row[Any]]:
    """The people whose name holds `words`, or whose address it is: id, name, address, suspended, erased."""
    held = Person.name.icontains(words, autoescape=True)
    statement = (
        select(Person.id, Person.name, Credential.email, Person.suspended_at)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Person.erased_at.is_(None), or_(held, Credential.email == words.lower()))
        .order_by(Person.id)
        .limit(limit)
    )
    return list(session.execute(statement))


def _deleted(session: Session, statement: Delete) -> int:
    result: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]  # a DELETE gives a cursor
    return result.rowcount


def office_membership(session: Session, person: int) -> Membership | None:
    """The place of `person` in the network office."""
    return session.execute(
        select(Membership).where(
            Membership.person_id == person, Membership.ended_at.is_(None),
            Membership.company_id.is_(None), Membership.academy_id.is_(None),
        )
    ).scalar_one_or_none()  # fmt: skip
