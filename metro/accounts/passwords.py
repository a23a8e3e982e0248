"""Passwords: argon2id, twelve characters or more, and none that others guess."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

SHORTEST = 12
LONGEST = 200
LEAST_SCORE = 3  # zxcvbn: 3 holds for 10^8 to 10^10 guesses
_SCORED = 72  # the score's cost grows with the square of the length; a longer one is not weaker

# From OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane; more memory would stop a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# A hash of the same costs that belongs to nobody.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$FXnbL7yVkB8Rlah4vK5/FQ$CxyR3Cf4YJUNdcxqcwOXcG9sedpGwodqDid+h08FgpI"


def hash_of(password: str) -> str:
    """The argon2id hash of `password`, with its salt and costs."""
    return _hasher.hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether `password` is the one of `stored`; takes as long for nobody's hash (None) as for somebody's."""
    try:
        _hasher.verify(stored if stored is not None else NOBODYS, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def refuse_weak(password: str, *known: str) -> None:
    """Raise InvalidInput for a password that is too short, too long, or easy to guess by who knows `known`."""
    if len(password) < SHORTEST:
        raise InvalidInput(_("Kies een wachtwoord van %(number)s tekens of meer.", number=SHORTEST))
    if len(password) > LONGEST:
        raise InvalidInput(_("Kies een wachtwoord van hoogstens %(number)s tekens.", number=LONGEST))
    from zxcvbn import zxcvbn  # its word lists are read on import, and passwords are chosen seldom

    if zxcvbn(password[:_SCORED], user_inputs=["metronet", *known])["score"] < LEAST_SCORE:
        raise InvalidInput(
            _("Dit wachtwoord is makkelijk te raden. Neem vier losse woorden, of laat je browser er een maken.")
        )
