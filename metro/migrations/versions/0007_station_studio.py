"""The station studio: drafts, versions, reviews, published content, and who published what"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from metro.migrations.policies import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drafts()
    _versions()
    _reviews()
    _published()


def _drafts() -> None:
    op.create_table(
        "station_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("giver_slug", sa.Text(), nullable=False),
        sa.Column("giver_name", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Text(), nullable=True),
        sa.Column("based_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("touched", JSONB(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state in ('draft', 'in_review', 'published', 'retired')", name=op.f("ck_station_draft_state_is_known")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_station_draft_revision_from_one")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_station_draft_academy_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_station_draft_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_draft")),
        sa.UniqueConstraint("id", "academy_id", name=op.f("uq_station_draft_id_academy_id")),
        sa.UniqueConstraint("academy_id", "station_id", name=op.f("uq_station_draft_academy_id_station_id")),
    )
    op.create_index(op.f("ix_station_draft_academy_id"), "station_draft", ["academy_id"])
    protect("station_draft", writers=("academy", "office"), academy="academy_id", office=True)


def _versions() -> None:
    op.create_table(
        "station_draft_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("saved_by", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reason in ('submitted', 'published', 'restored')", name=op.f("ck_station_draft_version_reason_is_known")
        ),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_station_draft_version_academy_id")),
        sa.ForeignKeyConstraint(
            ["draft_id", "academy_id"],
            ["station_draft.id", "station_draft.academy_id"],
            name=op.f("fk_station_draft_version_draft_id_academy_id"),
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_station_draft_version_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_draft_version")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_station_draft_version_draft_id_number")),
        sa.UniqueConstraint("id", "academy_id", name=op.f("uq_station_draft_version_id_academy_id")),
    )
    protect("station_draft_version", writers=(), academy="academy_id", office=True, is_append_only=True)


def _reviews() -> None:
    op.create_table(
        "station_review",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("reviewer_id", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("comments", JSONB(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision in ('approved', 'returned')", name=op.f("ck_station_review_decision_is_known")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_station_review_academy_id")),
        sa.ForeignKeyConstraint(
            ["draft_id", "academy_id"],
            ["station_draft.id", "station_draft.academy_id"],
            name=op.f("fk_station_review_draft_id_academy_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "academy_id"],
            ["station_draft_version.id", "station_draft_version.academy_id"],
            name=op.f("fk_station_review_version_id_academy_id"),
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_station_review_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_review")),
        sa.UniqueConstraint("version_id", name=op.f("uq_station_review_version_id")),
    )
    op.create_index(op.f("ix_station_review_draft_id"), "station_review", ["draft_id"])
    protect("station_review", writers=(), academy="academy_id", office=True, is_append_only=True)


def _published() -> None:
    """What is published for everybody, and kept from change by a trigger whoever connects."""
    op.create_table(
        "station_content",
        sa.Column("station_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("academy", sa.Text(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_station_content_network_number")
        ),
        sa.PrimaryKeyConstraint("station_id", "number", name=op.f("pk_station_content")),
    )
    op.create_table(
        "publication",
        sa.Column("network_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("academy", sa.Text(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changes", JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_publication_network_number")
        ),
        sa.PrimaryKeyConstraint("network_number", name=op.f("pk_publication")),
    )
    for table in ("station_content", "publication"):
        op.execute(
            f"create trigger stays before update or delete on {table} for each row execute function refuse_change()"
        )
