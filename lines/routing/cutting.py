"""Cuts: sets of stations of which one has to be ridden, found where a choice of stations falls short of a goal.

They say what rows about single facts cannot: that two stations do not open each other (docs/route.md, "acyclic").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from lines.routing.relevance import Problem, reached

CUTS_A_GOAL = 4
"""Disjoint cuts that are looked for at once; more say less each."""


class Cutter:
    """Finds cuts of one problem."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    def cuts(self, chosen: Iterable[int], goal: int, order: Sequence[float]) -> Iterator[list[int]]:
        """Cuts without a common station that `chosen`, which does not reach `goal`, misses altogether.

        What else can be ridden without reaching the goal is let in first, the lowest in `order` before others, so
        that each cut is as small as can be.
        """
        allowed = set(chosen)
        for _ in range(CUTS_A_GOAL):
            facts = set(reached(self._problem, allowed).facts)
            if goal in facts:
                return
            cut = self._cut(set(allowed), facts, goal, order)
            yield cut
            allowed.update(cut)

    def _cut(self, allowed: set[int], facts: set[int], goal: int, order: Sequence[float]) -> list[int]:
        problem, refused = self._problem, set[int]()
        frontier = [
            (order[station], station)
            for station, needs in enumerate(problem.needs)
            if station not in allowed and facts.issuperset(needs)
        ]
        heapify(frontier)
        met = {station for _, station in frontier}
        while frontier:
            _, station = heappop(frontier)
            gained = self._gained(allowed, facts, station)
            if goal in gained:
                refused.add(station)
                continue
            allowed.add(station)
            facts |= gained
            for fact in gained:
                for waiting in problem.waiting_for[fact]:
                    if waiting not in allowed and waiting not in met and facts.issuperset(problem.needs[waiting]):
                        met.add(waiting)
                        heappush(frontier, (order[waiting], waiting))
        return sorted(refused)

    def _gained(self, allowed: set[int], facts: set[int], station: int) -> set[int]:
        """The facts that become true when one station more may be ridden."""
        problem = self._problem
        gained: set[int] = set()
        riding, ridden = [station], {station}
        for boarded in riding:
            for fact in problem.adds[boarded]:
                if fact in facts or fact in gained:
                    continue
                gained.add(fact)
                for waiting in problem.waiting_for[fact]:
                    if (
                        waiting in allowed
                        and waiting not in ridden
                        and all(need in facts or need in gained for need in problem.needs[waiting])
                    ):
                        ridden.add(waiting)
                        riding.append(waiting)
        return gained
