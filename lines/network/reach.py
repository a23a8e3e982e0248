"""Which stations a person who starts with nothing can ever reach: a forward fixpoint (docs/formats.md)."""

from __future__ import annotations

from collections import defaultdict

from lines.network.domain import Catalogue, Group, SkillLevel, Station

Missing = Group | SkillLevel
"""What keeps a station closed: a group of which no station can be reached, or a level nobody can get to."""


def unreachable(catalogue: Catalogue) -> dict[str, Missing]:
    """Each station that nobody can reach, with the first thing that is missing.

    Levels start at 0 and never fall, so taking everything that opens is the best anyone can do. Takes time linear in
    the size of the catalogue.
    """
    reached, levels = _ride_everything(catalogue)
    return {
        station.id: _first_missing(station, reached, levels)
        for station in catalogue.stations
        if station.id not in reached
    }


def _level_demands(station: Station) -> list[SkillLevel]:
    demands = [*station.requires, *(SkillLevel(each.skill, each.from_level) for each in station.teaches)]
    return [demand for demand in demands if demand.level > 0]


def _ride_everything(catalogue: Catalogue) -> tuple[set[str], dict[str, int]]:
    """The stations reached and the level reached in each skill."""
    by_station: dict[str, list[tuple[str, int]]] = defaultdict(list)
    by_level: dict[SkillLevel, list[str]] = defaultdict(list)
    open_demands: dict[str, int] = {}
    for station in catalogue.stations:
        for number, group in enumerate(station.prerequisites):
            for member in dict.fromkeys(group):
                by_station[member].append((station.id, number))
        demands = _level_demands(station)
        for demand in demands:
            by_level[demand].append(station.id)
        open_demands[station.id] = len(station.prerequisites) + len(demands)

    reached: set[str] = set()
    levels: dict[str, int] = defaultdict(int)
    met: set[tuple[str, int]] = set()
    boarding = [station for station, number in open_demands.items() if number == 0]
    while boarding:
        here = boarding.pop()
        reached.add(here)
        fulfilled = []
        for group_of in by_station[here]:
            if group_of not in met:
                met.add(group_of)
                fulfilled.append(group_of[0])
        for teaching in catalogue.station_by_id[here].teaches:
            for level in range(levels[teaching.skill] + 1, teaching.to_level + 1):
                fulfilled.extend(by_level[SkillLevel(teaching.skill, level)])
            levels[teaching.skill] = max(levels[teaching.skill], teaching.to_level)
        for station_id in fulfilled:
            open_demands[station_id] -= 1
            if open_demands[station_id] == 0:
                boarding.append(station_id)
    return reached, levels


def _first_missing(station: Station, reached: set[str], levels: dict[str, int]) -> Missing:
    for group in station.prerequisites:
        if reached.isdisjoint(group):
            return group
    return next(demand for demand in _level_demands(station) if demand.level > levels[demand.skill])
