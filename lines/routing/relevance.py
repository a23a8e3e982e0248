"""From a profile to the small problem that matters: backward from the gaps, then forward from the start.

Facts are "this skill at this level" and "one of these stations done"; a station needs facts and adds facts, and
levels never fall, so nothing is ever taken away (delete-free planning, docs/route.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lines.routing.compiling import Fact, level_number
from lines.routing.start import Start


@dataclass(frozen=True)
class Problem:
    """Stations and facts by local number. `stations` gives the network's numbers, ascending; no fact is held yet.

    `providers` of a fact are the stations that can be the first to make it true; `adds` is the same by station.
    """

    stations: tuple[int, ...]
    facts: tuple[Fact, ...]
    needs: tuple[tuple[int, ...], ...]
    adds: tuple[tuple[int, ...], ...]
    providers: tuple[tuple[int, ...], ...]
    goals: tuple[int, ...]

    @property
    def size(self) -> int:
        return len(self.stations)

    @cached_property
    def waiting_for(self) -> list[list[int]]:
        """For each fact the stations that need it."""
        found: list[list[int]] = [[] for _ in self.facts]
        for station, needs in enumerate(self.needs):
            for fact in needs:
                found[fact].append(station)
        return found


def closing(skill: int, level: int) -> Fact:
    """The fact that a gap is closed."""
    return ("level", skill, level)


def relevant_problem(start: Start, goals: Sequence[Fact]) -> Problem:
    """Everything that could help towards `goals`, none of them held yet, reachable or not."""
    search = _Exploration(start, goals)
    return search.problem(search.needs, search.providers, search.goals)


def reachable_problem(start: Start, goals: Sequence[Fact]) -> tuple[Problem, tuple[Fact, ...]]:
    """The part of what could help that can be reached, towards those of `goals` (the second value) that can."""
    search = _Exploration(start, goals)
    held, boarded = search.reach()
    within = [goal for goal in search.goals if goal in held]
    facts = (fact for fact in search.providers if fact in held)
    names = start.network.conditions.facts
    return search.problem(boarded, facts, within), tuple(names[goal] for goal in within)


class _Exploration:
    """What could help towards goals, found backward from them, in the network's own numbers.

    `needs` is by station, `providers` by fact, the goals first.
    """

    def __init__(self, start: Start, goals: Sequence[Fact]) -> None:
        self.start = start
        self.goals = list(dict.fromkeys(level_number(goal[1], goal[2]) for goal in goals if len(goal) == 3))
        self.needs: dict[int, list[int]] = {}
        self.providers: dict[int, list[int]] = {}
        conditions, held, fare = start.network.conditions, start.held_facts, start.fare
        needs, waiting = self.needs, list(self.goals)
        met = set(waiting)
        for fact in waiting:
            able = self.providers[fact] = [
                s for s in conditions.providers[fact] if s in needs or fare(s) is not None
            ]  # fmt: skip
            for station in able:
                if station not in needs:
                    lacking = needs[station] = [need for need in conditions.needed[station] if not held[need]]
                    for need in lacking:
                        if need not in met:
                            met.add(need)
                            waiting.append(need)

    def reach(self) -> tuple[set[int], set[int]]:
        """The facts that can become true and the stations that can be boarded."""
        lacking = {station: len(needs) for station, needs in self.needs.items()}
        waiting_for: dict[int, list[int]] = {fact: [] for fact in self.providers}
        adds: dict[int, list[int]] = {station: [] for station in self.needs}
        for station, needs in self.needs.items():
            for need in needs:
                waiting_for[need].append(station)
        for fact, stations in self.providers.items():
            for station in stations:
                adds[station].append(fact)
        order = [station for station, missing in lacking.items() if not missing]
        facts: set[int] = set()
        for station in order:
            for fact in adds[station]:
                if fact not in facts:
                    facts.add(fact)
                    for waiting in waiting_for[fact]:
                        lacking[waiting] -= 1
                        if not lacking[waiting]:
                            order.append(waiting)
        return facts, set(order)

    def problem(self, stations: Iterable[int], facts: Iterable[int], goals: Sequence[int]) -> Problem:
        """These stations and facts in local numbers, `goals` first; all that a station needs is among the facts."""
        order = tuple(sorted(stations))
        local = {station: number for number, station in enumerate(order)}
        named = list(dict.fromkeys((*goals, *facts)))
        number = dict(zip(named, range(len(named)), strict=True))
        providers = tuple(tuple(local[s] for s in self.providers[fact] if s in local) for fact in named)
        names = self.start.network.conditions.facts
        return Problem(
            stations=order,
            facts=tuple(map(names.__getitem__, named)),
            needs=tuple(tuple(sorted(map(number.__getitem__, self.needs[station]))) for station in order),
            adds=transposed(providers, len(order)),
            providers=providers,
            goals=tuple(range(len(goals))),
        )


def transposed(providers: Sequence[Sequence[int]], size: int) -> tuple[tuple[int, ...], ...]:
    """For each of `size` stations the facts that list it as a provider, ascending."""
    adds: list[list[int]] = [[] for _ in range(size)]
    for fact, stations in enumerate(providers):
        for station in stations:
            adds[station].append(fact)
    return tuple(tuple(facts) for facts in adds)


@dataclass(frozen=True, slots=True)
class Reached:
    """What riding some stations for as long as one can be boarded leads to."""

    stations: tuple[int, ...]
    facts: frozenset[int]


def reached(problem: Problem, chosen: Iterable[int]) -> Reached:
    """The stations of `chosen` that can be boarded, in an order to do so, and all facts that this makes true."""
    allowed = set(chosen)
    lacking = {station: len(problem.needs[station]) for station in allowed}
    waiting_for: dict[int, list[int]] = {}
    for station in allowed:
        for fact in problem.needs[station]:
            waiting_for.setdefault(fact, []).append(station)
    order = sorted(station for station, missing in lacking.items() if not missing)
    facts: set[int] = set()
    for station in order:
        for fact in problem.adds[station]:
            if fact in facts:
                continue
            facts.add(fact)
            for waiting in waiting_for.get(fact, ()):
                lacking[waiting] -= 1
                if not lacking[waiting]:
                    order.append(waiting)
    return Reached(tuple(order), frozenset(facts))


def only_with(problem: Problem, kept: Sequence[int]) -> Problem:
    """What of a problem its goals can use when only these stations are left, in new numbers; the goals come first."""
    if len(kept) == problem.size:
        return problem
    allowed = bytearray(problem.size)
    for station in kept:
        allowed[station] = 1
    number = {goal: n for n, goal in enumerate(dict.fromkeys(problem.goals))}
    waiting = list(number)
    providers: list[list[int]] = []
    stations: set[int] = set()
    for fact in waiting:
        able = [station for station in problem.providers[fact] if allowed[station]]
        providers.append(able)
        for station in able:
            if station not in stations:
                stations.add(station)
                for need in problem.needs[station]:
                    if need not in number:
                        number[need] = len(waiting)
                        waiting.append(need)
    order = sorted(stations)
    local = {station: n for n, station in enumerate(order)}
    found = tuple(tuple(map(local.__getitem__, able)) for able in providers)
    return Problem(
        stations=tuple(problem.stations[station] for station in order),
        facts=tuple(problem.facts[fact] for fact in waiting),
        needs=tuple(tuple(sorted(map(number.__getitem__, problem.needs[station]))) for station in order),
        adds=transposed(found, len(order)),
        providers=found,
        goals=tuple(number[goal] for goal in problem.goals),
    )
