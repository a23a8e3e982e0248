"""The planning problem as an integer program (docs/route.md, "The model").

Columns: one per station (ridden or not), one per fact (may be counted on or not), then one per line and academy
where changes count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lines.routing.landmarks import landmarks_of
from lines.routing.relevance import Problem, only_with
from lines.routing.solving import INFINITY, Program, Row


@dataclass(frozen=True, slots=True)
class Limit:
    """lower <= sum over ridden stations (by the network's number) plus sum over closed goals (by fact) <= upper."""

    lower: float
    upper: float
    stations: dict[int, int] = field(default_factory=dict)
    goals: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who can carry each station (by the network's number): riding one needs at least one of its carriers.

    A station that is not listed needs none. `cost` is what each carrier in use counts for, and at most `most` of them
    are in use.
    """

    cost: int
    of_station: Mapping[int, tuple[str | int, ...]]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Which sets of stations are asked for: those that close `required` and keep within the limits."""

    problem: Problem
    required: tuple[int, ...]
    limits: tuple[Limit, ...] = ()
    carriers: tuple[Carriers, ...] = ()

    def narrowed_to(self, stations: Iterable[int], limits: Iterable[Limit]) -> Question:
        """The question over fewer stations (by the network's number) with more limits."""
        kept = set(stations)
        local = [number for number, station in enumerate(self.problem.stations) if station in kept]
        problem = self.problem if len(local) == self.problem.size else only_with(self.problem, local)
        return Question(problem, self.required, (*self.limits, *limits), self.carriers)

    def cut_by(self, stations: Iterable[int], goal: int) -> Limit:
        """That a set which closes `goal` contains one of these stations (by local number)."""
        some = {self.problem.stations[number]: 1 for number in stations}
        return Limit(1, INFINITY, some) if goal in self.required else Limit(0, INFINITY, some, {goal: -1})

    def row_of(self, limit: Limit) -> Row:
        """A limit as a row of the program."""
        return _limited(self.problem, limit)


def formulated(question: Question, costs: Sequence[int], goal_costs: dict[int, int]) -> Program:
    """The integer program that minimises station costs (by local number), goal costs and carriers."""
    problem = question.problem
    size, facts = problem.size, len(problem.facts)
    program = Program(
        costs=[float(cost) for cost in costs] + [0.0] * facts,
        lower=[0.0] * (size + facts),
        upper=[1.0] * (size + facts),
        integers=[True] * size + [False] * facts,
    )
    for goal, cost in goal_costs.items():
        program.costs[size + goal] = float(cost)
    for goal in {*goal_costs, *(goal for limit in question.limits for goal in limit.goals)}:
        program.integers[size + goal] = True
    _fix_landmarks(program, question)
    program.rows.extend(_supply(problem))
    program.rows.extend(_demand(problem))
    program.rows.extend(_ladders(problem))
    program.rows.extend(_limited(problem, limit) for limit in question.limits)
    for carriers in question.carriers:
        _add_carriers(program, problem, carriers)
    return program


def _fix_landmarks(program: Program, question: Question) -> None:
    problem = question.problem
    landmarks = landmarks_of(problem)
    bits = landmarks.for_goals(question.required)
    for station in landmarks.stations_in(bits):
        program.lower[station] = 1.0
    for fact in (*question.required, *landmarks.facts_in(bits)):
        program.lower[problem.size + fact] = 1.0


def _supply(problem: Problem) -> Iterable[Row]:
    for fact, providers in enumerate(problem.providers):
        columns = (problem.size + fact, *providers)
        yield Row(-INFINITY, 0.0, columns, (1.0, *[-1.0] * len(providers)))


def _demand(problem: Problem) -> Iterable[Row]:
    for station, needs in enumerate(problem.needs):
        for fact in needs:
            yield Row(-INFINITY, 0.0, (station, problem.size + fact), (1.0, -1.0))


def _ladders(problem: Problem) -> Iterable[Row]:
    """A level is held only where the lower ones are: implied by whole numbers, a tighter bound for fractions."""
    levels = sorted((fact[1], fact[2], n) for n, fact in enumerate(problem.facts) if len(fact) == 3)
    for (skill, _, below), (same, _, above) in pairwise(levels):
        if skill == same:
            yield Row(-INFINITY, 0.0, (problem.size + above, problem.size + below), (1.0, -1.0))


def _limited(problem: Problem, limit: Limit) -> Row:
    terms = [(n, limit.stations[s]) for n, s in enumerate(problem.stations) if limit.stations.get(s)]
    terms += [(problem.size + goal, weight) for goal, weight in limit.goals.items()]
    return Row(limit.lower, limit.upper, [column for column, _ in terms], [float(value) for _, value in terms])


def _add_carriers(program: Program, problem: Problem, carriers: Carriers) -> None:
    names = {c for station in problem.stations for c in carriers.of_station.get(station, ())}
    first = len(program.costs)
    column = {name: first + n for n, name in enumerate(sorted(names, key=str))}
    program.costs.extend([float(carriers.cost)] * len(column))
    program.lower.extend([0.0] * len(column))
    program.upper.extend([1.0] * len(column))
    program.integers.extend([True] * len(column))
    if carriers.most is not None:
        program.rows.append(Row(0.0, carriers.most, list(column.values()), [1.0] * len(column)))
    for number, station in enumerate(problem.stations):
        options = [column[name] for name in carriers.of_station.get(station, ())]
        if options:
            program.rows.append(Row(-INFINITY, 0.0, (number, *options), (1.0, *[-1.0] * len(options))))
