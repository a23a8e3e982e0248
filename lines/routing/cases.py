"""What a profile asks of the planner: which gaps can be closed, and which of them a budget leaves room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lines.routing.compiling import CompiledNetwork
from lines.routing.deadline import Deadline
from lines.routing.domain import Gap, Profile
from lines.routing.formulation import Limit, Question
from lines.routing.incumbent import Number, goal_by_goal, plan_for, without_redundant
from lines.routing.minimising import Aim, minimise
from lines.routing.reducing import reduced_by_all, reduced_by_cost, reduced_by_limits
from lines.routing.relevance import Problem, closing, reachable_problem
from lines.routing.start import Rates, Start, start_of


@dataclass(frozen=True, slots=True)
class Case:
    """A profile made ready to plan: every set that answers `question` closes as much as can be closed.

    `problem` is all that can be reached and could help; the question may be about fewer stations. `minutes` and
    `prices` (euro cents) are by station, with the network's numbers. Under a budget `known` is a set that answers the
    question, and `is_proved` is false when time ran out on what the budget can close.
    """

    start: Start
    profile: Profile
    question: Question
    problem: Problem
    uncloseable: tuple[Gap, ...]
    minutes: dict[int, int]
    prices: dict[int, int]
    known: frozenset[int] = frozenset()
    is_proved: bool = True

    def costs_at(self, rates: Rates) -> dict[int, int]:
        """What a station costs at `rates`, then in minutes, then in cents, as one whole number each."""
        minutes = 1 + sum(self.minutes.values())
        cents = 1 + sum(self.prices.values())
        return {
            s: (rates.of(spent, self.prices[s]) * minutes + spent) * cents + self.prices[s]
            for s, spent in self.minutes.items()
        }

    def narrowed_for(self, rates: Rates) -> Case:
        """The case over the stations that the best sets at `rates` can contain."""
        if not self.question.required:
            return self
        problem = reduced_by_cost(self.problem, self.start, self.costs_at(rates))
        return replace(self, question=replace(self.question, problem=problem))

    def narrowed_for_changes(self) -> Case:
        """The case over the stations that the best sets can contain, whatever minutes, cents and changes count for."""
        problem = reduced_by_all(self.question.problem, self.start, self.minutes, self.prices)
        return replace(self, question=replace(self.question, problem=problem))


def case_of(network: CompiledNetwork, profile: Profile, deadline: Deadline) -> Case:
    """The case of a profile whose ids are known to the network."""
    start = start_of(network, profile)
    gaps = {
        closing(network.skill_index[gap.skill], gap.target): gap
        for gap in sorted(profile.gaps, key=lambda gap: gap.skill)
        if start.level(network.skill_index[gap.skill]) < gap.target
    }
    problem, closeable = reachable_problem(start, tuple(gaps))
    within_reach = frozenset(closeable)
    uncloseable = tuple(gap for goal, gap in gaps.items() if goal not in within_reach)
    case = Case(
        start,
        profile,
        Question(problem, problem.goals),
        problem,
        uncloseable,
        minutes=dict(zip(problem.stations, map(network.minutes.__getitem__, problem.stations), strict=True)),
        prices=dict(zip(problem.stations, map(start.fares.price_cents, problem.stations), strict=True)),
    )
    if not profile.budget.is_limited:
        return case
    weights = {fact: gaps[goal].importance for goal, fact in zip(closeable, problem.goals, strict=True)}
    return _budgeted(case, weights, deadline)


def quick_plan(problem: Problem, goals: Sequence[int], costs: Sequence[Number]) -> frozenset[int]:
    """The h_add plan for goals within reach, without redundant stations, by local number."""
    return without_redundant(problem, goals, plan_for(problem, goals, costs) or frozenset(), costs)


def lean_plan(problem: Problem, goals: Sequence[int], costs: Sequence[Number]) -> frozenset[int]:
    """The better of two h_add plans for goals within reach, without redundant stations, by local number."""
    plans = [plan_for(problem, goals, costs) or frozenset(), goal_by_goal(problem, goals, costs)]
    lean = (without_redundant(problem, goals, plan, costs) for plan in plans if plan)
    return min(lean, key=lambda plan: sum(costs[station] for station in plan), default=frozenset())


def _budgeted(case: Case, weights: dict[int, int], deadline: Deadline) -> Case:
    """The case whose question is to close the most important gaps that minutes and cents allow."""
    budget = case.profile.budget
    limits = tuple(
        Limit(0, most, stations=amounts)
        for most, amounts in ((budget.minutes, case.minutes), (budget.price_cents, case.prices))
        if most is not None
    )
    affordable = reduced_by_limits(case.question.problem, limits)
    case = replace(case, question=replace(case.question, problem=affordable)).narrowed_for_changes()
    problem = case.question.problem
    greedy = _greedy(case, weights, limits, deadline)
    start = frozenset(problem.stations[number] for number in greedy)
    aim = Aim({}, {goal: -weight for goal, weight in weights.items()})
    most = minimise(Question(problem, (), limits), aim, start, deadline)
    closed = Limit(-most.value, sum(weights.values()), goals=weights)
    question = Question(problem, (), limits).narrowed_to(most.alive, (closed, *most.cuts))
    known = most.chosen if most.chosen is not None else frozenset()
    return replace(case, question=question, known=known, is_proved=most.is_proved)


def _greedy(case: Case, weights: dict[int, int], limits: tuple[Limit, ...], deadline: Deadline) -> frozenset[int]:
    """Goals taken in order of importance, each if the plan for all taken still fits."""
    problem = case.question.problem
    costs = [case.minutes[station] for station in problem.stations]
    taken: tuple[int, ...] = ()
    best: frozenset[int] = frozenset()
    for goal in sorted(weights, key=lambda goal: (-weights[goal], goal)):
        if deadline.is_over:
            break
        chosen = quick_plan(problem, (*taken, goal), costs)
        spent = (sum(limit.stations[problem.stations[n]] for n in chosen) for limit in limits)
        if all(amount <= limit.upper for amount, limit in zip(spent, limits, strict=True)):
            taken, best = (*taken, goal), chosen
    return best
