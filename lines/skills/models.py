"""What the network office keeps beside the skills and job profiles of the network."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base

OFFICE = Owners(writers=("office",), office=True, is_shared=True)


class SkillEntryRow(Base):
    """A skill of the framework, by its id in the network. `levels` describes levels by number, as text by language."""

    __tablename__ = "skill_entry"
    __owners__: ClassVar = OFFICE

    skill: Mapped[str] = mapped_column(Text, primary_key=True)
    synonyms: Mapped[list[str]] = mapped_column(JSONB)
    levels: Mapped[dict[str, dict[str, str]]] = mapped_column(JSONB)
    esco: Mapped[str | None] = mapped_column(Text)
    competentnl: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]


class JobProfileEntryRow(Base):
    """Who stands for a job profile, which companies agreed that it is right, when, and until when that counts."""

    __tablename__ = "job_profile_entry"
    __owners__: ClassVar = OFFICE

    profile: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    companies: Mapped[list[str]] = mapped_column(JSONB)
    validated_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    changed_at: Mapped[datetime]
