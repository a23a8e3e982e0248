"""Team figures, made at night, so that a day's changes cannot be told apart."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Text
from sqlalchemy.orm import Mapped, mapped_column

from academies.impact.domain import LEAST_PEOPLE
from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class TeamFigure(Base):
    """The mean level of a skill in a team, or (`team_id` null) in the company; nobody writes it but the nightly job."""

    __tablename__ = "team_figure"
    __table_args__ = (
        CheckConstraint(f"people >= {LEAST_PEOPLE}", name="people_enough"),
        ForeignKeyConstraint(["team_id", "company_id"], ["team.id", "team.company_id"], ondelete="CASCADE"),
    )
    __owners__: ClassVar = Owners(writers=(), company="company_id")

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    skill: Mapped[str] = mapped_column(Text)
    people: Mapped[int]
    tenths: Mapped[int]
    made_at: Mapped[datetime]
