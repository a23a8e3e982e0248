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
from lines.routing.solving import INFINITY, ROUNDING, Program, Relaxation, Relaxed, solve_whole

UNKNOWN = 2**62
"""A value above any real one: of a set that was not found, and of its bound when there is none."""


ROUNDS = 16
"""How often the LP is asked, with cuts or about less, before the integer program takes over."""
THRESHOLDS = (0.5, 0.2, 1e-6)
"""Shares of the LP above which a station is taken as ridden when looking for cuts."""
FEWER = 0.7
"""The question is asked anew about the stations that may still matter when they are less than this share."""
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
    """One minimisation under way, in cost steps; the question is about fewer stations the more is known."""

    def __init__(
        self, question: Question, aim: Aim, start: frozenset[int] | None, deadline: Deadline, ceiling: int | None
    ) -> None:
        self.aim, self.deadline = aim, deadline
        costs = [aim.stations.get(station, 0) for station in question.problem.stations]
        self.step = gcd(*costs, *aim.goals.values(), *[c.cost for c in question.carriers]) or 1
        self.goal_costs = {goal: cost // self.step for goal, cost in aim.goals.items()}
        self.chosen: frozenset[int] | None = None
        self.upper = INFINITY if ceiling is None else float(ceil(ceiling / self.step))
        self.lower = -INFINITY
        self.cuts: list[Limit] = []
        self._ask(question)
        if start is not None or not self.costs:
            self.offer(n for n, station in enumerate(self.problem.stations) if station in (start or ()))

    def _ask(self, question: Question) -> None:
        self.question, self.problem = question, question.problem
        self.costs = [self.aim.stations.get(station, 0) // self.step for station in self.problem.stations]
        self.cutter = Cutter(self.problem)

    def offer(self, stations: Iterable[int]) -> None:
        """Keep a set that can be ridden and keeps the limits, if it is better; carriers are left to the solver."""
        chosen = frozenset(stations)
        if self.question.carriers or not self._keeps_limits(chosen):
            return
        value = self.aim.value(self.problem, chosen) // self.step
        if value < self.upper:
            self.chosen, self.upper = self._named(chosen), value

    def _named(self, stations: Iterable[int]) -> frozenset[int]:
        return frozenset(self.problem.stations[number] for number in stations)

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

    @property
    def is_proved(self) -> bool:
        return self.lower >= self.upper

    def run(self) -> frozenset[int]:
        """Search until proved or out of time; the stations that a set of the same value may contain."""
        if not self.problem.size:
            self.raise_lower(self.upper)
            return frozenset()
        if self.deadline.is_over:
            self.raise_lower(self._forced_cost())
            return self._named(range(self.problem.size))
        return self._named(self._alive())

    def _alive(self) -> Sequence[int]:
        program = self._program()
        relaxation = Relaxation(program, self.deadline.left)
        told = 0
        relaxed: Relaxed | None = None
        for _ in range(ROUNDS):
            better = relaxation.solved(self.deadline.left)
            if better is None:
                break
            relaxed = better
            self._learn(program, relaxed)
            alive = [number for number in range(self.problem.size) if program.upper[number] > 0]
            if self.is_proved or self.deadline.is_over:
                return alive
            if len(alive) < self.problem.size * FEWER:
                self._ask(self.question.narrowed_to(self._named(alive), self.cuts[told:]))
                program, told, relaxed = self._program(), len(self.cuts), None
                relaxation = Relaxation(program, self.deadline.left)
            elif not self._cut_off_fractions(program, relaxed):
                break
        self._whole(program)
        if relaxed is not None:
            _fix(program, relaxed, self.upper)
        return [number for number in range(self.problem.size) if program.upper[number] > 0]

    def _program(self) -> Program:
        return formulated(self.question, self.costs, self.goal_costs)

    def _learn(self, program: Program, relaxed: Relaxed) -> None:
        """Take the LP's bound, look for sets near it, and close what neither leaves room for."""
        self.raise_lower(relaxed.bound)
        if not self.is_proved:
            self._guided(relaxed)
        _fix(program, relaxed, self.upper)

    def _forced_cost(self) -> float:
        program = self._program()
        return sum(
            cost * (lower if cost > 0 else upper)
            for cost, lower, upper in zip(program.costs, program.lower, program.upper, strict=True)
        )

    def _cut_off_fractions(self, program: Program, relaxed: Relaxed) -> bool:
        """Add cuts that the LP's own shares of stations fall short of; whether there are any."""
        shares = relaxed.values[: self.problem.size]
        found = False
        for threshold in THRESHOLDS:
            chosen = [int(number) for number in np.flatnonzero(shares > threshold)]
            facts = reached(self.problem, chosen).facts
            for goal in self.problem.goals:
                counted_on = relaxed.values[self.problem.size + goal]
                if goal in facts or counted_on <= MEANT or self.deadline.is_over:
                    continue
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
        """Offer two sets near the LP: what it rides, less what it rides least, and the h_add plan at what it leaves."""
        size = self.problem.size
        shares = relaxed.values[:size].tolist()
        wanted = [goal for goal in self.problem.goals if relaxed.values[size + goal] > MEANT]
        guided = [cost * max(0.0, 1.0 - share) for cost, share in zip(self.costs, shares, strict=True)]
        ridden = [number for number, share in enumerate(shares) if share > ROUNDING]
        plans = (ridden, plan_for(self.problem, wanted, guided))
        for plan, order in zip(plans, (guided, self.costs), strict=True):
            if plan is not None:
                self.offer(without_redundant(self.problem, wanted, plan, order))

    def _whole(self, program: Program) -> None:
        while not self.is_proved and not self.deadline.is_over:
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
        chosen = self._named(reached(self.problem, _ridden(values, self.problem.size)).stations)
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
    return Optimum(
        chosen=search.chosen,
        value=UNKNOWN if search.chosen is None else int(search.upper) * search.step,
        bound=_whole_number(min(search.lower, search.upper)) * search.step,
        alive=alive,
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
    if upper == INFINITY or relaxed.bound == INFINITY:
        return
    slack = upper - relaxed.bound + ROUNDING
    too_dear: Sequence[int] = np.flatnonzero(relaxed.reduced_costs > slack).tolist()
    for column in too_dear:
        if program.integers[column] and program.lower[column] == 0.0:
            program.upper[column] = 0.0
