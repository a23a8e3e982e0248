"""The door of learning for other packages: typed functions and frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lines.journeys.domain import StopsDone
from lines.journeys.service import progress_of
from lines.network.service import current_network
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import current_language

__all__ = ["JobProfileName", "StopsDone", "job_profiles", "progress_of"]


@dataclass(frozen=True, slots=True)
class JobProfileName:
    """A job profile by its name in the reader's language."""

    id: str
    name: str


def job_profiles(session: Session) -> tuple[JobProfileName, ...]:
    """The job profiles of the newest network, in its order; none when nothing is published."""
    try:
        profiles = current_network(session).catalogue.job_profiles
    except Unavailable:
        return ()
    return tuple(JobProfileName(profile.id, profile.name.text_in(current_language())) for profile in profiles)
