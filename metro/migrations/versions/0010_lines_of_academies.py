"""Lines of academies, and proposals for national ones"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from metro.migrations.policies import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regional_line",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("funder", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_regional_line_academy_id")),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_regional_line")),
    )
    op.create_index(op.f("ix_regional_line_academy_id"), "regional_line", ["academy_id"])
    protect("regional_line", writers=("academy",), academy="academy_id", office=True, is_shared=True)
    op.create_table(
        "line_proposal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("academy_name", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('proposed', 'approved', 'refused', 'withdrawn')", name=op.f("ck_line_proposal_state_is_known")
        ),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_line_proposal_academy_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_line_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_line_proposal_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_proposal")),
    )
    op.create_index(op.f("ix_line_proposal_academy_id"), "line_proposal", ["academy_id"])
    protect("line_proposal", writers=("academy", "office"), academy="academy_id", office=True)
