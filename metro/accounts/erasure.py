"""Erasing a person: the rows go, or lose their name; totals stay as they were.

A membership and the audit trail stay as numbers without a name. Who is registered elsewhere by an address (an
invitation) is forgotten by the package that keeps it: the composition root gives those as `Forget`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.accounts.data import person_models
from metro.accounts.models import Membership, Person
from metro.kernel import clock
from metro.kernel.audit import AuditEntry

Forget = Callable[[Session, int, str | None], None]
"""Forget a person by id, and by the address there was, None without one."""

KEPT = (Person, Membership, AuditEntry)


def erase(session: Session, person: int, forgetters: Iterable[Forget] = ()) -> None:
    """Erase `person`: nobody signs in as this person again, and no name or address is left."""
    now = clock.now()
    credential = repository.credential_for(session, person)
    address = credential.email if credential is not None else None
    for forget in forgetters:
        forget(session, person, address)
    repository.end_memberships(session, person, now)
    repository.detach_viewers(session, person)
    for model, column in person_models():
        if model not in KEPT:
            repository.delete_rows_of(session, model, column, person)
    if address is not None:
        repository.delete_mail_links_to(session, address)
    row = session.get_one(Person, person)
    row.name, row.erased_at = "", now
    session.flush()
