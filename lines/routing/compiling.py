"""A catalogue as integers, made once per network version and shared by every request.

Stations, skills and lines are numbered in the order of their ids, so the order of rows in a file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lines.network.domain import Catalogue, Offering, Station

Levels = tuple[tuple[int, int], ...]
"""(skill, level) pairs, each skill once, in the order of the skills."""

FREE_AND_UNASSIGNED = (Offering(),)


@dataclass(frozen=True, slots=True)
class Teacher:
    """A station that teaches a skill: boarded from level `needed` on, it raises to `to_level`."""

    station: int
    needed: int
    to_level: int


@dataclass(frozen=True, slots=True)
class CompiledNetwork:
    """The facts of a network by number; each tuple is indexed by station, `teachers` by skill."""

    catalogue: Catalogue
    station_ids: tuple[str, ...]
    skill_ids: tuple[str, ...]
    line_ids: tuple[str, ...]
    station_index: dict[str, int]
    skill_index: dict[str, int]
    minutes: tuple[int, ...]
    offerings: tuple[tuple[Offering, ...], ...]
    needs: tuple[Levels, ...]
    raises: tuple[Levels, ...]
    groups: tuple[tuple[tuple[int, ...], ...], ...]
    lines: tuple[tuple[int, ...], ...]
    teachers: tuple[tuple[Teacher, ...], ...]


def compile_network(catalogue: Catalogue) -> CompiledNetwork:
    """The integer form of `catalogue`, in time linear in its size."""
    stations = sorted(catalogue.stations, key=lambda station: station.id)
    station_index = {station.id: number for number, station in enumerate(stations)}
    skill_ids = tuple(sorted(skill.id for skill in catalogue.skills))
    skill_index = {skill: number for number, skill in enumerate(skill_ids)}
    line_ids = tuple(sorted(line.id for line in catalogue.lines))
    line_index = {line: number for number, line in enumerate(line_ids)}
    needs = tuple(_needs(station, skill_index) for station in stations)
    raises = tuple(_raises(station, skill_index) for station in stations)
    lines_of = catalogue.lines_of
    return CompiledNetwork(
        catalogue=catalogue,
        station_ids=tuple(station_index),
        skill_ids=skill_ids,
        line_ids=line_ids,
        station_index=station_index,
        skill_index=skill_index,
        minutes=tuple(station.minutes for station in stations),
        offerings=tuple(station.offerings or FREE_AND_UNASSIGNED for station in stations),
        needs=needs,
        raises=raises,
        groups=tuple(_groups(station, station_index) for station in stations),
        lines=tuple(tuple(sorted(line_index[line.id] for line in lines_of[s.id])) for s in stations),
        teachers=_teachers(len(skill_ids), needs, raises),
    )


def _highest(pairs: Iterable[tuple[int, int]]) -> Levels:
    found: dict[int, int] = {}
    for skill, level in pairs:
        found[skill] = max(level, found.get(skill, 0))
    return tuple(sorted((skill, level) for skill, level in found.items() if level))


def _needs(station: Station, skill_index: dict[str, int]) -> Levels:
    """Required levels and `from_level`s are one and the same condition to a planner: the level must be held."""
    required = [(skill_index[need.skill], need.level) for need in station.requires]
    return _highest(required + [(skill_index[taught.skill], taught.from_level) for taught in station.teaches])


def _raises(station: Station, skill_index: dict[str, int]) -> Levels:
    return _highest((skill_index[taught.skill], taught.to_level) for taught in station.teaches)


def _groups(station: Station, station_index: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    groups = {tuple(sorted({station_index[member] for member in group})) for group in station.prerequisites}
    return tuple(sorted(groups))


def _teachers(skills: int, needs: tuple[Levels, ...], raises: tuple[Levels, ...]) -> tuple[tuple[Teacher, ...], ...]:
    found: list[list[Teacher]] = [[] for _ in range(skills)]
    for station, taught in enumerate(raises):
        needed = dict(needs[station])
        for skill, to_level in taught:
            if to_level > needed.get(skill, 0):
                found[skill].append(Teacher(station, needed.get(skill, 0), to_level))
    return tuple(tuple(teachers) for teachers in found)
