"""Companies, their teams, and requests to be let in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class Company(Base):
    """A company; its number in the trade register (KvK) is its identity in the world."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name="kvk_number_has_eight_digits"),)
    __owners__: ClassVar = Owners(writers=("company",), company="id", office=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kvk_number: Mapped[str] = mapped_column(Text, unique=True)
    sector: Mapped[str] = mapped_column(Text)
    size_class: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Team(Base):
    """A team of a company."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("id", "company_id"), UniqueConstraint("company_id", "name"))
    __owners__: ClassVar = Owners(writers=("company",), company="company_id")

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str] = mapped_column(Text)


class AccessRequest(Base):
    """ "Vraag toegang": somebody wants into a company that is here already, and says under which name and address."""

    __tablename__ = "access_request"
    __table_args__ = (
        CheckConstraint("answer in ('granted', 'refused')", name="answer_is_known"),
        Index("uq_access_request_open", "person_id", "company_id", unique=True,
              postgresql_where=sql("answered_at is null")),
    )  # fmt: skip
    __owners__: ClassVar = Owners(
        writers=("person", "company", "office"), person="person_id", company="company_id", office=True
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
