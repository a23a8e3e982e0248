"""Fewer stations, the same best answer: what can be left out once it is known what stations cost.

Two rules, used until they find nothing more (docs/route.md, step 3). A station goes when everything it brings can be
had for less in all by other ways, each counted alone; or when another one, boarded in its place, brings as much for
less. Of equals only the one with the smaller number stays, and only if it carries no more changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lines.routing.incumbent import Number, h_add
from lines.routing.landmarks import Landmarks, bits_of, first_achievers, landmarks_of
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
    """Without stations that cost more than all they bring would, each fact had alone at its h_add cost.

    Only facts that the goals or other kept stations use count as brought, so whole themes go that lead to nothing
    but what is cheaper elsewhere: putting the h_add plans in the place of all that goes makes any set cheaper.
    """
    of_station = [costs[station] for station in problem.stations]
    of_fact = h_add(problem, of_station).costs
    used = bytearray(len(problem.facts))
    waiting = list(dict.fromkeys(problem.goals))
    for goal in waiting:
        used[goal] = 1
    kept = bytearray(problem.size)
    for fact in waiting:
        for station in problem.providers[fact]:
            if kept[station] or _worth(problem, station, used, of_fact) < of_station[station]:
                continue
            kept[station] = 1
            for need in problem.needs[station]:
                if not used[need]:
                    used[need] = 1
                    waiting.append(need)
    return only_with(problem, [station for station in range(problem.size) if kept[station]])


def _worth(problem: Problem, station: int, used: bytearray, of_fact: Sequence[Number]) -> Number:
    """What the used facts that a station brings cost alone; of one skill the dearest level."""
    adds = problem.adds[station]
    if len(adds) == 1:
        return of_fact[adds[0]]
    dearest: dict[object, Number] = {}
    for fact in adds:
        if used[fact]:
            name = problem.facts[fact]
            skill = name[1] if len(name) == 3 else name
            dearest[skill] = max(of_fact[fact], dearest.get(skill, 0))
    return sum(dearest.values())


def _without_outdone(problem: Problem, outdoes: Outdoes, further: Callable[[Problem], Problem]) -> Problem:
    while problem.size:
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
