"""Fewer stations, the same best answer: what can be left out once it is known what stations cost.

Two rules, used until they find nothing more (docs/route.md, step 3). A station goes when everything it brings can be
had for less in all by other ways, each counted alone; or when another one, boarded in its place, brings as much for
less. Of equals only the one with the smaller number stays, and only if it carries no more changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lines.routing.formulation import Limit
from lines.routing.incumbent import h_add
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


def reduced_by_limits(problem: Problem, limits: Sequence[Limit]) -> Problem:
    """Without stations that cost more than a limit allows, together with all that must be ridden before them."""
    landmarks = landmarks_of(problem)
    amounts = [[limit.stations.get(station, 0) for station in problem.stations] for limit in limits]

    def is_affordable(station: int) -> bool:
        ridden = {station, *landmarks.stations_in(landmarks.of_station[station])}
        return all(
            sum(map(amount.__getitem__, ridden)) <= limit.upper for limit, amount in zip(limits, amounts, strict=True)
        )

    return only_with(problem, [station for station in range(problem.size) if is_affordable(station)])


def carries_all(start: Start, one: int, other: int) -> bool:
    """Whether putting `one` where `other` stands in an order can add no change of line and no switch of academy."""
    lines = start.network.lines
    if not set(lines[other]) <= set(lines[one]):
        return False
    fare, replaced = start.fares.of(one), start.fares.of(other)
    if fare is None or replaced is None or None in fare.academies:
        return fare is not None
    return None not in replaced.academies and replaced.academies <= fare.academies


def reduced_by_both(problem: Problem, minutes: dict[int, int], prices: dict[int, int]) -> Problem:
    """What matters for sets of which no other takes at most as many minutes and cents and fewer of one."""

    def outdoes(one: int, other: int) -> bool:
        mine, theirs = (minutes[one], prices[one]), (minutes[other], prices[other])
        return mine[0] <= theirs[0] and mine[1] <= theirs[1] and (mine != theirs or one < other)

    def further(smaller: Problem) -> Problem:
        return _without_dear_in_both(smaller, minutes, prices)

    return _without_outdone(further(problem), outdoes, further)


def _without_dear(problem: Problem, costs: dict[int, int]) -> Problem:
    """Without stations that cost more than all they bring would, each fact had alone at its h_add cost.

    Only facts that the goals or other kept stations use count as brought, so whole themes go that lead to nothing
    but what is cheaper elsewhere: putting the h_add plans in the place of all that goes makes any set cheaper.
    """
    of_station = [costs[station] for station in problem.stations]
    of_fact = h_add(problem, of_station).costs
    return _only_worth(problem, lambda station, facts: sum(of_fact[f] for f in facts) >= of_station[station])


def _without_dear_in_both(problem: Problem, minutes: dict[int, int], prices: dict[int, int]) -> Problem:
    """The same where the h_add plans take fewer minutes and no more cents."""
    spent = [(minutes[station], prices[station]) for station in problem.stations]
    rate = 1 + sum(cents for _, cents in spent) // (1 + sum(each for each, _ in spent))
    reach = h_add(problem, [rate * each + cents for each, cents in spent])
    of_fact = [(0, 0)] * len(problem.facts)
    for fact in sorted(range(len(problem.facts)), key=reach.costs.__getitem__):
        needs = [of_fact[need] for need in problem.needs[reach.support[fact]]]
        own = spent[reach.support[fact]]
        of_fact[fact] = (own[0] + sum(each for each, _ in needs), own[1] + sum(cents for _, cents in needs))

    def is_worth(station: int, facts: Sequence[int]) -> bool:
        own = spent[station]
        return sum(of_fact[f][0] for f in facts) >= own[0] or sum(of_fact[f][1] for f in facts) > own[1]

    return _only_worth(problem, is_worth)


def _only_worth(problem: Problem, is_worth: Callable[[int, Sequence[int]], bool]) -> Problem:
    """Backward from the goals: what kept stations need, and the stations that are worth the used facts they bring."""
    used = bytearray(len(problem.facts))
    waiting = list(dict.fromkeys(problem.goals))
    for goal in waiting:
        used[goal] = 1
    kept = bytearray(problem.size)
    for fact in waiting:
        for station in problem.providers[fact]:
            if kept[station] or not is_worth(station, _brought(problem, station, used)):
                continue
            kept[station] = 1
            for need in problem.needs[station]:
                if not used[need]:
                    used[need] = 1
                    waiting.append(need)
    return only_with(problem, [station for station in range(problem.size) if kept[station]])


def _brought(problem: Problem, station: int, used: bytearray) -> Sequence[int]:
    """The used facts that a station brings; of one skill the highest level, which implies the others."""
    adds = problem.adds[station]
    if len(adds) == 1:
        return adds
    highest: dict[object, tuple[int, int]] = {}
    for fact in adds:
        if used[fact]:
            name = problem.facts[fact]
            skill, level = (name[1], name[2]) if len(name) == 3 else (name, 0)
            highest[skill] = max((level, fact), highest.get(skill, (-1, -1)))
    return [fact for _, fact in highest.values()]


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
