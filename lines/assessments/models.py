"""The anonymous self-scan: one row per scan, found by the hash of a random token, without identity."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.db import Base


class ScanRow(Base):
    """A scan on one network version; kept for 30 days after its last change."""

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        CheckConstraint("most_minutes >= 0 and most_cents >= 0", name="budget_not_negative"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    completed: Mapped[list[str]] = mapped_column(JSONB)
    excluded: Mapped[list[str]] = mapped_column(JSONB)
    most_minutes: Mapped[int | None]
    most_cents: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(index=True)
