"""The published versions of the network."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class NetworkVersionRow(Base):
    """One published network: numbered from 1, never changed. `document` is the canonical catalogue file."""

    __tablename__ = "network_version"
    __unowned__ = "published for everybody; written by who may publish, never changed"
    __table_args__ = (CheckConstraint("number >= 1", name="number_from_one"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
