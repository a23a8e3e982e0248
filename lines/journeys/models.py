"""How far a traveller is: two numbers, and nothing of what the route teaches."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class Progress(Base):
    """Stops done of how many; the one thing of a route that the people one works for may see."""

    __tablename__ = "progress"
    __table_args__ = (CheckConstraint("0 <= stops_done and stops_done <= stops_total", name="done_of_total"),)
    __owners__: ClassVar = Owners(writers=("person",), person="person_id", colleagues=True)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    stops_done: Mapped[int]
    stops_total: Mapped[int]
    changed_at: Mapped[datetime]
