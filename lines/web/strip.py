"""A route as a strip map: stops on a rail, with where to change and why each is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lines.network.domain import Catalogue, Text
from lines.routing.domain import Closes, NeededBy, Raised, Route, Stop
from lines.web.ride import Ridden, ridden_lines
from lines.web.signs import LineSign, Signs, StationSign

NO_RAIL = "none"


@dataclass(frozen=True, slots=True)
class Raise:
    """A level that a stop raises; `closes` says that it reaches the goal, `ends` that it gets as near as one can."""

    skill: Text
    from_level: int
    to_level: int
    closes: bool
    ends: bool = False


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A stop of the strip map; `rail_above` and `rail_below` are the colour classes of the track on either side.

    Between two stops without a line in common the rail takes the colour of the one and then of the other.
    """

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


def _raises(catalogue: Catalogue, stop: Stop, targets: Mapping[str, int]) -> tuple[Raise, ...]:
    done = {reason.skill for reason in stop.because if isinstance(reason, Closes)}

    def shown(raised: Raised) -> Raise:
        is_done = raised.skill in done
        is_goal = raised.to_level >= targets.get(raised.skill, 0)
        name = catalogue.skill_by_id[raised.skill].name
        return Raise(name, raised.from_level, raised.to_level, is_done and is_goal, is_done and not is_goal)

    return tuple(shown(raised) for raised in stop.raises)


def route_stops(catalogue: Catalogue, signs: Signs, route: Route, targets: Mapping[str, int]) -> tuple[RouteStop, ...]:
    """The strip map of `route`; one stands at the first stop and rides to the last.

    `targets` are the levels that were asked for: a route that rides as far as one can closes on lower ones.
    """
    lines = ridden_lines(catalogue, [Ridden(stop.station, stop.line) for stop in route.stops])
    changes = _changes(lines, route.stops)
    last = len(route.stops) - 1

    def rail(between: int, stop: Stop) -> str:
        if not 0 <= between < len(lines):
            return NO_RAIL
        line = lines[between] or stop.line
        return signs.lines[line].css if line is not None else NO_RAIL

    def shown(index: int, stop: Stop) -> RouteStop:
        needed = dict.fromkeys(reason.station for reason in stop.because if isinstance(reason, NeededBy))
        change = changes[index]
        return RouteStop(
            sign=signs.stations[stop.station],
            css=signs.lines[stop.line].css if stop.line is not None else "",
            rail_above=rail(index - 1, stop),
            rail_below=rail(index, stop),
            change_to=signs.lines[change] if change is not None else None,
            is_here=index == 0,
            is_goal=index == last and last > 0,
            academy=catalogue.academy_by_id[stop.academy].name if stop.academy else None,
            form=_form(catalogue, stop),
            minutes=stop.minutes,
            price_cents=stop.price_cents,
            raises=_raises(catalogue, stop, targets),
            needed_by=tuple(signs.stations[station] for station in needed),
            only_one=stop.only_one,
        )

    return tuple(shown(index, stop) for index, stop in enumerate(route.stops))
