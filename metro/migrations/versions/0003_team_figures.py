"""Team figures"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from metro.migrations.policies import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_figure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people >= 5", name=op.f("ck_team_figure_people_enough")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_team_figure_company_id")),
        sa.ForeignKeyConstraint(
            ["team_id", "company_id"],
            ["team.id", "team.company_id"],
            name=op.f("fk_team_figure_team_id_company_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_figure")),
    )
    op.create_index(op.f("ix_team_figure_company_id"), "team_figure", ["company_id"])
    protect("team_figure", writers=(), company="company_id")
