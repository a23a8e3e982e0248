"""What the route page shows beside the strip map: totals, alternatives, what is learned, what stays out of reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lines.assessments.scan import scan_targets
from lines.assessments.service import Scan
from lines.network.domain import Catalogue, Text
from lines.routing.blocking import blocked_by
from lines.routing.domain import Route, Totals
from lines.web.choices import Choice, choices, route_url, trades
from lines.web.signs import LineSign, Signs, StationSign
from lines.web.strip import RouteStop, route_stops


@dataclass(frozen=True, slots=True)
class Learned:
    """A skill over the whole route; `target` is the wish, 0 when nobody asked for this skill."""

    skill: Text
    from_level: int
    to_level: int
    target: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A gap that cannot be closed, how far one can ride, and in words what blocks it."""

    skill: Text
    target: int
    reachable: int
    reason: str


@dataclass(frozen=True, slots=True)
class Around:
    """A station the route was planned around: known already, or not wanted."""

    sign: StationSign
    is_known: bool


class Standing(StrEnum):
    """Why somebody stays where he is: there already, nothing fits the budget, only part of the way, no way at all."""

    ARRIVED = "arrived"
    BUDGET = "budget"
    PARTLY = "partly"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class RoutePage:
    """`left_open` are the skills that the budget leaves, `standing` why there are no stops, None when there are.

    `may_look_longer` says that the planner had too little time to be sure of all choices.
    `is_older` says that the network was published anew since.
    `far_url` rides as far as one can for what is out of reach; None when that brings nobody further.
    """

    scanned_at: datetime
    profile: Text | None
    lines: tuple[LineSign, ...]
    totals: Totals
    stops: tuple[RouteStop, ...]
    choices: tuple[Choice, ...]
    trades: tuple[Choice, ...]
    may_look_longer: bool
    learned: tuple[Learned, ...]
    left_open: tuple[Text, ...]
    out_of_reach: tuple[OutOfReach, ...]
    far_url: str | None
    around: tuple[Around, ...]
    standing: Standing | None
    is_older: bool


def learned(catalogue: Catalogue, route: Route, targets: Mapping[str, int]) -> tuple[Learned, ...]:
    """Each skill the route raises, from its first to its last level, in the order of the ride."""
    first: dict[str, int] = {}
    reached: dict[str, int] = {}
    for stop in route.stops:
        for raised in stop.raises:
            first.setdefault(raised.skill, raised.from_level)
            reached[raised.skill] = raised.to_level
    return tuple(
        Learned(catalogue.skill_by_id[skill].name, first[skill], level, targets.get(skill, 0))
        for skill, level in reached.items()
    )


def _out_of_reach(catalogue: Catalogue, closing: Route) -> tuple[OutOfReach, ...]:
    return tuple(
        OutOfReach(catalogue.skill_by_id[gap.skill].name, gap.target, gap.reachable, blocked_by(catalogue, gap.blocked))
        for gap in closing.uncloseable
    )


def _far_url(closing: Route, held: Mapping[str, int]) -> str | None:
    brings_further = any(gap.reachable > held.get(gap.skill, 0) for gap in closing.uncloseable)
    return route_url(None, is_far=True) if brings_further else None


def _around(signs: Signs, scan: Scan) -> tuple[Around, ...]:
    known = tuple(Around(signs.stations[station], True) for station in scan.completed)
    return known + tuple(Around(signs.stations[station], False) for station in scan.excluded)


def standing(shown: Route, closing: Route, far_url: str | None) -> Standing | None:
    """Why `shown` has no stops, None when it has; `closing` is the route without what is out of reach."""
    if shown.stops:
        return None
    if shown.open:
        return Standing.BUDGET
    if not closing.uncloseable:
        return Standing.ARRIVED
    return Standing.PARTLY if far_url else Standing.STUCK


def route_page(
    scan: Scan, newest: int, signs: Signs, closing: Route, main: Route, shown: Route, is_far: bool
) -> RoutePage:
    """The page of `shown`, one of `main` and its alternatives; `closing` is the route without what is out of reach.

    `newest` is the number of the newest network.
    """
    catalogue = scan.version.catalogue
    targets = scan_targets(catalogue, scan.answers)
    profile = catalogue.job_profile_by_id.get(scan.answers.job_profile or "")
    is_within_budget = scan.most_minutes is not None or scan.most_cents is not None
    ridden = dict.fromkeys(stop.line for stop in shown.stops if stop.line is not None)
    far_url = _far_url(closing, {skill: level or 0 for skill, level in scan.answers.levels})
    return RoutePage(
        scanned_at=scan.changed_at,
        profile=profile.name if profile else None,
        lines=tuple(signs.lines[line] for line in ridden),
        totals=shown.totals,
        stops=route_stops(catalogue, signs, shown, targets),
        choices=choices(main, shown, is_far, is_within_budget),
        trades=trades(main, shown, is_far),
        may_look_longer=not is_far and main.is_cut_short,
        learned=learned(catalogue, shown, targets),
        left_open=tuple(catalogue.skill_by_id[skill].name for skill in shown.open),
        out_of_reach=_out_of_reach(catalogue, closing),
        far_url=far_url,
        around=_around(signs, scan),
        standing=standing(shown, closing, None if is_far else far_url),
        is_older=scan.version.number != newest,
    )
