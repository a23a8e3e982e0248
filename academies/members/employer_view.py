"""What an employer sees of a person: one rule, used by every page, export, mail and job.

By name, while somebody belongs to the company: the place there (role, team, job profile, since when), and stops done
of how many. Levels, gaps, scan, answers, the reasons of a route and what it teaches belong to the person. Whatever a
company page or file says of somebody is said from a `SeenMember`; it has no room for anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from academies.members.domain import highest_role
from lines.api import StopsDone
from metro.kernel.permissions import Role

NOT_STARTED, TRAVELLING, ARRIVED = "not-started", "travelling", "arrived"


@dataclass(frozen=True, slots=True)
class SeenMember:
    """A colleague as the company sees him; `membership` is his number there, `stops` None without a route."""

    membership: int
    name: str
    role: Role
    team: str | None
    job_profile: str | None
    since: datetime
    stops: StopsDone | None

    @property
    def state(self) -> str:
        """How far the journey is, in a word."""
        if self.stops is None or self.stops.done == 0:
            return NOT_STARTED
        return ARRIVED if self.stops.done >= self.stops.total else TRAVELLING


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What is stored of a place in a company, before the rule is applied. `has_card`: whether a card of the company
    works; None for who never got one, or when that was not asked."""

    membership: int
    person: int
    name: str
    roles: tuple[str, ...]
    team_id: int | None
    team: str | None
    job_profile: str | None
    started_at: datetime
    has_card: bool | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Stops done of how many by everybody together."""

    done: int
    total: int


def seen(row: MemberRow, progress: Mapping[int, StopsDone], job_profiles: Mapping[str, str]) -> SeenMember:
    """What the company sees of `row`; a job profile that the network no longer has is shown by its id."""
    profile = job_profiles.get(row.job_profile, row.job_profile) if row.job_profile else None
    return SeenMember(
        membership=row.membership,
        name=row.name,
        role=highest_role(row.roles),
        team=row.team,
        job_profile=profile,
        since=row.started_at,
        stops=progress.get(row.person),
    )


def together(members: Iterable[SeenMember]) -> Sum:
    """The stops of `members` added up: numbers that each of them shows already."""
    stops = [member.stops for member in members if member.stops is not None]
    return Sum(sum(each.done for each in stops), sum(each.total for each in stops))
