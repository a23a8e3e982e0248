"""Fewer stations, the same best answer: what can be left out once it is known what stations cost.

Two rules, used until they find nothing more (docs/route.md, step 3). A station goes when everything it brings can be
had for less in all by other ways, each counted alone; or when another one, boarded in its place, brings as much for
less. Of equals only the one with the smaller number stays, and only if it carries no more changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from lines.routing.incumbent import h_add
from lines.routing.landmarks import STATIONS_LIMIT, Landmarks, bits_of, first_achievers, landmarks_of
from lines.routing.relevance import Problem, only_with
from lines.routing.start import Start

Outdoes = Callable[[int, int], bool]
"""Whether the first station (by the network's number) may always be taken for the second, if it brings as much."""

WORTH = 0.95
"""Another round follows when one leaves less than this share of the stations."""
CANDIDATES = 40
"""Stations that one is compared with at most; they are tried from the smallest number on."""


def reduced_by_cost(problem: Problem, start: Start, costs: dict[int, int]) -> Problem:
    """What matters for the cheapest set at `costs` (by the network's number, ties of the objective included)."""

    def outdoes(one: int, other: int) -> bool:
        if costs[one] != costs[other]:
            return costs[one] < costs[other]
        return one < other and carries_all(start, one, other)

    problem = _without_dear(problem, costs)
    return _without_outdone(problem, outdoes, lambda smaller: _without_dear(smaller, costs))


def reduced_by_all(problem: Problem, start: Start, minutes: dict[int, int], prices: dict[int, int]) -> Problem:
    """What matters whatever minutes, cents and changes count for."""

    def outdoes(one: int, other: int) -> bool:
        mine, theirs = (minutes[one], prices[one]), (minutes[other], prices[other])
        if mine[0] > theirs[0] or mine[1] > theirs[1] or (mine == theirs and one > other):
            return False
        return carries_all(start, one, other)

    return _without_outdone(problem, outdoes, lambda smaller: smaller)


def carries_all(start: Start, one: int, other: int) -> bool:
    """Whether putting `one` where `other` stands in an order can add no change of line and no switch of academy."""
    lines = start.network.lines
    if not set(lines[other]) <= set(lines[one]):
        return False
    fare, replaced = start.fares.of(one), start.fares.of(other)
    if fare is None or replaced is None or None in fare.academies:
        return fare is not None
    return None not in replaced.academies and replaced.academies <= fare.academies


def _without_dear(problem: Problem, costs: dict[int, int]) -> Problem:
    """Without stations that cost more than all they bring would, each fact had alone at its h_add cost."""
    of_station = [costs[station] for station in problem.stations]
    of_fact = h_add(problem, of_station).costs
    higher = _higher_levels(problem)
    kept = [
        number
        for number, adds in enumerate(problem.adds)
        if sum(of_fact[fact] for fact in adds if higher[fact] not in adds) >= of_station[number]
    ]
    return only_with(problem, kept)


def _higher_levels(problem: Problem) -> list[int]:
    """For each fact the next level of the same skill that matters, which implies it; -1 when there is none."""
    levels = sorted((fact[1], fact[2], number) for number, fact in enumerate(problem.facts) if len(fact) == 3)
    higher = [-1] * len(problem.facts)
    for (skill, _, below), (same, _, above) in pairwise(levels):
        if skill == same:
            higher[below] = above
    return higher


def _without_outdone(problem: Problem, outdoes: Outdoes, further: Callable[[Problem], Problem]) -> Problem:
    while 0 < problem.size <= STATIONS_LIMIT:
        landmarks = landmarks_of(problem)
        problem = first_achievers(problem, landmarks)
        outdone = set(_outdone(problem, landmarks, outdoes))
        smaller = further(only_with(problem, [n for n in range(problem.size) if n not in outdone]))
        if smaller.size > problem.size * WORTH:
            return smaller
        problem = smaller
    return problem


def _outdone(problem: Problem, landmarks: Landmarks, outdoes: Outdoes) -> Iterator[int]:
    """Stations for which another one may be taken: it can be boarded wherever they can, and brings as much."""
    able = [bits_of(stations) for stations in problem.providers]
    needs = [bits_of(needed) for needed in problem.needs]
    for station in range(problem.size):
        implied = landmarks.of_station[station]
        candidates = -1
        for fact in problem.adds[station]:
            candidates &= able[fact]
        for other in _some(candidates & ~(1 << station), problem.size):
            if needs[other] & ~implied == 0 and outdoes(problem.stations[other], problem.stations[station]):
                yield station
                break


def _some(bits: int, size: int) -> Sequence[int]:
    if bits < 0:
        return range(min(size, CANDIDATES))
    found: list[int] = []
    while bits and len(found) < CANDIDATES:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
