"""Which groups may be told a number of, so that nobody can be told from it: from five people, the remainder included.

Statistical disclosure control calls it a threshold rule with secondary suppression: a number is left out as well when
the other numbers, subtracted, would give that of fewer than five.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

LEAST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean level of a skill in a team, or (`team` None) in the whole company; `tenths` of a level."""

    team: int | None
    skill: str
    people: int
    tenths: int


def told_teams(sizes: Mapping[int, int], everybody: int) -> frozenset[int]:
    """The teams that may be told a number of, when the number of all `everybody` is told too.

    `sizes` are the people per team; who is in no team counts among everybody only.
    """
    if everybody < LEAST_PEOPLE:
        return frozenset()
    told = sorted((team for team, size in sizes.items() if size >= LEAST_PEOPLE), key=lambda team: (sizes[team], team))
    while told and 0 < everybody - sum(sizes[team] for team in told) < LEAST_PEOPLE:
        told.pop(0)
    return frozenset(told)


def figures(levels: Mapping[int, Mapping[str, int]], teams: Mapping[int, int | None]) -> tuple[Figure, ...]:
    """The figures of a company: `levels` by person and skill, `teams` by person; who has no levels is not counted."""
    found: list[Figure] = []
    for skill in sorted({skill for held in levels.values() for skill in held}):
        by_team: dict[int | None, list[int]] = {}
        for person, held in sorted(levels.items()):
            if skill in held:
                by_team.setdefault(teams.get(person), []).append(held[skill])
        found.extend(_of_skill(skill, by_team))
    return tuple(found)


def _of_skill(skill: str, by_team: Mapping[int | None, Sequence[int]]) -> list[Figure]:
    everybody = [level for levels in by_team.values() for level in levels]
    if len(everybody) < LEAST_PEOPLE:
        return []
    sizes = {team: len(levels) for team, levels in by_team.items() if team is not None}
    told = [_figure(None, skill, everybody)]
    return told + [_figure(team, skill, by_team[team]) for team in sorted(told_teams(sizes, len(everybody)))]


def _figure(team: int | None, skill: str, levels: Sequence[int]) -> Figure:
    return Figure(team, skill, len(levels), round(fmean(levels) * 10))
