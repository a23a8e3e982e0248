"""The stored layouts: where every station of a network version lies, for each part of it that was asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class MapLayoutRow(Base):
    """The layout of a part of one network version; a later version's drawing of that part starts from it.

    It stands here from when it is asked for: without `layout` it is being made, `percent` of it done, or, with
    `refusal`, cannot be.
    """

    __tablename__ = "map_layout"
    __table_args__ = (CheckConstraint("percent between 0 and 100", name="percent_of_hundred"),)
    __unowned__ = "a drawing of what everybody may see"

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    extract: Mapped[str] = mapped_column(Text, primary_key=True)
    layout: Mapped[str | None] = mapped_column(Text)
    percent: Mapped[int]
    refusal: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
