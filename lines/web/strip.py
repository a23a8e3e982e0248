"""A route as a strip map: stops on a rail, with where to change and why each is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lines.network.domain import Catalogue, Text
from lines.routing.domain import Closes, NeededBy, Route, Stop
from lines.web.ride import Ridden, ridden_lines
from lines.web.signs import LineSign, Signs, StationSign

NO_RAIL = "none"


@dataclass(frozen=True, slots=True)
class Raise:
    """A level that a stop raises; `closes` says that it reaches the goal."""

    skill: Text
    from_level: int
    to_level: int
    closes: bool


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A stop of the strip map; `rail_above` and `rail_below` are the colour classes of the track on either side."""

    sign: StationSign
    css: str
    rail_above: str
    rail_below: str
    change_to: LineSign | None
    is_here: bool
    is_goal: bool
    academy: Text | None
    form: str | None
    minutes: int
    price_cents: int
    raises: tuple[Raise, ...]
    needed_by: tuple[StationSign, ...]
    only_one: bool


def _changes(lines: Sequence[str | None], stops: Sequence[Stop]) -> list[str | None]:
    """For each stop the line to change to there, None where one stays seated."""
    found: list[str | None] = []
    for index, stop in enumerate(stops):
        above = lines[index - 1] if index else None
        below = lines[index] if index < len(lines) else stop.line
        walked = index > 0 and above is None and stop.line != stops[index - 1].line
        changed = above is not None and below is not None and above != below
        found.append(stop.line if walked else below if changed else None)
    return found


def _form(catalogue: Catalogue, stop: Stop) -> str | None:
    """The form of the offering that was reckoned with: the academy's own at that price."""
    for offering in catalogue.station_by_id[stop.station].offerings:
        if (offering.academy, offering.price_cents) == (stop.academy, stop.price_cents):
            return offering.form
    return None


def route_stops(catalogue: Catalogue, signs: Signs, route: Route) -> tuple[RouteStop, ...]:
    """The strip map of `route`; one stands at the first stop and rides to the last."""
    lines = ridden_lines(catalogue, [Ridden(stop.station, stop.line) for stop in route.stops])
    changes = _changes(lines, route.stops)
    last = len(route.stops) - 1

    def rail(index: int) -> str:
        line = lines[index] if 0 <= index < len(lines) else None
        return signs.lines[line].css if line is not None else NO_RAIL

    def shown(index: int, stop: Stop) -> RouteStop:
        closed = {reason.skill for reason in stop.because if isinstance(reason, Closes)}
        needed = dict.fromkeys(reason.station for reason in stop.because if isinstance(reason, NeededBy))
        change = changes[index]
        return RouteStop(
            sign=signs.stations[stop.station],
            css=signs.lines[stop.line].css if stop.line is not None else "",
            rail_above=rail(index - 1),
            rail_below=rail(index),
            change_to=signs.lines[change] if change is not None else None,
            is_here=index == 0,
            is_goal=index == last and last > 0,
            academy=catalogue.academy_by_id[stop.academy].name if stop.academy else None,
            form=_form(catalogue, stop),
            minutes=stop.minutes,
            price_cents=stop.price_cents,
            raises=tuple(
                Raise(catalogue.skill_by_id[r.skill].name, r.from_level, r.to_level, r.skill in closed)
                for r in stop.raises
            ),
            needed_by=tuple(signs.stations[station] for station in needed),
            only_one=stop.only_one,
        )

    return tuple(shown(index, stop) for index, stop in enumerate(route.stops))
