"""Lines whose order their own prerequisites contradict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from lines.network.domain import Catalogue, Line


def contradictions(catalogue: Catalogue) -> Iterator[tuple[int, str, str]]:
    """The line's place, a station on it, and one that it needs and that comes later on that line.

    A station needs its single prerequisites and what those need, on the line or off it; of a group of which one is
    enough it needs one, so the line is wrong when all of the group come later on it. Expects no circles. Only where a
    line comes to a station that lies deeper than a later one is anything searched, so a network whose lines are in
    order takes linear time.
    """
    depths = _depths(catalogue)
    for place, line in enumerate(catalogue.lines):
        for station, later in _on_line(catalogue, line, depths):
            yield place, station, later


def _needs(catalogue: Catalogue, station: str) -> list[str]:
    return [group[0] for group in catalogue.station_by_id[station].prerequisites if len(group) == 1]


def _depths(catalogue: Catalogue) -> dict[str, int]:
    """The longest chain of single prerequisites before each station."""
    followers: dict[str, list[str]] = {station.id: [] for station in catalogue.stations}
    waiting: dict[str, int] = {}
    for station in catalogue.stations:
        needs = _needs(catalogue, station.id)
        waiting[station.id] = len(needs)
        for needed in needs:
            followers[needed].append(station.id)
    depths = dict.fromkeys(followers, 0)
    ready = [station for station, number in waiting.items() if number == 0]
    for station_id in ready:
        for follower in followers[station_id]:
            depths[follower] = max(depths[follower], depths[station_id] + 1)
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    return depths


def _on_line(catalogue: Catalogue, line: Line, depths: dict[str, int]) -> Iterator[tuple[str, str]]:
    stations = list(dict.fromkeys(line.stations))
    position = {station: number for number, station in enumerate(stations)}
    least_depth_from = list(accumulate((depths[station] for station in reversed(stations)), min))[::-1]
    for number, station in enumerate(stations):
        later = set()
        if number + 1 < len(stations) and least_depth_from[number + 1] < depths[station]:
            later = _needed_later(catalogue, station, position, depths, least_depth_from[number + 1])
        for group in catalogue.station_by_id[station].prerequisites:
            if len(group) > 1 and all(position.get(member, -1) > number for member in group):
                later.add(min(group, key=position.__getitem__))
        if later:
            yield station, min(later, key=position.__getitem__)


def _needed_later(
    catalogue: Catalogue, station: str, position: dict[str, int], depths: dict[str, int], least_depth: int
) -> set[str]:
    """The stations later on the line that `station` needs; nothing less deep than `least_depth` can be one."""
    found, passed, waiting = set(), {station}, [station]
    while waiting:
        for needed in _needs(catalogue, waiting.pop()):
            if needed in passed or depths[needed] < least_depth:
                continue
            passed.add(needed)
            waiting.append(needed)
            if position.get(needed, -1) > position[station]:
                found.add(needed)
    return found
