"""Requests to become an academy, what the office noted about them, and agreements."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class AcademyRequest(Base):
    """Somebody asks for an organisation to become an academy. Once it is one (`academy_id`), that academy's own stage
    counts. `owner_id` is who in the office looks after it, `kvk_number` None when the office opened it itself."""

    __tablename__ = "academy_request"
    __table_args__ = (
        CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name="kvk_number_has_eight_digits"),
        CheckConstraint("kind in ('academy', 'hub')", name="kind_is_known"),
        CheckConstraint("stage in ('requested', 'talking', 'agreement', 'ended')", name="stage_is_known"),
    )
    __owners__: ClassVar = Owners(writers=("office",), office=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    organisation: Mapped[str] = mapped_column(Text)
    kvk_number: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text)
    partners: Mapped[str] = mapped_column(Text)
    offer: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    stage_since: Mapped[datetime]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    academy_id: Mapped[int | None] = mapped_column(ForeignKey("academy.id"), unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    next_action: Mapped[str] = mapped_column(Text, default="")
    next_action_on: Mapped[date | None]


class AcademyRequestNote(Base):
    """What somebody of the office wrote down about a request; it stays as it was written."""

    __tablename__ = "academy_request_note"
    __owners__: ClassVar = Owners(writers=(), office=True, is_append_only=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("academy_request.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(BigInteger)
    written_at: Mapped[datetime]


class AcademyAgreement(Base):
    """What the network office and an academy agreed. The fee is in hundredths of a percent of what is sold."""

    __tablename__ = "academy_agreement"
    __table_args__ = (
        CheckConstraint("fee_basis_points between 0 and 10000", name="fee_is_a_share"),
        CheckConstraint("ends_on is null or ends_on > starts_on", name="ends_after_it_starts"),
    )
    __owners__: ClassVar = Owners(writers=("office",), academy="academy_id", office=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    version: Mapped[str] = mapped_column(Text)
    territory: Mapped[list[str]] = mapped_column(ARRAY(Text))
    fee_basis_points: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    agreed_by: Mapped[int] = mapped_column(BigInteger)
    agreed_at: Mapped[datetime]
