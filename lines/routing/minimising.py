"""The cheapest set of stations, with a lower bound: LP, reduced-cost fixing, then an integer program with lazy cuts.

A set that the integer program likes but nobody can ride (two stations that carry each other) is cut off and the
program asked again; see docs/route.md, step 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from lines.routing.cutting import Cutter
from lines.routing.deadline import Deadline
from lines.routing.formulation import Limit, Question, formulated
from lines.routing.incumbent import plan_for, without_redundant
from lines.routing.relevance import Problem, reached
from lines.routing.solving import INFINITY, ROUNDING, Program, Relaxed, solve_relaxed, solve_whole

UNKNOWN = 2**62
"""A value above any real one: of a set that was not found, and of its bound when there is none."""


RELAXED_ROUNDS = 12
"""How often the LP is asked again with cuts before the integer program takes over."""
THRESHOLDS = (0.5, 0.2, 1e-6)
"""Shares of the LP above which a station is taken as ridden when looking for cuts."""
MEANT = 0.01
"""By how much a cut has to be missed to be worth a row."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What to minimise: whole-number costs by the network's station number, and by goal fact (rewards are negative)."""

    stations: dict[int, int]
    goals: dict[int, int]

    def value(self, problem: Problem, chosen: Iterable[int]) -> int:
        """The value of local stations that can all be ridden, without carriers."""
        facts = reached(problem, chosen).facts if self.goals else frozenset()
        spent = sum(self.stations.get(problem.stations[number], 0) for number in chosen)
        return spent + sum(reward for goal, reward in self.goals.items() if goal in facts)


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best set found (network's numbers; None: none) with its value, a bound on every value, and `alive`.

    `alive` are the stations that some set of the same value may contain, `cuts` what was learnt about all sets.
    """

    chosen: frozenset[int] | None
    value: int
    bound: int
    alive: frozenset[int]
    cuts: tuple[Limit, ...] = ()

    @property
    def is_proved(self) -> bool:
        return self.chosen is not None and self.bound >= self.value

    @property
    def is_impossible(self) -> bool:
        """Whether it is known that no set keeps the limits, rather than that none was found in time."""
        return self.chosen is None and self.bound >= UNKNOWN


class _Search:
    """One minimisation under way, in local numbers and cost steps."""

    def __init__(
        self, question: Question, aim: Aim, start: frozenset[int] | None, deadline: Deadline, ceiling: int | None
    ) -> None:
        self.problem = question.problem
        self.question, self.aim, self.deadline = question, aim, deadline
        costs = [aim.stations.get(station, 0) for station in self.problem.stations]
        self.step = gcd(*costs, *aim.goals.values(), *[c.cost for c in question.carriers]) or 1
        self.costs = [cost // self.step for cost in costs]
        self.goal_costs = {goal: cost // self.step for goal, cost in aim.goals.items()}
        self.chosen: frozenset[int] | None = None
        self.upper = INFINITY if ceiling is None else float(ceil(ceiling / self.step))
        self.lower = -INFINITY
        self.cutter = Cutter(self.problem)
        self.cuts: list[Limit] = []
        if start is not None or not self.costs:
            self.offer(n for n, station in enumerate(self.problem.stations) if station in (start or ()))

    def offer(self, stations: Iterable[int]) -> None:
        """Keep a set that can be ridden and keeps the limits, if it is better; carriers are left to the solver."""
        chosen = frozenset(stations)
        if self.question.carriers or not self._keeps_limits(chosen):
            return
        value = self.aim.value(self.problem, chosen) // self.step
        if value < self.upper:
            self.chosen, self.upper = chosen, value

    def _keeps_limits(self, chosen: frozenset[int]) -> bool:
        facts = reached(self.problem, chosen).facts
        if not facts.issuperset(self.question.required):
            return False
        return all(
            limit.lower
            <= sum(limit.stations.get(self.problem.stations[n], 0) for n in chosen)
            + sum(weight for goal, weight in limit.goals.items() if goal in facts)
            <= limit.upper
            for limit in self.question.limits
        )

    def raise_lower(self, bound: float) -> None:
        if bound > self.lower:
            self.lower = bound if bound == INFINITY else float(ceil(bound - ROUNDING))

    def run(self) -> frozenset[int]:
        """Search until proved or out of time; the local stations that a set of the same value may contain."""
        everything = frozenset(range(self.problem.size))
        if not everything:
            self.raise_lower(self.upper)
            return everything
        if self.deadline.is_over:
            self.raise_lower(self._forced_cost())
            return everything
        program = formulated(self.question, self.costs, self.goal_costs)
        relaxed = self._relaxed(program)
        if relaxed is None or relaxed.bound == INFINITY:
            return everything
        if self.lower < self.upper:
            self._guided(relaxed)
        _fix(program, relaxed, self.upper)
        if self.lower < self.upper:
            self._whole(program)
        _fix(program, relaxed, self.upper)
        return frozenset(n for n in everything if program.upper[n] > 0)

    def _forced_cost(self) -> float:
        program = formulated(self.question, self.costs, self.goal_costs)
        return sum(
            cost * (lower if cost > 0 else upper)
            for cost, lower, upper in zip(program.costs, program.lower, program.upper, strict=True)
        )

    def _relaxed(self, program: Program) -> Relaxed | None:
        """The LP, asked again as long as cuts raise its bound; the best one."""
        best = None
        for _ in range(RELAXED_ROUNDS):
            relaxed = solve_relaxed(program, self.deadline.left)
            if relaxed is None or relaxed.bound == INFINITY:
                self.raise_lower(-INFINITY if relaxed is None else INFINITY)
                return relaxed or best
            best = relaxed
            self.raise_lower(relaxed.bound)
            if self.lower >= self.upper or self.deadline.is_over or not self._cut_off_fractions(program, relaxed):
                break
        return best

    def _cut_off_fractions(self, program: Program, relaxed: Relaxed) -> bool:
        """Add cuts that the LP's own shares of stations fall short of; whether there are any."""
        shares = relaxed.values[: self.problem.size]
        found = False
        for threshold in THRESHOLDS:
            chosen = [int(number) for number in np.flatnonzero(shares > threshold)]
            facts = reached(self.problem, chosen).facts
            for goal in self.problem.goals:
                if goal in facts or self.deadline.is_over:
                    continue
                counted_on = relaxed.values[self.problem.size + goal]
                for stations in self.cutter.cuts(chosen, goal, (-shares).tolist()):
                    if sum(shares[stations]) < counted_on - MEANT:
                        self._add_cut(program, stations, goal)
                        found = True
            if found:
                break
        return found

    def _add_cut(self, program: Program, stations: list[int], goal: int) -> None:
        cut = self.question.cut_by(stations, goal)
        self.cuts.append(cut)
        program.rows.append(self.question.row_of(cut))

    def _guided(self, relaxed: Relaxed) -> None:
        """The h_add plan in which a station costs the less the more the LP rides it."""
        guided = [cost * max(0.0, 1.0 - float(share)) for cost, share in zip(self.costs, relaxed.values, strict=False)]
        chosen = plan_for(self.problem, self.question.required, guided)
        if chosen is not None:
            self.offer(without_redundant(self.problem, self.question.required, chosen, self.costs))

    def _whole(self, program: Program) -> None:
        while self.lower < self.upper and not self.deadline.is_over:
            answer = solve_whole(program, self.deadline.left)
            self.raise_lower(min(answer.bound, self.upper))
            if answer.values is None:
                return
            if not self._cut_off(program, answer.values):
                self._accept(program, answer.values)
                return

    def _cut_off(self, program: Program, values: NDArray[np.float64]) -> bool:
        """Add the cuts that a set which cannot be ridden to its goals falls short of; whether it is such a set."""
        size = self.problem.size
        chosen = _ridden(values, size)
        here = reached(self.problem, chosen)
        missed = [goal for goal in self.problem.goals if values[size + goal] > 0.5 and goal not in here.facts]
        for goal in missed:
            if self.deadline.is_over:
                break
            for stations in self.cutter.cuts(chosen, goal, self.costs):
                self._add_cut(program, stations, goal)
        return bool(missed)

    def _accept(self, program: Program, values: NDArray[np.float64]) -> None:
        chosen = frozenset(reached(self.problem, _ridden(values, self.problem.size)).stations)
        value = round(sum(c * round(v) for c, v in zip(program.costs, values.tolist(), strict=True)))
        if value < self.upper or (value == self.upper and self.chosen is not None):
            self.chosen, self.upper = chosen, value


def minimise(
    question: Question, aim: Aim, start: frozenset[int] | None, deadline: Deadline, ceiling: int | None = None
) -> Optimum:
    """The best set for `aim`, from `start` (which keeps the question's limits) on; never worse than `start`.

    Without any set that keeps the limits, `chosen` is None, and `is_impossible` when that is proved. With a `ceiling`
    only sets of a lower value are looked for; a bound that reaches it says that there are none.
    """
    search = _Search(question, aim, start, deadline, ceiling)
    alive = search.run()
    stations = question.problem.stations
    return Optimum(
        chosen=None if search.chosen is None else frozenset(stations[number] for number in search.chosen),
        value=UNKNOWN if search.chosen is None else int(search.upper) * search.step,
        bound=_whole_number(min(search.lower, search.upper)) * search.step,
        alive=frozenset(stations[number] for number in alive),
        cuts=tuple(search.cuts),
    )


def quickest_then_cheapest(
    question: Question, minutes: dict[int, int], prices: dict[int, int], deadline: Deadline
) -> Optimum:
    """The set with the fewest minutes, then cents."""
    quickest = minimise(question, Aim(minutes, {}), None, deadline)
    if quickest.chosen is None or not quickest.is_proved:
        return quickest
    kept = [Limit(quickest.value, quickest.value, stations=minutes)]
    rest = question.narrowed_to(quickest.alive, [*kept, *quickest.cuts])
    cheapest = minimise(rest, Aim(prices, {}), None, deadline)
    return cheapest if cheapest.chosen is not None else replace(quickest, bound=quickest.value - 1)


def _whole_number(bound: float) -> int:
    if bound == INFINITY:
        return UNKNOWN
    return -UNKNOWN if bound == -INFINITY else int(bound)


def _ridden(values: NDArray[np.float64], size: int) -> list[int]:
    return [int(number) for number in np.flatnonzero(values[:size] > 0.5)]


def _fix(program: Program, relaxed: Relaxed, upper: float) -> None:
    """Close every station whose reduced cost shows that no set as cheap as `upper` contains it."""
    if upper == INFINITY:
        return
    slack = upper - relaxed.bound + ROUNDING
    too_dear: Sequence[int] = np.flatnonzero(relaxed.reduced_costs > slack).tolist()
    for column in too_dear:
        if program.integers[column] and program.lower[column] == 0.0:
            program.upper[column] = 0.0
