"""Mail links: the way in without a password, and the proof that an address answers.

Whoever fills in an address gets the same answer and the same mail, whether somebody has it or not; only who can read
the mail learns which. The secret is made by the job that sends it and is nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.accounts.models import Credential, MailLink
from metro.accounts.people import refuse_closed, register
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

VALID = timedelta(minutes=15)
SIGN_IN, AGREE_OLD, AGREE_NEW = "sign_in", "agree_old", "agree_new"


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A mail link that can still be used; `is_known` when somebody has the address already."""

    purpose: str
    email: str
    is_known: bool
    next_path: str


def ask_link(session: Session, email: str, next_path: str = "", purpose: str = SIGN_IN,
             person: int | None = None) -> MailLink:  # fmt: skip
    """A link for `email` that is to be sent; it leads to `next_path` when it is used."""
    now = clock.now()
    link = MailLink(
        person_id=person, purpose=purpose, email=email, language=current_language(), next_path=next_path,
        asked_at=now, expires_at=now + VALID,
    )  # fmt: skip
    session.add(link)
    session.flush()
    return link


def arm_link(link: MailLink) -> str:
    """Give `link` a new secret, for the mail that leaves now; an older mail of it stops working."""
    secret = new_secret()
    link.token_hash = digest_of(secret)
    return secret


def open_link(session: Session, secret: str) -> OpenLink:
    """What the link with `secret` opens; NotFound when it is used, too old or never was."""
    link = _usable(session, secret)
    is_known = repository.credential_of(session, link.email) is not None
    return OpenLink(link.purpose, link.email, is_known, link.next_path)


def use_sign_in_link(session: Session, secret: str, name: str) -> int:
    """Use the link up: the id of the person who has its address, made with `name` when nobody has."""
    link = _usable(session, secret)
    if link.purpose != SIGN_IN:
        raise _gone()
    credential = repository.credential_of(session, link.email)
    if credential is None:
        person = register(session, name, link.email, link.language)
    else:
        credential.email_confirmed_at = credential.email_confirmed_at or clock.now()
        person = credential.person_id
        refuse_closed(session, person)
    link.used_at = clock.now()
    session.flush()
    return person


def ask_email_change(session: Session, person: int, email: str) -> tuple[MailLink, ...]:
    """Begin changing the address of `person`: the links to send to the old and the new one. Both have to agree."""
    credential = repository.credential_for(session, person)
    if credential is None:
        raise Conflict(_("Dit account heeft geen e-mailadres."))
    if credential.email == email:
        raise InvalidInput(_("Dit is je adres al."))
    credential.new_email = email
    credential.new_email_old_agreed_at = credential.new_email_new_agreed_at = None
    links = [ask_link(session, email, "/me/security", AGREE_NEW, person)]
    credential.new_email_asked_at = links[0].asked_at
    if credential.email is None:
        credential.new_email_old_agreed_at = clock.now()  # there is no old address to ask
    else:
        links.append(ask_link(session, credential.email, "/me/security", AGREE_OLD, person))
        links[1].asked_at = links[0].asked_at  # links of an earlier change are told by their moment
    session.flush()
    return tuple(links)


def use_agreement(session: Session, secret: str) -> bool:
    """One of the two addresses agrees to the change; whether the change is done with it."""
    link = _usable(session, secret)
    credential = repository.credential_for(session, link.person_id) if link.person_id is not None else None
    if credential is None or credential.new_email is None or link.asked_at != credential.new_email_asked_at:
        raise _gone()
    if link.purpose == AGREE_NEW:
        credential.new_email_new_agreed_at = clock.now()
    else:
        credential.new_email_old_agreed_at = clock.now()
    link.used_at = clock.now()
    is_done = credential.new_email_old_agreed_at is not None and credential.new_email_new_agreed_at is not None
    if is_done:
        _change_email(session, credential)
    session.flush()
    return is_done


def _change_email(session: Session, credential: Credential) -> None:
    new = credential.new_email or ""
    if repository.credential_of(session, new) is not None:
        raise Conflict(_("Dit adres hoort intussen bij een ander account."))
    credential.email, credential.email_confirmed_at = new, clock.now()
    credential.new_email = credential.new_email_asked_at = None
    credential.new_email_old_agreed_at = credential.new_email_new_agreed_at = None


def _usable(session: Session, secret: str) -> MailLink:
    link = repository.mail_link_with(session, digest_of(secret))
    if link is None or link.used_at is not None or link.expires_at < clock.now():
        raise _gone()
    return link


def _gone() -> NotFound:
    return NotFound(_("Deze link is gebruikt of te oud. Vraag een nieuwe aan; die is een kwartier geldig."))
