"""The audit trail: who did what to whom, where and when; written in the same transaction, never changed.

Ids only: no names, no addresses, no text that somebody typed, except the reason that an operator has to give.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Text, Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from metro.kernel import clock
from metro.kernel.logs import request_id
from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class AuditEntry(Base):
    """One privileged act. `actor_id` None is the program itself; `person_id` is the person it was done to."""

    __tablename__ = "audit_entry"
    __owners__: ClassVar = Owners(
        writers=(), person="person_id", company="company_id", academy="academy_id", office=True, is_append_only=True
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    verb: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    company_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    academy_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    reason: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)


def record(
    session: Session,
    verb: str,
    *,
    actor: int | None,
    subject: str = "",
    person: int | None = None,
    company: int | None = None,
    academy: int | None = None,
    reason: str = "",
) -> None:
    """Write down that `actor` did `verb` (`area:thing:verb`) to `subject` ("team 3") or `person`."""
    session.add(
        AuditEntry(
            id=uuid.uuid4(),
            at=clock.now(),
            actor_id=actor,
            verb=verb,
            subject=subject,
            person_id=person,
            company_id=company,
            academy_id=academy,
            reason=reason,
            request=request_id.get(),
        )
    )
