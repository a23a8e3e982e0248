"""The route of the scan that a page is about, planned while the page loads, or longer when somebody asks for it."""

from __future__ import annotations

from flask import current_app

from lines.assessments.content import standard_instrument
from lines.assessments.service import Scan
from lines.gaps.domain import RankedGap
from lines.gaps.ranking import gaps_of
from lines.routing.domain import Route
from lines.routing.scans import farthest_route_for_scan, plan_scan_longer, route_for_scan
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
    """Take the time that the settings give for the route of a scan."""
    limit: float = current_app.config["METRO_SETTINGS"].planner_seconds
    plan_scan_longer(session(), scan, limit)
