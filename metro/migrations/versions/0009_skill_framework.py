"""Skill framework"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from metro.migrations.policies import protect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skill_entry",
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("synonyms", postgresql.JSONB(), nullable=False),
        sa.Column("levels", postgresql.JSONB(), nullable=False),
        sa.Column("esco", sa.Text(), nullable=True),
        sa.Column("competentnl", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("skill", name=op.f("pk_skill_entry")),
    )
    op.create_table(
        "job_profile_entry",
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("companies", postgresql.JSONB(), nullable=False),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("profile", name=op.f("pk_job_profile_entry")),
    )
    for table in ("skill_entry", "job_profile_entry"):
        protect(table, writers=("office",), office=True, is_shared=True)
