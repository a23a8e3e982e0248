"""The stored layouts: where every station of a network version lies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class MapLayoutRow(Base):
    """The layout of one network version; a later version's drawing starts from it."""

    __tablename__ = "map_layout"
    __unowned__ = "a drawing of what everybody may see"

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    layout: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
