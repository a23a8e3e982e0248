"""Scopes: who is asking, as far as rows are concerned."""

from __future__ import annotations

from dataclasses import dataclass

SETTINGS = ("person", "company", "academy", "office", "tokens", "system", "viewing")
SET_SCOPE = "select " + ", ".join(f"set_config('app.{name}', %s, true)" for name in SETTINGS)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows may be seen and written: a person's own, and those of at most one organisation besides.

    `tokens` are the SHA-256 hashes of secrets that the caller holds (a scan's cookie, a link from a mail): they open
    the rows that carry them. `reason` is why the program itself needs to see everything; it is logged, and the places
    that may do so are listed in a test. `is_viewing` is an operator who looks along: nothing private, nothing written.
    """

    person: int | None = None
    company: int | None = None
    academy: int | None = None
    is_office: bool = False
    tokens: tuple[bytes, ...] = ()
    reason: str = ""
    is_viewing: bool = False

    @property
    def is_system(self) -> bool:
        return bool(self.reason)

    @property
    def kind(self) -> str:
        """What this scope is called in messages and logs."""
        if self.is_system:
            return f"system ({self.reason})"
        named = {"company": self.company, "academy": self.academy, "network office": self.is_office or None}
        organisation = next((kind for kind, value in named.items() if value is not None), None)
        return organisation or ("person" if self.person is not None else "public")

    def settings(self) -> tuple[str, ...]:
        """The values of SETTINGS for a transaction; '' for what this scope is not."""
        return (
            str(self.person or ""),
            str(self.company or ""),
            str(self.academy or ""),
            "yes" if self.is_office else "",
            ",".join(token.hex() for token in self.tokens),
            self.reason,
            "yes" if self.is_viewing else "",
        )


NOBODY = Scope()
"""Everybody on the street: rows without an owner, and shared ones."""


def system(reason: str) -> Scope:
    """The program itself, for `reason`."""
    if not reason:
        raise ValueError("a system scope needs its reason")
    return Scope(reason=reason)
