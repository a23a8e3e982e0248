"""From a profile to the small problem that matters: backward from the gaps, then forward from the start.

Facts are "this skill at this level" and "one of these stations done"; a station needs facts and adds facts, and
levels never fall, so nothing is ever taken away (delete-free planning, docs/route.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lines.routing.start import Start

Levelled = tuple[str, int, int]
"""("level", skill, level): the skill is held at that level or higher."""
Done = tuple[str, tuple[int, ...]]
"""("done", stations): one of them is finished or rode earlier."""
Fact = Levelled | Done


@dataclass(frozen=True, slots=True)
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


def closing(skill: int, level: int) -> Fact:
    """The fact that a gap is closed."""
    return ("level", skill, level)


def relevant_problem(start: Start, goals: Iterable[Fact]) -> Problem:
    """Everything that could help towards `goals`, none of them held yet, reachable or not."""
    search = _Exploration(start)
    numbered_goals = tuple([search.fact(goal) for goal in goals])
    search.run()
    stations = tuple(sorted(search.needs))
    local = {station: number for number, station in enumerate(stations)}
    providers = tuple(tuple(sorted({local[s] for s in found})) for found in search.providers)
    return Problem(
        stations=stations,
        facts=tuple(search.facts),
        needs=tuple(tuple(sorted(set(search.needs[station]))) for station in stations),
        adds=transposed(providers, len(stations)),
        providers=providers,
        goals=numbered_goals,
    )


def reachable_problem(start: Start, goals: Sequence[Fact]) -> tuple[Problem, tuple[Fact, ...]]:
    """The problem of the goals that can be reached, without dead ends, and those goals themselves."""
    problem = relevant_problem(start, goals)
    held = reached(problem, range(problem.size)).facts
    closeable = tuple(goal for goal, fact in zip(goals, problem.goals, strict=True) if fact in held)
    if len(held) == len(problem.facts):
        return problem, closeable
    return _without_dead_ends(problem, held), closeable


def _without_dead_ends(problem: Problem, held: frozenset[int]) -> Problem:
    """The part of a problem that its goals within `held`, the reachable facts, can use."""
    goals = [goal for goal in problem.goals if goal in held]
    number = {fact: n for n, fact in enumerate(dict.fromkeys(goals))}
    found: list[list[int]] = []
    stations: set[int] = set()
    for fact in (waiting := list(number)):
        able = [s for s in problem.providers[fact] if held.issuperset(problem.needs[s])]
        found.append(able)
        for station in able:
            if station not in stations:
                stations.add(station)
                fresh = [need for need in problem.needs[station] if need not in number]
                number.update({need: len(number) + n for n, need in enumerate(fresh)})
                waiting.extend(fresh)
    kept = sorted(stations)
    local = {station: n for n, station in enumerate(kept)}
    providers = tuple(tuple(local[station] for station in able) for able in found)
    return Problem(
        stations=tuple(problem.stations[station] for station in kept),
        facts=tuple(problem.facts[fact] for fact in number),
        needs=tuple(tuple(sorted(number[need] for need in problem.needs[station])) for station in kept),
        adds=transposed(providers, len(kept)),
        providers=providers,
        goals=tuple(number[goal] for goal in goals),
    )


@dataclass(slots=True)
class _Exploration:
    """A backward search under way: what was met so far, by number in the order of meeting."""

    start: Start
    facts: dict[Fact, int] = field(default_factory=dict)
    waiting: list[Fact] = field(default_factory=list)
    providers: list[tuple[int, ...]] = field(default_factory=list)
    needs: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def may_board(self, station: int) -> bool:
        return station in self.needs or self.start.fare(station) is not None

    def fact(self, fact: Fact) -> int:
        if fact not in self.facts:
            self.facts[fact] = len(self.facts)
            self.waiting.append(fact)
        return self.facts[fact]

    def run(self) -> None:
        position = 0
        while position < len(self.waiting):
            providers = self._providers(self.waiting[position])
            self.providers.append(providers)
            for station in providers:
                if station not in self.needs:
                    self.needs[station] = ()
                    self.needs[station] = tuple(self._needs(station))
            position += 1

    def _providers(self, fact: Fact) -> tuple[int, ...]:
        if len(fact) == 2:
            return tuple(station for station in fact[1] if self.may_board(station))
        _, skill, level = fact
        return tuple(
            teacher.station
            for teacher in self.start.network.teachers[skill]
            if teacher.needed < level <= teacher.to_level and self.may_board(teacher.station)
        )

    def _needs(self, station: int) -> Iterable[int]:
        for skill, level in self.start.network.needs[station]:
            if self.start.level(skill) < level:
                yield self.fact(("level", skill, level))
        for group in self.start.network.groups[station]:
            if not self.start.completed.intersection(group):
                yield self.fact(("done", tuple(member for member in group if member != station)))


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


def restricted(problem: Problem, kept: Iterable[int]) -> Problem:
    """The same problem with fewer stations; its facts keep their numbers."""
    order = sorted(set(kept))
    local = {station: number for number, station in enumerate(order)}
    providers = tuple(tuple(local[s] for s in found if s in local) for found in problem.providers)
    return Problem(
        stations=tuple(problem.stations[station] for station in order),
        facts=problem.facts,
        needs=tuple(problem.needs[station] for station in order),
        adds=transposed(providers, len(order)),
        providers=providers,
        goals=problem.goals,
    )
