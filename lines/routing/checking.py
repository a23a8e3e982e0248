"""An independent check of a route against docs/formats.md: nothing here is shared with the planner.

It reads the catalogue and the profile as they are written, by id, and rides the route stop by stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lines.network.domain import Catalogue, Offering, Station
from lines.routing.domain import Profile, Route


def route_faults(catalogue: Catalogue, profile: Profile, route: Route) -> tuple[str, ...]:
    """What a route breaks, in English, for tests and benchmarks; () when it is valid."""
    held = start_levels(profile)
    done = set(profile.completed)
    faults: list[str] = []
    for stop in route.stops:
        station = catalogue.station_by_id[stop.station]
        faults += _boarding_faults(station, held, done)
        faults += _stop_faults(catalogue, profile, station, stop.price_cents, stop.minutes)
        ride(station, held, done)
    faults += _total_faults(catalogue, profile, route)
    reached = {gap.skill for gap in profile.gaps if held.get(gap.skill, 0) >= gap.target}
    if reached != set(route.closed):
        faults.append(f"closed says {sorted(route.closed)}, but it is {sorted(reached)}")
    left = {gap.skill for gap in profile.gaps} - reached
    if left != set(route.open) | {gap.skill for gap in route.uncloseable}:
        faults.append(f"open and uncloseable do not add up to {sorted(left)}")
    return tuple(faults)


def start_levels(profile: Profile) -> dict[str, int]:
    """The levels held before the first stop, by skill."""
    held: dict[str, int] = {}
    for skill, level in [(each.skill, each.level) for each in profile.current] + [
        (gap.skill, gap.current) for gap in profile.gaps
    ]:
        held[skill] = max(level, held.get(skill, 0))
    return held


def may_board(station: Station, held: dict[str, int], done: set[str]) -> bool:
    """Whether the rules let a traveller with these levels and finished stations take a station now."""
    return not any(_boarding_faults(station, held, done))


def ride(station: Station, held: dict[str, int], done: set[str]) -> None:
    """Take a station: raise the levels in `held` and add it to `done`."""
    for taught in station.teaches:
        held[taught.skill] = max(held.get(taught.skill, 0), taught.to_level)
    done.add(station.id)


def passing_offerings(catalogue: Catalogue, profile: Profile, station: Station) -> list[Offering]:
    """The offerings of a station that the profile's filter and exclusions let through."""
    wanted, found = profile.filter, []
    for offering in station.offerings or (Offering(),):
        region = catalogue.academy_by_id[offering.academy].region if offering.academy else None
        languages = offering.languages or (catalogue.language,)
        refused = (
            (wanted.regions and region not in wanted.regions)
            or (wanted.academies and offering.academy not in wanted.academies)
            or (wanted.forms and offering.form not in wanted.forms)
            or (wanted.languages and not set(languages) & set(wanted.languages))
            or (offering.academy in profile.exclude.academies)
        )
        if not refused:
            found.append(offering)
    return found


def least_changes(choices: Sequence[Sequence[str]]) -> int:
    """The least number of neighbours that differ, over all ways to pick one of each; a blank start costs nothing."""
    costs = dict.fromkeys(choices[0], 0) if choices else {"": 0}
    for options in choices[1:]:
        costs = {new: min(cost + (new != old) for old, cost in costs.items()) for new in options}
    return min(costs.values())


def _boarding_faults(station: Station, held: dict[str, int], done: set[str]) -> Iterator[str]:
    if station.id in done:
        yield f"{station.id} is taken twice or was completed already"
    for group in station.prerequisites:
        if not done.intersection(group):
            yield f"{station.id} comes before {' or '.join(group)}"
    for need in station.requires:
        if held.get(need.skill, 0) < need.level:
            yield f"{station.id} requires {need.skill} {need.level}"
    for taught in station.teaches:
        if held.get(taught.skill, 0) < taught.from_level:
            yield f"{station.id} starts at {taught.skill} {taught.from_level}"


def _stop_faults(catalogue: Catalogue, profile: Profile, station: Station, price: int, minutes: int) -> Iterator[str]:
    passing = passing_offerings(catalogue, profile, station)
    if station.id in profile.exclude.stations or not passing:
        yield f"{station.id} is excluded or filtered away"
        return
    if price != min(offering.price_cents for offering in passing):
        yield f"{station.id} is not ridden at its lowest price"
    if minutes != station.minutes:
        yield f"{station.id} takes {station.minutes} minutes"


def _total_faults(catalogue: Catalogue, profile: Profile, route: Route) -> Iterator[str]:
    stations = [catalogue.station_by_id[stop.station] for stop in route.stops]
    totals, budget = route.totals, profile.budget
    if totals.minutes != sum(station.minutes for station in stations):
        yield "the minutes do not add up"
    if totals.price_cents != sum(stop.price_cents for stop in route.stops):
        yield "the prices do not add up"
    if budget.minutes is not None and totals.minutes > budget.minutes:
        yield "the route is over its budget of minutes"
    if budget.price_cents is not None and totals.price_cents > budget.price_cents:
        yield "the route is over its budget of euros"
    if totals.transfers != least_changes([line_names(catalogue, station) for station in stations]):
        yield "the transfers are not the least for this order"
    given = [names for station in stations if (names := _givers(catalogue, profile, station))]
    if totals.academy_switches != least_changes(given):
        yield "the academy switches are not the least for this order"
    for stop, station in zip(route.stops, stations, strict=True):
        on = {line.id for line in catalogue.lines_of[station.id]}
        if (stop.line not in on) if on else (stop.line is not None):
            yield f"{station.id} is not on line {stop.line}"


def line_names(catalogue: Catalogue, station: Station) -> list[str]:
    """The lines of a station; a station on no line is a line of its own."""
    return [f"line {line.id}" for line in catalogue.lines_of[station.id]] or [f"station {station.id}"]


def _givers(catalogue: Catalogue, profile: Profile, station: Station) -> list[str]:
    """Who gives a station at its lowest price; [] when somebody without a name does, for that changes nothing."""
    passing = passing_offerings(catalogue, profile, station)
    lowest = min((offering.price_cents for offering in passing), default=0)
    names = [offering.academy for offering in passing if offering.price_cents == lowest]
    return [] if None in names else sorted({name for name in names if name is not None})
