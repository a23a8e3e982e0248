"""From a scan to its route: what the planner is asked, and its stored answer."""

from __future__ import annotations

from collections.abc import Hashable
from functools import reduce

from sqlalchemy.orm import Session

from lines.assessments.content import standard_instrument
from lines.assessments.service import Scan
from lines.gaps.ranking import gaps_of
from lines.network.domain import SkillLevel
from lines.routing.domain import Budget, Exclude, Gap, Profile, Route
from lines.routing.planner import ride_that_far, with_known
from lines.routing.service import compiled, percent_of, route_for
from lines.routing.tasks import ask_longer
from metro.kernel.kept import Kept

KEPT_PROFILES = 256

_profiles: Kept[Profile] = Kept(KEPT_PROFILES)


def question_of(scan: Scan) -> Hashable:
    """All that the route of `scan` depends on, as a key: two scans with the same one get the same route."""
    return (scan.version.number, scan.version.digest, scan.answers, scan.completed, scan.excluded,
            scan.most_minutes, scan.most_cents)  # fmt: skip


def profile_of(scan: Scan) -> Profile:
    """The planner's question for `scan`: its gaps, the levels held by own rating, the stations known or refused.

    The gaps are in the order of their ids, so that every language asks the same and gets the same stored answer.
    """
    return _profiles.got(question_of(scan), lambda: _profile(scan))


def _profile(scan: Scan) -> Profile:
    ranked = gaps_of(scan.version.catalogue, standard_instrument(), scan.answers)
    gaps = sorted((each.gap for each in ranked), key=lambda gap: gap.skill)
    profile = Profile(
        gaps=tuple(Gap(gap.skill, gap.target, gap.current, gap.importance) for gap in gaps),
        current=tuple(SkillLevel(skill, level) for skill, level in scan.answers.levels if level),
        exclude=Exclude(stations=scan.excluded),
        budget=Budget(scan.most_minutes, scan.most_cents),
    )
    network = compiled(scan.version)
    return reduce(lambda known, station: with_known(network, known, station), scan.completed, profile)


def route_for_scan(session: Session, scan: Scan, limit_seconds: float) -> Route:
    """The best route for `scan` with its alternatives, without the gaps that cannot be closed."""
    return route_for(session, scan.version, profile_of(scan), limit_seconds)


def ask_longer_for_scan(session: Session, scan: Scan) -> None:
    """Have the route of `scan` planned longer by a job, where it was cut short."""
    ask_longer(session, scan.version, profile_of(scan))


def percent_for_scan(session: Session, scan: Scan) -> int | None:
    """How far the longer planning of the route of `scan` is; None when nobody asked for it, or it is done."""
    return percent_of(session, scan.version, profile_of(scan))


def farthest_route_for_scan(session: Session, scan: Scan, limit_seconds: float) -> Route:
    """The best route that also rides as far as one can for the gaps that cannot be closed."""
    profile = profile_of(scan)
    route = route_for(session, scan.version, profile, limit_seconds)
    return route_for(session, scan.version, ride_that_far(profile, route), limit_seconds)
