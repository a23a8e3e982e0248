"""The door of learning for other packages: typed functions and frozen values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lines.assessments.service import held_levels
from lines.journeys.domain import StopsDone
from lines.journeys.service import progress_of
from lines.network.service import current_network
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import current_language

__all__ = ["JobProfileName", "StopsDone", "job_profiles", "levels_of", "progress_of", "skill_names"]


@dataclass(frozen=True, slots=True)
class JobProfileName:
    """A job profile by its name in the reader's language."""

    id: str
    name: str


def levels_of(session: Session, people: Collection[int]) -> dict[int, dict[str, int]]:
    """The levels by skill that `people` gave themselves, by person. Private: for figures over five people or more."""
    return {scan.person: dict(scan.levels) for scan in held_levels(session, people)}


def skill_names(session: Session) -> dict[str, str]:
    """The skills of the newest network by id, in the reader's language; none when nothing is published."""
    try:
        skills = current_network(session).catalogue.skills
    except Unavailable:
        return {}
    return {skill.id: skill.name.text_in(current_language()) for skill in skills}


def job_profiles(session: Session) -> tuple[JobProfileName, ...]:
    """The job profiles of the newest network, in its order; none when nothing is published."""
    try:
        profiles = current_network(session).catalogue.job_profiles
    except Unavailable:
        return ()
    return tuple(JobProfileName(profile.id, profile.name.text_in(current_language())) for profile in profiles)
