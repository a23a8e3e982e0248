"""The question asked leg by leg: exact where the number of line changes matters more than the cost.

Each station gets a copy for every leg, each fact says "held by the end of this leg", and a leg is ridden on one line.
A set of copies that can be ridden is a route with at most one change between two legs.
"""

from __future__ import annotations

from lines.routing.compiling import Fact
from lines.routing.formulation import Carriers, Limit, Question
from lines.routing.relevance import Problem, transposed

LEGS_LIMIT = 1_000
"""More legs than any route has; it keeps the skills of different legs apart."""

Lines = dict[int, tuple[str | int, ...]]


def by_legs(question: Question, lines: Lines, legs: int, network_size: int) -> Question:
    """The question over `legs` legs; the copy of network station s on leg i has the number i * network_size + s."""
    problem = question.problem
    size, facts = problem.size, len(problem.facts)
    copies = tuple(leg * network_size + station for leg in range(legs) for station in problem.stations)
    providers = tuple(
        tuple(earlier * size + station for earlier in range(leg + 1) for station in problem.providers[fact])
        for leg in range(legs)
        for fact in range(facts)
    )
    last = (legs - 1) * facts
    expanded = Problem(
        stations=copies,
        facts=tuple(_by_leg(fact, leg) for leg in range(legs) for fact in problem.facts),
        needs=tuple(tuple(leg * facts + f for f in needs) for leg in range(legs) for needs in problem.needs),
        adds=transposed(providers, len(copies)),
        providers=providers,
        goals=tuple(last + goal for goal in problem.goals),
    )
    return Question(
        problem=expanded,
        required=tuple(last + goal for goal in question.required),
        limits=tuple(_repeated(limit, legs, network_size, last) for limit in question.limits),
        carriers=tuple(_on_one_line(lines, leg, network_size) for leg in range(legs)),
    )


def _by_leg(fact: Fact, leg: int) -> Fact:
    """A level by the end of a leg, as a skill of its own: levels climb within a leg, not from one leg to another."""
    return fact if len(fact) == 2 else ("level", -1 - fact[1] * LEGS_LIMIT - leg, fact[2])


def repeated(amounts: dict[int, int], legs: int, network_size: int) -> dict[int, int]:
    """An amount per station as an amount per copy."""
    return {leg * network_size + s: amount for leg in range(legs) for s, amount in amounts.items()}


def _repeated(limit: Limit, legs: int, network_size: int, last: int) -> Limit:
    goals = {last + goal: weight for goal, weight in limit.goals.items()}
    return Limit(limit.lower, limit.upper, repeated(limit.stations, legs, network_size), goals)


def _on_one_line(lines: Lines, leg: int, network_size: int) -> Carriers:
    return Carriers(0, {leg * network_size + s: names for s, names in lines.items()}, most=1)
