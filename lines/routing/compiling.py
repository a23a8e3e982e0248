"""A catalogue as integers, made once per network version and shared by every request.

Stations, skills and lines are numbered in the order of their ids, so the order of rows in a file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lines.network.domain import Catalogue, Offering, Station

Levels = tuple[tuple[int, int], ...]
"""(skill, level) pairs, each skill once, in the order of the skills."""

Levelled = tuple[str, int, int]
"""("level", skill, level): the skill is held at that level or higher."""
Done = tuple[str, tuple[int, ...]]
"""("done", stations): one of them is finished or rode earlier."""
Fact = Levelled | Done

LEVELS = 5
FREE_AND_UNASSIGNED = (Offering(),)


@dataclass(frozen=True, slots=True)
class Fare:
    """The lowest price in euro cents and who asks it; None is an offering without an academy."""

    price_cents: int
    academies: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What stations wait for and bring about, as numbered facts: every level of every skill, then the groups.

    `needed` is by station; `providers` (ascending) by fact: who can be the first to make it true. `member_of` are the
    group facts that a station makes true.
    """

    facts: tuple[Fact, ...]
    needed: tuple[tuple[int, ...], ...]
    providers: tuple[tuple[int, ...], ...]
    member_of: tuple[tuple[int, ...], ...]


def level_number(skill: int, level: int) -> int:
    """The number of the fact that `skill` is held at `level` (1 to 5)."""
    return skill * LEVELS + level - 1


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
    conditions: Conditions
    fares: tuple[Fare, ...]


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
    groups = tuple(_groups(station, station_index) for station in stations)
    teachers = _teachers(len(skill_ids), needs, raises)
    offerings = tuple(station.offerings or FREE_AND_UNASSIGNED for station in stations)
    lines_of = catalogue.lines_of
    return CompiledNetwork(
        catalogue=catalogue,
        station_ids=tuple(station_index),
        skill_ids=skill_ids,
        line_ids=line_ids,
        station_index=station_index,
        skill_index=skill_index,
        minutes=tuple(station.minutes for station in stations),
        offerings=offerings,
        needs=needs,
        raises=raises,
        groups=groups,
        lines=tuple(tuple(sorted(line_index[line.id] for line in lines_of[s.id])) for s in stations),
        teachers=teachers,
        conditions=_conditions(needs, groups, teachers),
        fares=tuple(cheapest(each) for each in offerings),
    )


def cheapest(offerings: Sequence[Offering]) -> Fare:
    """The fare of a station with these offerings, one at least."""
    price = min(offering.price_cents for offering in offerings)
    return Fare(price, frozenset(offering.academy for offering in offerings if offering.price_cents == price))


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


def _conditions(
    needs: tuple[Levels, ...],
    groups: tuple[tuple[tuple[int, ...], ...], ...],
    teachers: tuple[tuple[Teacher, ...], ...],
) -> Conditions:
    facts: list[Fact] = [("level", skill, level) for skill in range(len(teachers)) for level in range(1, LEVELS + 1)]
    providers = [
        tuple(sorted({t.station for t in teachers[fact // LEVELS] if t.needed < fact % LEVELS + 1 <= t.to_level}))
        for fact in range(len(facts))
    ]
    numbers: dict[tuple[int, ...], int] = {}
    needed: list[tuple[int, ...]] = []
    member_of: list[list[int]] = [[] for _ in needs]
    for station, levels in enumerate(needs):
        waits = [level_number(skill, level) for skill, level in levels]
        for group in groups[station]:
            others = tuple(member for member in group if member != station)
            if others not in numbers:
                numbers[others] = len(facts)
                for member in others:
                    member_of[member].append(len(facts))
                facts.append(("done", others))
                providers.append(others)
            waits.append(numbers[others])
        needed.append(tuple(dict.fromkeys(waits)))
    return Conditions(tuple(facts), tuple(needed), tuple(providers), tuple(tuple(each) for each in member_of))
