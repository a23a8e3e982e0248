"""A first good set of stations: the h_add plan without its redundant stations.

h_add adds up the costs of what a station needs as if nothing were shared (Bonet, Geffner 2001); riding the cheapest
supporter of every fact gives a plan that can always be executed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from lines.routing.landmarks import indispensable
from lines.routing.relevance import Problem, reached

Number = int | float

TRIES = 60_000
"""Stations of a plan times tries to do without one of them; a plan of two hundred is tried in full."""


EXCHANGES = 40_000
"""Stations times tries to give one for others."""

GOALS_LIMIT = 20_000
"""Stations times goals up to which the goals are also planned one by one."""


@dataclass(frozen=True, slots=True)
class Reach:
    """For each fact the station through which h_add reaches it, and at what cost; -1 when nothing does."""

    support: list[int]
    costs: list[Number]


def h_add(problem: Problem, costs: Sequence[Number]) -> Reach:
    """The h_add values at these costs by station, by Dijkstra over stations."""
    lacking = [len(needs) for needs in problem.needs]
    spent: list[Number] = list(costs)
    waiting_for = problem.waiting_for
    support = [-1] * len(problem.facts)
    of_fact: list[Number] = [-1] * len(problem.facts)
    heap = [(spent[station], station) for station, missing in enumerate(lacking) if not missing]
    heapify(heap)
    while heap:
        cost, station = heappop(heap)
        for fact in problem.adds[station]:
            if support[fact] >= 0:
                continue
            support[fact] = station
            of_fact[fact] = cost
            for waiting in waiting_for[fact]:
                spent[waiting] += cost
                lacking[waiting] -= 1
                if not lacking[waiting]:
                    heappush(heap, (spent[waiting], waiting))
    return Reach(support, of_fact)


def plan_for(
    problem: Problem, goals: Iterable[int], costs: Sequence[Number], reach: Reach | None = None
) -> frozenset[int] | None:
    """The stations that h_add rides for `goals`; None when one of them is out of reach."""
    support = (reach or h_add(problem, costs)).support
    chosen: set[int] = set()
    facts = list(goals)
    while facts:
        station = support[facts.pop()]
        if station < 0:
            return None
        if station not in chosen:
            chosen.add(station)
            facts.extend(problem.needs[station])
    return frozenset(chosen)


def goal_by_goal(problem: Problem, goals: Sequence[int], costs: Sequence[Number]) -> frozenset[int]:
    """The h_add plans for one goal after another, where what is ridden already costs nothing more.

    The nearest goal comes first, and a station counts for less the more open goals it closes (Chvatal 1979). Empty for
    problems too large to do so in a few milliseconds, or when a goal is out of reach.
    """
    chosen: frozenset[int] = frozenset()
    if len(goals) * problem.size > GOALS_LIMIT:
        return chosen
    facts: frozenset[int] = frozenset()
    while left := [goal for goal in goals if goal not in facts]:
        shared = [
            cost / max(1, sum(goal in adds for goal in left)) for cost, adds in zip(costs, problem.adds, strict=True)
        ]
        for station in chosen:
            shared[station] = 0.0
        reach = h_add(problem, shared)
        nearest = min(left, key=reach.costs.__getitem__)
        more = plan_for(problem, (nearest,), shared, reach)
        if not more:
            return frozenset()
        chosen |= more
        facts = reached(problem, chosen).facts
    return chosen


def exchanged(
    problem: Problem, goals: Sequence[int], chosen: frozenset[int], costs: Sequence[Number]
) -> frozenset[int]:
    """`chosen`, made cheaper where one station can give way to others: the dearest is tried first, each one once."""
    best, spent = chosen, sum(costs[station] for station in chosen)
    dearest = sorted(chosen, key=lambda number: (-costs[number], number))
    for station in dearest[: EXCHANGES // (problem.size or 1)]:
        if station not in best:
            continue
        left = list(costs)
        for kept in best:
            left[kept] = 0
        left[station] = 1 + sum(costs)
        plan = plan_for(problem, goals, left)
        if plan is None or station in plan:
            continue
        other = without_redundant(problem, goals, plan | (best - {station}), costs)
        if (cost := sum(costs[number] for number in other)) < spent:
            best, spent = other, cost
    return best


def without_redundant(
    problem: Problem, goals: Iterable[int], chosen: Iterable[int], costs: Sequence[Number]
) -> frozenset[int]:
    """`chosen` less every station that the goals can do without, the dearest first.

    Of very large plans only a few are taken out.
    """
    kept = frozenset(reached(problem, chosen).stations)
    wanted = frozenset(goals)
    for _ in range(TRIES // (len(kept) or 1)):
        among = sorted(kept)
        spare = kept - indispensable(problem, wanted, among, among)
        if not spare:
            break
        dearest = max(spare, key=lambda number: (costs[number], number))
        kept = frozenset(reached(problem, kept - {dearest}).stations)
    return kept
