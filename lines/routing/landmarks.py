"""Facts and stations that every way to a goal passes, as bit sets (Zhu, Givan 2003; Keyder, Richter, Helmert 2010)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
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
        return [fact for fact in range(self.facts) if bits >> fact & 1]

    def stations_in(self, bits: int) -> list[int]:
        return [s for s in range(len(self.of_station)) if bits >> (self.facts + s) & 1]


def landmarks_of(problem: Problem) -> Landmarks:
    """The greatest fixpoint: a station passes what all its needs pass, a fact what all its providers share.

    Above `STATIONS_LIMIT` nothing is told, which is weaker and still true.
    """
    count = len(problem.facts)
    if problem.size > STATIONS_LIMIT:
        return Landmarks(count, (0,) * count, (0,) * problem.size)
    everything = (1 << (count + problem.size)) - 1
    of_fact = [everything] * count
    of_station = [everything] * problem.size
    waiting_for: list[list[int]] = [[] for _ in range(count)]
    for station, needs in enumerate(problem.needs):
        for fact in needs:
            waiting_for[fact].append(station)
    queue = deque(station for station, needs in enumerate(problem.needs) if not needs)
    queued = set(queue)
    while queue:
        station = queue.popleft()
        queued.discard(station)
        bits = 1 << (count + station)
        for fact in problem.needs[station]:
            bits |= of_fact[fact]
        if bits == of_station[station]:
            continue
        of_station[station] = bits
        for fact in problem.adds[station]:
            narrowed = of_fact[fact] & (bits | 1 << fact)
            if narrowed != of_fact[fact]:
                of_fact[fact] = narrowed
                fresh = [waiting for waiting in waiting_for[fact] if waiting not in queued]
                queue.extend(fresh)
                queued.update(fresh)
    return Landmarks(count, tuple(of_fact), tuple(of_station))


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
