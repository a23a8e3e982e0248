"""Facts and stations that every way to a goal passes, as bit sets (Zhu, Givan 2003; Keyder, Richter, Helmert 2010)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lines.routing.relevance import Problem, transposed

STATIONS_LIMIT = 6_000
"""Larger problems go without landmarks: a bit for everything in everything takes memory by the square."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Bit f is fact f, bit `facts + s` is station s: what comes before, or is, each fact and each station."""

    facts: int
    of_fact: tuple[int, ...]
    of_station: tuple[int, ...]

    def for_goals(self, goals: Iterable[int]) -> int:
        """The bits that every plan for all of `goals` contains."""
        bits = 0
        for goal in goals:
            bits |= self.of_fact[goal]
        return bits

    def facts_in(self, bits: int) -> list[int]:
        return numbers_of(bits & (1 << self.facts) - 1)

    def stations_in(self, bits: int) -> list[int]:
        return numbers_of(bits >> self.facts)


def landmarks_of(problem: Problem) -> Landmarks:
    """The greatest fixpoint: a station passes what all its needs pass, a fact what all its providers bring or pass.

    Above `STATIONS_LIMIT` a station passes only what it needs itself, which is weaker and still true.
    """
    count = len(problem.facts)
    if problem.size > STATIONS_LIMIT:
        return Landmarks(count, (0,) * count, tuple(map(bits_of, problem.needs)))
    everything = (1 << (count + problem.size)) - 1
    of_fact = [everything] * count
    of_station = [everything] * problem.size
    brings = [bits_of(adds) | 1 << (count + station) for station, adds in enumerate(problem.adds)]
    waiting_for = problem.waiting_for
    lacking = [len(needs) for needs in problem.needs]
    met = bytearray(count)
    queue = deque(station for station, missing in enumerate(lacking) if not missing)
    queued = bytearray(problem.size)
    while queue:
        station = queue.popleft()
        queued[station] = 0
        bits = 1 << (count + station)
        for fact in problem.needs[station]:
            bits |= of_fact[fact]
        if bits == of_station[station]:
            continue
        of_station[station] = bits
        bits |= brings[station]
        for fact in problem.adds[station]:
            narrowed = of_fact[fact] & bits
            if narrowed == of_fact[fact]:
                continue
            of_fact[fact] = narrowed
            is_new, met[fact] = not met[fact], 1
            for waiting in waiting_for[fact]:
                lacking[waiting] -= is_new
                if lacking[waiting] <= 0 and not queued[waiting]:
                    queued[waiting] = 1
                    queue.append(waiting)
    return Landmarks(count, tuple(of_fact), tuple(of_station))


def bits_of(numbers: Iterable[int]) -> int:
    """A set of numbers as bits."""
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


def numbers_of(bits: int) -> list[int]:
    """The set of numbers that `bits` stands for, ascending."""
    found: list[int] = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def indispensable(
    problem: Problem, goals: Iterable[int], among: Sequence[int], within: Iterable[int] | None = None
) -> frozenset[int]:
    """Those of a few stations without which one of the reachable `goals` is out of reach, riding only `within`."""
    bit = dict(zip(among, (1 << n for n in range(len(among))), strict=True))
    everything = (1 << len(among)) - 1
    allowed = range(problem.size) if within is None else within
    lacking = {station: len(problem.needs[station]) for station in allowed}
    queue = deque(station for station, missing in lacking.items() if not missing)
    of_fact: dict[int, int] = {}
    while queue:
        station = queue.popleft()
        bits = bit.get(station, 0)
        for fact in problem.needs[station]:
            bits |= of_fact.get(fact, everything)
        for fact in problem.adds[station]:
            known = of_fact.get(fact)
            narrowed = bits if known is None else known & bits
            if narrowed == known:
                continue
            of_fact[fact] = narrowed
            for waiting in problem.waiting_for[fact]:
                if waiting in lacking:
                    lacking[waiting] -= known is None
                    if lacking[waiting] <= 0:
                        queue.append(waiting)
    found = 0
    for goal in goals:
        found |= of_fact.get(goal, 0)
    return frozenset(station for station, own in bit.items() if found & own)


def first_achievers(problem: Problem, landmarks: Landmarks) -> Problem:
    """The problem with only those providers of a fact that do not need that very fact earlier on their way."""
    providers = tuple(
        tuple(
            station
            for station in stations
            if not any(landmarks.of_fact[need] >> fact & 1 for need in problem.needs[station])
        )
        for fact, stations in enumerate(problem.providers)
    )
    return replace(problem, providers=providers, adds=transposed(providers, problem.size))
