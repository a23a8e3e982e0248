"""Whose a line is, and what academies propose for the lines of everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class RegionalLineRow(Base):
    """A line that belongs to an academy, which edits it alone. A line that is not here is national: the office's."""

    __tablename__ = "regional_line"
    __owners__: ClassVar = Owners(writers=("academy",), academy="academy_id", office=True, is_shared=True)

    line: Mapped[str] = mapped_column(Text, primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    funder: Mapped[str] = mapped_column(Text)
    project: Mapped[str] = mapped_column(Text)


class LineProposalRow(Base):
    """A change of a national line, or a new one, as an academy proposes it; `document` is the edit."""

    __tablename__ = "line_proposal"
    __owners__: ClassVar = Owners(writers=("academy", "office"), academy="academy_id", office=True)
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'approved', 'refused', 'withdrawn')", name="state_is_known"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    academy_name: Mapped[str] = mapped_column(Text)
    line: Mapped[str | None] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text)
