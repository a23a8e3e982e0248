"""People: registered, named, suspended."""

from __future__ import annotations

from sqlalchemy.orm import Session

from metro.accounts import sessions
from metro.accounts.models import Credential, Person
from metro.kernel import clock
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_NAME = 100


def usable_name(typed: str) -> str:
    """`typed` as a person's name: one line, no control characters; InvalidInput when that is empty or too long."""
    name = one_line(typed)
    if not name:
        raise InvalidInput(_("Vul je naam in."))
    if len(name) > LONGEST_NAME:
        raise InvalidInput(_("Houd je naam korter dan %(number)s tekens.", number=LONGEST_NAME))
    return name


def register(session: Session, name: str, email: str | None, language: str | None = None) -> int:
    """A new person with a confirmed address, or with none for who comes in by card; the id."""
    now = clock.now()
    person = Person(name=usable_name(name), language=language or current_language(), created_at=now)
    session.add(person)
    session.flush()
    session.add(Credential(person_id=person.id, email=email, email_confirmed_at=now if email else None))
    session.flush()
    return person.id


def rename(session: Session, person: int, name: str, language: str) -> None:
    """Give `person` another name and language."""
    row = session.get_one(Person, person)
    row.name, row.language = usable_name(name), language
    session.flush()


def refuse_closed(session: Session, person: int) -> None:
    """Raise Conflict when `person` is suspended or erased."""
    row = session.get_one(Person, person)
    if row.suspended_at is not None or row.erased_at is not None:
        raise Conflict(_("Dit account is gesloten. Neem contact op met het netwerkkantoor."))


def suspend(session: Session, person: int) -> None:
    """Keep `person` out from the next request on."""
    session.get_one(Person, person).suspended_at = clock.now()
    sessions.end_all(session, person)


def restore(session: Session, person: int) -> None:
    """Let `person` in again."""
    session.get_one(Person, person).suspended_at = None
    session.flush()
