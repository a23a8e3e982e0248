"""The route of the scan that a page is about, planned while the page loads, or longer when somebody asks for it."""

from __future__ import annotations

from lines.assessments.content import standard_instrument
from lines.assessments.service import Scan
from lines.gaps.domain import RankedGap
from lines.gaps.ranking import gaps_of
from lines.routing.domain import Route
from lines.routing.scans import ask_longer_for_scan, farthest_route_for_scan, percent_for_scan, route_for_scan
from metro.kernel.i18n import current_language
from metro.web.database import session

PAGE_SECONDS = 0.2
"""What a page waits for the planner, so that it stands within half a second."""


def ranked_gaps(scan: Scan) -> tuple[RankedGap, ...]:
    """The gaps of a scan, the weightiest first, in the order of the reader's language."""
    return gaps_of(scan.version.catalogue, standard_instrument(), scan.answers, current_language())


def route_of(scan: Scan) -> Route:
    """The best route of a scan, without the gaps that cannot be closed."""
    return route_for_scan(session(), scan, PAGE_SECONDS)


def farthest_route_of(scan: Scan) -> Route:
    """The best route that also rides as far as one can for the gaps that cannot be closed."""
    return farthest_route_for_scan(session(), scan, PAGE_SECONDS)


def plan_longer(scan: Scan) -> None:
    """Have the route of a scan planned by a job, with all the time it needs."""
    ask_longer_for_scan(session(), scan)


def percent_planned(scan: Scan, route: Route) -> int | None:
    """How far that job is; None when nobody asked for it, or it is done."""
    return percent_for_scan(session(), scan) if route.is_cut_short else None
