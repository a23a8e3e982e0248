"""Every statement on the skill framework."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lines.skills.models import JobProfileEntryRow, SkillEntryRow


def skill_entries(session: Session) -> list[SkillEntryRow]:
    """Every skill of the framework."""
    return list(session.execute(select(SkillEntryRow)).scalars())


def skill_entry(session: Session, skill: str) -> SkillEntryRow | None:
    """What is kept of a skill."""
    return session.get(SkillEntryRow, skill)


def synonyms_of(session: Session, skills: Collection[str]) -> dict[str, list[str]]:
    """The synonyms of these skills, by id."""
    rows = session.execute(
        select(SkillEntryRow.skill, SkillEntryRow.synonyms).where(SkillEntryRow.skill.in_(skills))
    ).all()
    return {row.skill: row.synonyms for row in rows}


def profile_entries(session: Session) -> list[JobProfileEntryRow]:
    """Every job profile that something is kept of."""
    return list(session.execute(select(JobProfileEntryRow)).scalars())


def profile_entry(session: Session, profile: str) -> JobProfileEntryRow | None:
    """What is kept of a job profile."""
    return session.get(JobProfileEntryRow, profile)
