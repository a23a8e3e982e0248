"""The self-scan: found by the hash of a random token, without identity, until a person takes it along."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class ScanRow(Base):
    """A scan on one network version: of nobody, for 30 days after its last change, or of one person."""

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        CheckConstraint("num_nonnulls(token_hash, person_id) = 1", name="of_token_or_person"),
        CheckConstraint("most_minutes >= 0 and most_cents >= 0", name="budget_not_negative"),
    )

    __owners__: ClassVar = Owners(
        writers=("token", "person"), person="person_id", tokens=("token_hash",), is_private=True
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    completed: Mapped[list[str]] = mapped_column(JSONB)
    excluded: Mapped[list[str]] = mapped_column(JSONB)
    most_minutes: Mapped[int | None]
    most_cents: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(index=True)
