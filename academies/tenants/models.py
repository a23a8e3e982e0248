"""Academies, their places and what they are for the tax office."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class Academy(Base):
    """An academy, known to everybody by its name and its address in our pages; a hub is one of kind hub.

    `stage` says whether it is getting ready, open, closed for a while or ended. `color` is its own, "" for none yet;
    `logo` the hash and extension of a published picture. `line_wishes` are the national lines it wants to join.
    """

    __tablename__ = "academy"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_fits_an_address"),
        CheckConstraint("kind in ('academy', 'hub')", name="kind_is_known"),
        CheckConstraint("stage in ('onboarding', 'live', 'paused', 'ended')", name="stage_is_known"),
        CheckConstraint("color ~ '^(#[0-9a-f]{6})?$'", name="color_is_hex"),
    )
    __owners__: ClassVar = Owners(writers=("academy", "office"), academy="id", office=True, is_shared=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="academy")
    region: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(Text, default="onboarding")
    motto: Mapped[str] = mapped_column(Text, default="")
    color: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[str | None] = mapped_column(Text)
    line_wishes: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    created_at: Mapped[datetime]
    stage_since: Mapped[datetime | None]


class AcademyPlace(Base):
    """Where an academy gives its stations."""

    __tablename__ = "academy_place"
    __owners__: ClassVar = Owners(writers=("academy",), academy="academy_id", is_shared=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    street: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)


class AcademyVat(Base):
    """What an academy is for the tax office from a day on, with its proof: rows are added, so that old invoices stay
    explained. `reference` is a number of a register, "" without one."""

    __tablename__ = "academy_vat"
    __table_args__ = (
        CheckConstraint("status in ('statutory', 'crkbo', 'neither')", name="status_is_known"),
        ForeignKeyConstraint(["evidence_id", "academy_id"], ["stored_file.id", "stored_file.academy_id"]),
    )
    __owners__: ClassVar = Owners(writers=("academy",), academy="academy_id", office=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    reference: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    evidence_id: Mapped[int | None] = mapped_column(BigInteger)
    told_by: Mapped[int] = mapped_column(BigInteger)
    told_at: Mapped[datetime]
