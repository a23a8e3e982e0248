"""The words that stations are found by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class SearchEntryRow(Base):
    """A station of a network version as PostgreSQL searches it: stems of Dutch and English, and names as written."""

    __tablename__ = "search_entry"
    __unowned__ = "words of what is published for everybody"
    __table_args__ = (Index("ix_search_entry_words", "words", postgresql_using="gin"),)

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    station: Mapped[str] = mapped_column(Text, primary_key=True)
    words: Mapped[str] = mapped_column(TSVECTOR)
