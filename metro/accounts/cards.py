"""Cards for people without a work address: a printed QR code makes one device theirs; from then on a PIN opens it.

The PIN belongs to the person, not to the card: who prints a new card for somebody does not get in with it.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from metro.accounts import passwords, repository
from metro.accounts.models import Card
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import gettext as _

_PIN = re.compile(r"[0-9]{5,8}")


def issue_card(session: Session, person: int, company: int) -> tuple[Card, str]:
    """A card for `person`, and the secret to print on it, which is shown once; Conflict for who has an address.

    Earlier cards of that person are revoked.
    """
    credential = repository.credential_for(session, person)
    if credential is None or credential.email is not None:
        raise Conflict(_("Deze collega heeft een eigen e-mailadres en komt daarmee binnen."))
    for card in repository.cards_of(session, person):
        card.revoked_at = card.revoked_at or clock.now()
    secret = new_secret()
    card = Card(person_id=person, company_id=company, token_hash=digest_of(secret), issued_at=clock.now())
    session.add(card)
    session.flush()
    return card, secret


def revoke_card(session: Session, card: Card) -> None:
    """Make `card` worthless, and sign its person out everywhere."""
    card.revoked_at = card.revoked_at or clock.now()
    repository.end_sessions(session, card.person_id, clock.now())


def fresh_card(session: Session, secret: str) -> Card:
    """The card with `secret`, still to be used; NotFound when it is used, revoked or never was."""
    card = repository.card_with(session, digest_of(secret))
    if card is None or card.enrolled_at is not None or card.revoked_at is not None:
        raise NotFound(_("Deze kaart is al gebruikt of ingetrokken. Vraag je leidinggevende om een nieuwe."))
    return card


def has_pin(session: Session, person: int) -> bool:
    """Whether `person` chose a PIN with an earlier card."""
    credential = repository.credential_for(session, person)
    return credential is not None and credential.pin_hash is not None


def enrol_device(session: Session, card: Card, pin: str) -> str:
    """Make the device that holds `card` its person's own: the secret for its cookie.

    The PIN is chosen with the first card; with a later one it has to be the same.
    """
    credential = repository.credential_for(session, card.person_id)
    if credential is None:
        raise NotFound(_("Deze kaart hoort bij niemand meer."))
    if credential.pin_hash is None:
        credential.pin_hash = passwords.hash_of(_usable_pin(pin))
    elif not passwords.is_right(credential.pin_hash, pin):
        raise InvalidInput(_("Dit is niet de pincode die je bij je eerste kaart koos."))
    secret = new_secret()
    card.enrolled_at, card.device_hash = clock.now(), digest_of(secret)
    session.flush()
    return secret


def admit_by_pin(session: Session, device_secret: str, pin: str) -> int:
    """The person whose device this is, when the PIN is right; InvalidInput otherwise."""
    card = repository.card_on_device(session, digest_of(device_secret))
    credential = repository.credential_for(session, card.person_id) if card is not None else None
    if card is None or not passwords.is_right(credential.pin_hash if credential else None, pin):
        raise InvalidInput(_("Deze pincode klopt niet."))
    return card.person_id


def _usable_pin(pin: str) -> str:
    if not _PIN.fullmatch(pin) or len(set(pin)) < 3 or pin in "0123456789" or pin in "9876543210":
        raise InvalidInput(_("Kies een pincode van 5 tot 8 cijfers, en niet zoiets als 11111 of 12345."))
    return pin
