"""Layouts of parts of a network, with how far each is"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("map_layout", sa.Column("extract", sa.Text(), nullable=False, server_default="main:"))
    op.add_column("map_layout", sa.Column("percent", sa.Integer(), nullable=False, server_default="100"))
    op.add_column("map_layout", sa.Column("refusal", sa.Text(), nullable=True))
    op.alter_column("map_layout", "extract", server_default=None)
    op.alter_column("map_layout", "percent", server_default=None)
    op.alter_column("map_layout", "layout", nullable=True)
    op.alter_column("map_layout", "made_at", new_column_name="changed_at")
    op.drop_constraint("pk_map_layout", "map_layout")
    op.create_primary_key("pk_map_layout", "map_layout", ["network_number", "extract"])
    op.create_check_constraint(op.f("ck_map_layout_percent_of_hundred"), "map_layout", "percent between 0 and 100")
