"""Networks, layouts, scans, routes and jobs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "network_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_network_version_number_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_network_version")),
    )
    op.create_table(
        "map_layout",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_map_layout_network_number")
        ),
        sa.PrimaryKeyConstraint("network_number", name=op.f("pk_map_layout")),
    )
    op.create_table(
        "planned_route",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("profile_digest", sa.Text(), nullable=False),
        sa.Column("route", JSONB(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_planned_route_network_number")
        ),
        sa.PrimaryKeyConstraint("network_number", "profile_digest", name=op.f("pk_planned_route")),
    )
    op.create_index(op.f("ix_planned_route_planned_at"), "planned_route", ["planned_at"])
    op.create_table(
        "scan",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("answers", JSONB(), nullable=False),
        sa.Column("completed", JSONB(), nullable=False),
        sa.Column("excluded", JSONB(), nullable=False),
        sa.Column("most_minutes", sa.Integer(), nullable=True),
        sa.Column("most_cents", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_scan_token_hash_is_sha256")),
        sa.CheckConstraint("most_minutes >= 0 and most_cents >= 0", name=op.f("ck_scan_budget_not_negative")),
        sa.ForeignKeyConstraint(["network_number"], ["network_version.number"], name=op.f("fk_scan_network_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_scan_token_hash")),
    )
    op.create_index(op.f("ix_scan_changed_at"), "scan", ["changed_at"])
    # The queue's own tables and functions; a newer release of it brings its changes as a migration here.
    # Straight to the driver: the text has per cent signs that are no placeholders.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(SchemaManager.get_schema())
    cursor.close()
