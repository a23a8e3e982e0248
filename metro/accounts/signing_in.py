"""Signing in with a password, and choosing one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from metro.accounts import passwords, repository, sessions
from metro.accounts.models import Person
from metro.accounts.people import refuse_closed
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who proved who he is; `needs_code` when the authenticator's code comes next."""

    person: int
    needs_code: bool


def admit_by_password(session: Session, email: str, password: str) -> Admitted:
    """The person with this address and password; the same InvalidInput, after the same time, for whatever is wrong."""
    credential = repository.open_credential_of(session, email)
    is_right = passwords.is_right(credential.password_hash if credential else None, password)
    if credential is None or not is_right:
        raise InvalidInput(_("Dit adres en wachtwoord horen niet bij elkaar. Je kunt ook een link per mail krijgen."))
    return Admitted(credential.person_id, credential.totp_confirmed_at is not None)


def admit(session: Session, person: int) -> Admitted:
    """`person`, who proved it in another way than by a password; Conflict for who is suspended or erased."""
    refuse_closed(session, person)
    credential = repository.credential_for(session, person)
    return Admitted(person, credential is not None and credential.totp_confirmed_at is not None)


def choose_password(session: Session, person: int, login_session: int, new: str, current: str) -> None:
    """Give `person` the password `new`; every other session ends. InvalidInput without the right current one."""
    credential = repository.credential_for(session, person)
    if credential is None or credential.email is None:
        raise Conflict(_("Zet eerst je e-mailadres bij je account."))
    if credential.password_hash is not None and not passwords.is_right(credential.password_hash, current):
        raise InvalidInput(_("Je huidige wachtwoord klopt niet."))
    passwords.refuse_weak(new, credential.email, session.get_one(Person, person).name)
    credential.password_hash = passwords.hash_of(new)
    sessions.end_all(session, person, but=login_session)
