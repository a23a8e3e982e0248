"""From a scan to its route: the gaps it leaves, what was said of stations, and the planner's stored answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from flask import current_app

from lines.assessments.content import standard_instrument
from lines.assessments.scan import ScanAnswers
from lines.assessments.service import Scan
from lines.gaps.domain import RankedGap
from lines.gaps.ranking import gaps_of
from lines.network.domain import SkillLevel
from lines.routing.domain import Exclude, Gap, Profile, Route
from lines.routing.planner import ride_that_far, with_known
from lines.routing.service import compiled, route_for
from metro.kernel.i18n import current_language
from metro.web.database import session


def ranked_gaps(scan: Scan) -> tuple[RankedGap, ...]:
    """The gaps of a scan, the weightiest first."""
    return gaps_of(scan.version.catalogue, standard_instrument(), scan.answers, current_language())


def _held(answers: ScanAnswers) -> Iterable[SkillLevel]:
    return (SkillLevel(skill, level) for skill, level in answers.levels if level)


def profile_of(scan: Scan) -> Profile:
    """What the planner is asked: gaps in the order of the catalogue, so that every language asks the same."""
    gaps = sorted((ranked.gap for ranked in ranked_gaps(scan)), key=lambda gap: gap.skill)
    profile = Profile(
        gaps=tuple(Gap(gap.skill, gap.target, gap.current, gap.importance) for gap in gaps),
        current=tuple(_held(scan.answers)),
        exclude=Exclude(stations=scan.excluded),
    )
    network = compiled(scan.version)
    return reduce(lambda known, station: with_known(network, known, station), scan.completed, profile)


def planned(scan: Scan, profile: Profile) -> Route:
    """The best route for `profile` with its alternatives: the stored answer when there is one."""
    limit_seconds: float = current_app.config["METRO_SETTINGS"].planner_seconds
    return route_for(session(), scan.version, profile, limit_seconds)


def route_of(scan: Scan) -> Route:
    """The best route of a scan, without the gaps that cannot be closed."""
    return planned(scan, profile_of(scan))


def farthest_route_of(scan: Scan) -> Route:
    """The best route that also rides as far as one can for the gaps that cannot be closed."""
    profile = profile_of(scan)
    return planned(scan, ride_that_far(profile, planned(scan, profile)))
