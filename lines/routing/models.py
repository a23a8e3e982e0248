"""Routes that were planned, so that the same question gets the same answer and a page never changes by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class PlannedRouteRow(Base):
    """The answer of the planner to one profile on one network version; it names no person.

    While somebody has it planned longer, `question` is the profile and `percent` how far that is.
    """

    __tablename__ = "planned_route"
    __table_args__ = (CheckConstraint("percent between 0 and 99", name="percent_under_way"),)
    __unowned__ = "answers by the digest of the question; it names nobody"

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    profile_digest: Mapped[str] = mapped_column(Text, primary_key=True)
    route: Mapped[dict[str, Any]] = mapped_column(JSONB)
    planned_at: Mapped[datetime] = mapped_column(index=True)
    question: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    percent: Mapped[int | None]
