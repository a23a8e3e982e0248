"""The words that stations are found by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.tables import Base


class SearchEntryRow(Base):
    """A station of a network version as PostgreSQL searches it.

    Stems of what it says in Dutch, stems of what it says in English, and the words of its names as they are written:
    three columns, because a stem of one language is a common word of another ("meten" becomes "met").
    """

    __tablename__ = "search_entry"
    __unowned__ = "words of what is published for everybody"
    __table_args__ = tuple(
        Index(f"ix_search_entry_{column}", column, postgresql_using="gin") for column in ("dutch", "english", "named")
    )

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    station: Mapped[str] = mapped_column(Text, primary_key=True)
    dutch: Mapped[str] = mapped_column(TSVECTOR)
    english: Mapped[str] = mapped_column(TSVECTOR)
    named: Mapped[str] = mapped_column(TSVECTOR)
