"""What a profile asks of the planner: which gaps can be closed, and which of them a budget leaves room for."""

from __future__ import annotations

from dataclasses import dataclass

from lines.routing.compiling import CompiledNetwork
from lines.routing.deadline import Deadline
from lines.routing.domain import Gap, Profile
from lines.routing.formulation import Limit, Question
from lines.routing.incumbent import plan_for, without_redundant
from lines.routing.landmarks import first_achievers, landmarks_of
from lines.routing.minimising import Aim, minimise
from lines.routing.relevance import Fact, Problem, closing, reachable_problem
from lines.routing.start import Start, start_of


@dataclass(frozen=True, slots=True)
class Case:
    """A profile made ready to plan: every set that answers `question` closes as much as can be closed.

    `known` is one such set (network's numbers); `is_proved` is false when time ran out on what a budget can close.
    """

    start: Start
    profile: Profile
    question: Question
    uncloseable: tuple[Gap, ...]
    known: frozenset[int]
    is_proved: bool

    @property
    def prices(self) -> dict[int, int]:
        """Euro cents by station (network's number)."""
        fares = ((station, self.start.fares.of(station)) for station in self.question.problem.stations)
        return {station: fare.price_cents for station, fare in fares if fare is not None}

    @property
    def minutes(self) -> dict[int, int]:
        return {s: self.start.network.minutes[s] for s in self.question.problem.stations}


def case_of(network: CompiledNetwork, profile: Profile, deadline: Deadline) -> Case:
    """The case of a profile whose ids are known to the network."""
    start = start_of(network, profile)
    gaps = {
        closing(network.skill_index[gap.skill], gap.target): gap
        for gap in sorted(profile.gaps, key=lambda gap: gap.skill)
        if start.level(network.skill_index[gap.skill]) < gap.target
    }
    problem, closeable = reachable_problem(start, tuple(gaps))
    problem = first_achievers(problem, landmarks_of(problem))
    uncloseable = tuple(gap for goal, gap in gaps.items() if goal not in closeable)
    weights = {
        fact: gaps[goal].importance for goal, fact in zip(closeable, problem.goals, strict=True)
    }
    bare = Case(start, profile, Question(problem, problem.goals), uncloseable, frozenset(), True)
    costs = [bare.minutes[station] for station in problem.stations]
    if not profile.budget.is_limited:
        return _answered(bare, _plan(problem, problem.goals, costs))
    return _budgeted(bare, weights, deadline)


def reachable_levels(start: Start, gaps: tuple[Gap, ...]) -> dict[str, int]:
    """For each gap the highest level, up to its target, that some sequence of stations leads to."""
    index = start.network.skill_index
    steps: dict[Fact, tuple[str, int]] = {
        closing(index[gap.skill], level): (gap.skill, level)
        for gap in gaps
        for level in range(start.level(index[gap.skill]) + 1, gap.target + 1)
    }
    _, closeable = reachable_problem(start, tuple(steps))
    levels = {gap.skill: start.level(index[gap.skill]) for gap in gaps}
    for step in closeable:
        skill, level = steps[step]
        levels[skill] = max(levels[skill], level)
    return levels


def _answered(case: Case, local: frozenset[int]) -> Case:
    known = frozenset(case.question.problem.stations[number] for number in local)
    return Case(case.start, case.profile, case.question, case.uncloseable, known, case.is_proved)


def _plan(problem: Problem, goals: tuple[int, ...], costs: list[int]) -> frozenset[int]:
    """A set without redundant stations for goals that are known to be reachable."""
    chosen = plan_for(problem, goals, costs) or frozenset()
    return without_redundant(problem, goals, chosen, costs)


def _budgeted(case: Case, weights: dict[int, int], deadline: Deadline) -> Case:
    """The case whose question is to close the most important gaps that minutes and cents allow."""
    problem, budget = case.question.problem, case.profile.budget
    limits = tuple(
        Limit(0, most, stations=amounts)
        for most, amounts in ((budget.minutes, case.minutes), (budget.price_cents, case.prices))
        if most is not None
    )
    greedy = _greedy(case, weights, limits, deadline)
    start = frozenset(problem.stations[number] for number in greedy)
    aim = Aim({}, {goal: -weight for goal, weight in weights.items()})
    most = minimise(Question(problem, (), limits), aim, start, deadline)
    closed = Limit(-most.value, sum(weights.values()), goals=weights)
    question = Question(problem, (), (*limits, closed))
    known = most.chosen if most.chosen is not None else frozenset()
    return Case(case.start, case.profile, question, case.uncloseable, known, most.is_proved)


def _greedy(
    case: Case, weights: dict[int, int], limits: tuple[Limit, ...], deadline: Deadline
) -> frozenset[int]:
    """Goals taken in order of importance, each if the plan for all taken still fits."""
    problem = case.question.problem
    costs = [case.minutes[station] for station in problem.stations]
    taken: tuple[int, ...] = ()
    best: frozenset[int] = frozenset()
    for goal in sorted(weights, key=lambda goal: (-weights[goal], goal)):
        if deadline.is_over:
            break
        chosen = _plan(problem, (*taken, goal), costs)
        spent = (sum(limit.stations[problem.stations[n]] for n in chosen) for limit in limits)
        if all(amount <= limit.upper for amount, limit in zip(spent, limits, strict=True)):
            taken, best = (*taken, goal), chosen
    return best
