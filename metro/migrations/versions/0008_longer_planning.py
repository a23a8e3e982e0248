"""Routes that are planned longer by a job"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("planned_route", sa.Column("question", postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column("planned_route", sa.Column("percent", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f("ck_planned_route_percent_under_way"), "planned_route", "percent between 0 and 99")
