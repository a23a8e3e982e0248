"""Every route there is in a small network, by trying: what the planner is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lines.network.domain import Catalogue, Station
from lines.routing.checking import line_names, may_board, passing_offerings, ride, start_levels
from lines.routing.domain import Objective, Profile

Changes = tuple[int, int]
Mode = tuple[str | None, str | None]


@dataclass(frozen=True)
class Possible:
    """A set of stations that can be ridden, with the least changes of all its orders."""

    stations: frozenset[str]
    closed: frozenset[str]
    minutes: int
    price_cents: int
    transfers: int
    switches: int


@dataclass(frozen=True)
class Everything:
    """All sets that can be ridden, and the highest level of each skill that any of them leads to."""

    possible: tuple[Possible, ...]
    highest: dict[str, int]


def everything(catalogue: Catalogue, profile: Profile) -> Everything:
    """All sets of stations that the rules let a traveller ride."""
    reached = _reached(catalogue, profile)
    highest: dict[str, int] = {}
    for stations in reached:
        for skill, level in _held(catalogue, profile, stations).items():
            highest[skill] = max(level, highest.get(skill, 0))
    return Everything(
        tuple(_possible(catalogue, profile, stations, min(modes.values())) for stations, modes in reached.items()),
        highest,
    )


def best_key(profile: Profile, possible: Possible) -> tuple[object, ...]:
    """What the best route is the least of: open importance, cost, and the ties of docs/formats.md."""
    importance = sum(gap.importance for gap in profile.gaps if gap.skill in possible.closed)
    ties = (possible.minutes, possible.price_cents, possible.transfers, possible.switches)
    return (-importance, cost(profile, possible.minutes, possible.price_cents), *ties, sorted(possible.stations))


def cost(profile: Profile, minutes: int, price_cents: int) -> Fraction:
    """The objective in exact numbers."""
    if profile.objective is Objective.MINUTES:
        return Fraction(minutes)
    if profile.objective is Objective.PRICE:
        return Fraction(price_cents)
    weights = profile.weights
    return Fraction(str(weights.minutes)) * minutes + Fraction(str(weights.price_cents)) * price_cents


def within_budget(profile: Profile, possible: Possible) -> bool:
    most = profile.budget
    return (most.minutes is None or possible.minutes <= most.minutes) and (
        most.price_cents is None or possible.price_cents <= most.price_cents
    )


def _held(catalogue: Catalogue, profile: Profile, stations: frozenset[str]) -> dict[str, int]:
    held, done = start_levels(profile), set(profile.completed)
    for station in stations:
        ride(catalogue.station_by_id[station], held, done)
    return held


def _reached(catalogue: Catalogue, profile: Profile) -> dict[frozenset[str], dict[Mode, Changes]]:
    """For each set the least (transfers, switches) to have ridden it and now be in a mode; smaller sets first."""
    found: dict[frozenset[str], dict[Mode, Changes]] = {frozenset(): {(None, None): (0, 0)}}
    for stations, modes in _growing(found):
        held = _held(catalogue, profile, stations)
        done = set(profile.completed) | stations
        for station in catalogue.stations:
            offered = passing_offerings(catalogue, profile, station)
            if station.id in profile.exclude.stations or not offered or not may_board(station, held, done):
                continue
            after = found.setdefault(stations | {station.id}, {})
            for mode, changes in modes.items():
                for new, more in _boardings(catalogue, profile, station, mode):
                    total = (changes[0] + more[0], changes[1] + more[1])
                    after[new] = min(total, after.get(new, total))
    return found


def _growing(
    found: dict[frozenset[str], dict[Mode, Changes]],
) -> Iterator[tuple[frozenset[str], dict[Mode, Changes]]]:
    """The sets of each size in turn, while sets of one more are being found."""
    size = 0
    while batch := [(stations, modes) for stations, modes in found.items() if len(stations) == size]:
        yield from batch
        size += 1


def _boardings(catalogue: Catalogue, profile: Profile, station: Station, mode: Mode) -> Iterator[tuple[Mode, Changes]]:
    passing = passing_offerings(catalogue, profile, station)
    lowest = min(offering.price_cents for offering in passing)
    for line in line_names(catalogue, station):
        for academy in {offering.academy for offering in passing if offering.price_cents == lowest}:
            transfer = int(mode[0] not in (None, line))
            if academy is None:
                yield (line, mode[1]), (transfer, 0)
            else:
                yield (line, academy), (transfer, int(mode[1] not in (None, academy)))


def _possible(catalogue: Catalogue, profile: Profile, stations: frozenset[str], changes: Changes) -> Possible:
    held = _held(catalogue, profile, stations)
    taken = [catalogue.station_by_id[station] for station in stations]
    prices = [min(o.price_cents for o in passing_offerings(catalogue, profile, each)) for each in taken]
    return Possible(
        stations=stations,
        closed=frozenset(gap.skill for gap in profile.gaps if held[gap.skill] >= gap.target),
        minutes=sum(station.minutes for station in taken),
        price_cents=sum(prices),
        transfers=changes[0],
        switches=changes[1],
    )
