"""Words that stations are found by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_search_entry_network_number")
        ),
        sa.PrimaryKeyConstraint("network_number", "station", name=op.f("pk_search_entry")),
    )
    op.create_index("ix_search_entry_words", "search_entry", ["words"], postgresql_using="gin")
