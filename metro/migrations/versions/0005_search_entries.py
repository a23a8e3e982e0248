"""Words that stations are found by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("dutch", "english", "named")


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        *(sa.Column(name, postgresql.TSVECTOR(), nullable=False) for name in COLUMNS),
        sa.ForeignKeyConstraint(
            ["network_number"], ["network_version.number"], name=op.f("fk_search_entry_network_number")
        ),
        sa.PrimaryKeyConstraint("network_number", "station", name=op.f("pk_search_entry")),
    )
    for name in COLUMNS:
        op.create_index(f"ix_search_entry_{name}", "search_entry", [name], postgresql_using="gin")
