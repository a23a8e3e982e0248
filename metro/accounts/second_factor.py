"""The second factor: one-time codes of an authenticator app (RFC 6238), and recovery codes on paper.

The app's key is made from a random nonce and the installation's secret, so that the database alone gives no codes.
"""

from __future__ import annotations

import base64
import secrets

import pyotp
from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.accounts.models import Credential, RecoveryCode
from metro.accounts.secrets import digest_of, keyed_digest
from metro.kernel import clock
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _

ISSUER = "Metronet"
STEP_SECONDS = 30
KEY_BYTES = 20  # 160 bits, what RFC 4226 recommends
NONCE_BYTES = 16
RECOVERY_CODES = 10
RECOVERY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
RECOVERY_LENGTH = 12


def begin(session: Session, person: int) -> Credential:
    """Give `person` a new, unconfirmed key; Conflict when there is a confirmed one."""
    credential = _credential(session, person)
    if credential.totp_confirmed_at is not None:
        raise Conflict(_("De code-app staat al aan. Zet hem eerst uit."))
    if credential.totp_nonce is None:
        credential.totp_nonce = secrets.token_bytes(NONCE_BYTES)
        session.flush()
    return credential


def app_address(secret_key: bytes, credential: Credential, label: str) -> str:
    """The `otpauth:` address of the key, for a QR code."""
    return _totp(secret_key, credential).provisioning_uri(name=label, issuer_name=ISSUER)


def app_key(secret_key: bytes, credential: Credential) -> str:
    """The key in base32, to type over."""
    return base64.b32encode(_key(secret_key, credential)).decode()


def confirm(session: Session, secret_key: bytes, person: int, code: str) -> tuple[str, ...]:
    """Turn the second factor on with a first code; the recovery codes, which are shown once."""
    credential = _credential(session, person)
    if credential.totp_nonce is None or credential.totp_confirmed_at is not None:
        raise Conflict(_("Begin opnieuw met het instellen van de code-app."))
    _use_app_code(secret_key, credential, code)
    credential.totp_confirmed_at = clock.now()
    return new_recovery_codes(session, person)


def new_recovery_codes(session: Session, person: int) -> tuple[str, ...]:
    """Ten new recovery codes for `person`; the old ones stop working."""
    repository.forget_recovery_codes(session, person)
    codes = tuple(_recovery_code() for _each in range(RECOVERY_CODES))
    session.add_all(RecoveryCode(person_id=person, code_hash=digest_of(plain_code(code))) for code in codes)
    session.flush()
    return codes


def use_code(session: Session, secret_key: bytes, person: int, code: str) -> None:
    """Accept a code of the app or a recovery code, once; InvalidInput for any other, or while no app is confirmed."""
    credential, plain = _credential(session, person), plain_code(code)
    if credential.totp_confirmed_at is None:
        raise _wrong()
    if plain.isdigit() and len(plain) == 6:
        _use_app_code(secret_key, credential, plain)
        return
    found = next((row for row in repository.unused_recovery_codes(session, person)
                  if row.code_hash == digest_of(plain)), None)  # fmt: skip
    if found is None:
        raise _wrong()
    found.used_at = clock.now()
    session.flush()


def turn_off(session: Session, person: int) -> None:
    """Forget key and recovery codes of `person`."""
    credential = _credential(session, person)
    credential.totp_nonce = credential.totp_confirmed_at = credential.totp_step = None
    repository.forget_recovery_codes(session, person)
    session.flush()


def plain_code(code: str) -> str:
    """`code` as it is compared: no blanks, no dashes, no capitals."""
    return "".join(sign for sign in code.lower() if sign.isalnum())


def _use_app_code(secret_key: bytes, credential: Credential, code: str) -> None:
    """Accept the code of this half-minute or a neighbouring one, each once (RFC 6238, 5.2)."""
    totp, moment = _totp(secret_key, credential), clock.now()
    this_step, typed = int(moment.timestamp()) // STEP_SECONDS, plain_code(code).encode("utf-8", "replace")
    for step in (this_step - 1, this_step, this_step + 1):
        if secrets.compare_digest(totp.generate_otp(step).encode(), typed) and step > (credential.totp_step or 0):
            credential.totp_step = step
            return
    raise _wrong()


def _credential(session: Session, person: int) -> Credential:
    credential = repository.credential_for(session, person)
    if credential is None:
        raise Conflict(_("Dit account kan geen code-app gebruiken."))
    return credential


def _key(secret_key: bytes, credential: Credential) -> bytes:
    nonce = (credential.totp_nonce or b"").hex()
    return keyed_digest(secret_key, "totp", str(credential.person_id), nonce)[:KEY_BYTES]


def _totp(secret_key: bytes, credential: Credential) -> pyotp.TOTP:
    return pyotp.TOTP(app_key(secret_key, credential), interval=STEP_SECONDS)


def _recovery_code() -> str:
    code = "".join(secrets.choice(RECOVERY_ALPHABET) for _each in range(RECOVERY_LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, RECOVERY_LENGTH, 4))


def _wrong() -> InvalidInput:
    return InvalidInput(_("Deze code klopt niet, of is al gebruikt. Neem de code die nu in je app staat."))
