"""Drafts of stations with their versions and reviews, the content that is published, and who published what."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base

Json = dict[str, Any]


class StationDraft(Base):
    """A station that an academy is writing. `revision` counts every change; `touched` says per field who made the last.
    `published_revision` is the one that was published last, 0 before that.

    `giver_slug` and `giver_name` are the academy as it was called when somebody of it last sent the draft in.
    """

    __tablename__ = "station_draft"
    __owners__: ClassVar = Owners(writers=("academy", "office"), academy="academy_id", office=True)
    __table_args__ = (
        CheckConstraint("state in ('draft', 'in_review', 'published', 'retired')", name="state_is_known"),
        CheckConstraint("revision >= 1", name="revision_from_one"),
        UniqueConstraint("id", "academy_id"),
        UniqueConstraint("academy_id", "station_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"), index=True)
    giver_slug: Mapped[str] = mapped_column(Text)
    giver_name: Mapped[str] = mapped_column(Text)
    station_id: Mapped[str | None] = mapped_column(Text)
    based_on: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    published_revision: Mapped[int]
    document: Mapped[Json] = mapped_column(JSONB)
    touched: Mapped[Json] = mapped_column(JSONB)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime]


class StationDraftVersion(Base):
    """A draft as it was kept once; never changed."""

    __tablename__ = "station_draft_version"
    __owners__: ClassVar = Owners(writers=(), academy="academy_id", office=True, is_append_only=True)
    __table_args__ = (
        CheckConstraint("reason in ('submitted', 'published', 'restored')", name="reason_is_known"),
        ForeignKeyConstraint(["draft_id", "academy_id"], ["station_draft.id", "station_draft.academy_id"]),
        UniqueConstraint("draft_id", "number"),
        UniqueConstraint("id", "academy_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    draft_id: Mapped[int] = mapped_column(BigInteger)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"))
    number: Mapped[int]
    document: Mapped[Json] = mapped_column(JSONB)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class StationReview(Base):
    """What a reviewer decided about a version, which is decided about once; never changed."""

    __tablename__ = "station_review"
    __owners__: ClassVar = Owners(writers=(), academy="academy_id", office=True, is_append_only=True)
    __table_args__ = (
        CheckConstraint("decision in ('approved', 'returned')", name="decision_is_known"),
        ForeignKeyConstraint(
            ["version_id", "academy_id"], ["station_draft_version.id", "station_draft_version.academy_id"]
        ),
        ForeignKeyConstraint(["draft_id", "academy_id"], ["station_draft.id", "station_draft.academy_id"]),
        UniqueConstraint("version_id"),
        Index(None, "draft_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    draft_id: Mapped[int] = mapped_column(BigInteger)
    version_id: Mapped[int] = mapped_column(BigInteger)
    academy_id: Mapped[int] = mapped_column(ForeignKey("academy.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[str] = mapped_column(Text)
    comments: Mapped[Json] = mapped_column(JSONB)
    decided_at: Mapped[datetime]


class StationContent(Base):
    """The steps of a published station: who began number 1 finishes number 1."""

    __tablename__ = "station_content"
    __unowned__ = "published for everybody with the network; the database lets nobody change a row"

    station_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"))
    academy: Mapped[str] = mapped_column(Text)
    document: Mapped[Json] = mapped_column(JSONB)


class PublicationRow(Base):
    """Who made a network version, and what changed in it. `academy` is None for the network office."""

    __tablename__ = "publication"
    __unowned__ = "the history of what everybody sees; people by number, read by the network office alone"

    network_number: Mapped[int] = mapped_column(ForeignKey("network_version.number"), primary_key=True)
    academy: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[Json]] = mapped_column(JSONB)
