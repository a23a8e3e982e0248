"""From a scan to what the planner is asked."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lines.assessments.content import standard_instrument
from lines.assessments.service import Scan
from lines.gaps.ranking import gaps_of
from lines.network.domain import SkillLevel
from lines.routing.domain import Exclude, Gap, Profile, Route
from lines.routing.service import route_for


def profile_of(scan: Scan) -> Profile:
    """The planner's question for `scan`: its gaps, the levels held by own rating, the stations known or refused.

    The gaps are in the order of the Dutch names, so that both languages get the same stored answer.
    """
    catalogue = scan.version.catalogue
    held = {skill: level for skill, level in scan.answers.levels if level}
    for station in scan.completed:
        for taught in catalogue.station_by_id[station].teaches:
            held[taught.skill] = max(taught.to_level, held.get(taught.skill, 0))
    gaps = (ranked.gap for ranked in gaps_of(catalogue, standard_instrument(), scan.answers))
    return Profile(
        gaps=tuple(Gap(gap.skill, gap.target, gap.current, gap.importance) for gap in gaps),
        current=tuple(SkillLevel(skill, level) for skill, level in held.items()),
        completed=scan.completed,
        exclude=Exclude(stations=scan.excluded),
    )


def route_for_scan(session: Session, scan: Scan, limit_seconds: float) -> Route:
    """The best route for `scan`, with its alternatives."""
    return route_for(session, scan.version, profile_of(scan), limit_seconds)
