"""What one would write instead of the planner: a greedy walk on a NetworkX graph, and one plain integer program."""

from __future__ import annotations

import networkx as nx

from lines.routing.cases import Case
from lines.routing.formulation import Question, formulated
from lines.routing.relevance import Problem, reached
from lines.routing.solving import solve_whole

Node = tuple[str, int]


def graph_of(problem: Problem) -> nx.DiGraph[Node]:
    """Stations and facts; what a station needs points to it, and it points to what it brings about."""
    graph: nx.DiGraph[Node] = nx.DiGraph()
    for station in range(problem.size):
        graph.add_edges_from((("fact", need), ("station", station)) for need in problem.needs[station])
        graph.add_edges_from((("station", station), ("fact", fact)) for fact in problem.adds[station])
    return graph


def greedy_walk(case: Case) -> int | None:
    """The minutes of a walk that takes the shortest station for every next fact; None when it gets stuck."""
    problem = case.problem
    graph = graph_of(problem)
    minutes = [case.minutes[station] for station in problem.stations]
    ridden: set[int] = set()
    held: set[int] = set()

    def achieve(fact: int, waiting: frozenset[int]) -> bool:
        if fact in held:
            return True
        if fact in waiting:
            return False
        stations = sorted((minutes[station], station) for _, station in graph.predecessors(("fact", fact)))
        for _, station in stations:
            needs = [need for _, need in graph.predecessors(("station", station))]
            if all(achieve(need, waiting | {fact}) for need in needs):
                ridden.add(station)
                held.update(added for _, added in graph.successors(("station", station)))
                return True
        return False

    try:
        found = all(achieve(goal, frozenset()) for goal in problem.goals)
    except RecursionError:
        return None
    return sum(minutes[station] for station in ridden) if found else None


def plain_program(case: Case, seconds: float) -> bool:
    """Whether one integer program over all that can be reached ends in time in a set that can be ridden."""
    problem = case.problem
    costs = [case.minutes[station] for station in problem.stations]
    program = formulated(Question(problem, problem.goals), costs, {})
    for column in range(len(program.lower)):
        program.lower[column] = 0.0
    for goal in problem.goals:
        program.lower[problem.size + goal] = 1.0
    answer = solve_whole(program, seconds)
    if answer.values is None:
        return False
    chosen = [station for station in range(problem.size) if answer.values[station] > 0.5]
    cost = sum(costs[station] for station in chosen)
    return reached(problem, chosen).facts.issuperset(problem.goals) and answer.bound > cost - 1
