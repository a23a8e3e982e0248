"""Why a station is on this traveller's route, for the station's own page."""

from __future__ import annotations

from dataclasses import dataclass

from lines.assessments.scan import scan_targets
from lines.network.domain import Text
from lines.routing.domain import Closes, NeededBy
from lines.web import travellers
from lines.web.pages import Network
from lines.web.planning import farthest_route_of, route_of
from lines.web.signs import StationSign


@dataclass(frozen=True, slots=True)
class Raising:
    """A skill that the stop raises on the route; `closes` says that the goal is reached."""

    skill: Text
    from_level: int
    to_level: int
    closes: bool


@dataclass(frozen=True, slots=True)
class Why:
    """`number` counts the stop on the route from 1; `needed_by` are later stops that rest on this one."""

    number: int
    raises: tuple[Raising, ...]
    needed_by: tuple[StationSign, ...]
    only_one: bool


def why_on_route(shown: Network, station_id: str) -> Why | None:
    """Why the station is on the route of this browser's scan; None when it is not, or there is no route."""
    scan = travellers.current_scan()
    if scan is None or scan.version.number != shown.version.number or travellers.unfinished_url(scan):
        return None
    closing = route_of(scan)
    route = closing if station_id in closing.station_ids else farthest_route_of(scan)
    for number, stop in enumerate(route.stops, start=1):
        if stop.station == station_id:
            closed = {reason.skill for reason in stop.because if isinstance(reason, Closes)}
            needed = dict.fromkeys(reason.station for reason in stop.because if isinstance(reason, NeededBy))
            skills = shown.catalogue.skill_by_id
            targets = scan_targets(shown.catalogue, scan.answers)
            raises = tuple(
                Raising(
                    skills[r.skill].name,
                    r.from_level,
                    r.to_level,
                    r.skill in closed and r.to_level >= targets.get(r.skill, 0),
                )
                for r in stop.raises
            )
            return Why(number, raises, tuple(shown.signs.stations[name] for name in needed), stop.only_one)
    return None
