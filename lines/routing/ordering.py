"""The order of a set of stations with the fewest line changes, then academy switches: A* over what is done.

A state is the set of stations done, the line and the academy one rides with. Whatever can be boarded without a
change is boarded before leaving: that never costs a change later, so the search only branches where one changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush

from lines.routing.start import Start
from lines.routing.transfers import count_academy_switches, count_transfers

WORK_LIMIT = 1_500_000
"""Looked at before the greedy order is taken, in states times stations squared: enough for some 25 stations."""

ANYWHERE = -1
"""The line before the first boarding."""

Mode = tuple[int, str | None]
"""The line and the academy one rides with; no academy yet is None."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Stations (by the network's number) in the order to ride them, with its changes.

    `fewest_transfers` and `fewest_switches` are lower bounds, equal to the counts when the order is proved.
    """

    stations: tuple[int, ...]
    transfers: int
    switches: int
    fewest_transfers: int


class _Yard:
    """The stations to order, with bit masks for who opens whom."""

    def __init__(self, start: Start, chosen: Iterable[int]) -> None:
        network = start.network
        self.stations = sorted(chosen)
        self.everything = (1 << len(self.stations)) - 1
        ids = dict(zip(self.stations, range(len(self.stations)), strict=True))
        self._boardable: dict[int, list[int]] = {}
        self.lines: list[frozenset[int]] = []
        self.academies: list[frozenset[str | None]] = []
        self.openers: list[tuple[int, ...]] = []
        for number, station in enumerate(self.stations):
            # A station on no line is a line of its own, with a number that no real line has.
            self.lines.append(frozenset(network.lines[station]) or frozenset({-2 - number}))
            fare = start.fares.of(station)
            self.academies.append(fare.academies if fare else frozenset({None}))
            self.openers.append(tuple(self._openers(start, station, ids)))
        self.lines = _useful_lines(self.lines)

    def _openers(self, start: Start, station: int, ids: dict[int, int]) -> Iterator[int]:
        """For each condition of a station that is not met at the start, who of the others can meet it, as bits."""
        network = start.network
        for skill, level in network.needs[station]:
            if start.level(skill) < level:
                teachers = (t.station for t in network.teachers[skill] if t.needed < level <= t.to_level)
                yield sum(1 << ids[teacher] for teacher in teachers if teacher in ids)
        for group in network.groups[station]:
            if not start.completed.intersection(group):
                yield sum(1 << ids[member] for member in group if member in ids and member != station)

    def boardable(self, done: int) -> list[int]:
        known = self._boardable.get(done)
        if known is None:
            known = self._boardable[done] = [
                number
                for number, openers in enumerate(self.openers)
                if not done >> number & 1 and all(opener & done for opener in openers)
            ]
        return known

    def is_free(self, number: int, mode: Mode) -> bool:
        """Whether a station is ridden without changing line or academy."""
        line, academy = mode
        given = self.academies[number]
        return line in self.lines[number] and (None in given or academy in given)

    def ride_on(self, done: int, mode: Mode) -> tuple[int, list[int]]:
        """Board all that can be boarded without a change, the lowest number first."""
        boarded: list[int] = []
        while free := [number for number in self.boardable(done) if self.is_free(number, mode)]:
            done |= 1 << free[0]
            boarded.append(free[0])
        return done, boarded

    def modes(self, number: int, mode: Mode) -> Iterator[tuple[int, int, Mode]]:
        """Each way to board a station: what it adds in transfers and switches, and the mode afterwards."""
        line, academy = mode
        lines = [line] if line in self.lines[number] else sorted(self.lines[number])
        given = self.academies[number]
        stays = None in given or academy in given
        academies = [academy] if stays else sorted(name for name in given if name is not None)
        for new_line in lines:
            for new_academy in academies:
                transfers = int(line not in (ANYWHERE, new_line))
                yield transfers, int(academy is not None and not stays), (new_line, new_academy)


def _useful_lines(lines: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """The lines of each station without those that another line can stand in for at every one of these stations."""
    carried: dict[int, set[int]] = {}
    for number, on in enumerate(lines):
        for line in on:
            carried.setdefault(line, set()).add(number)
    useful: list[int] = []
    for line in sorted(carried, key=lambda line: (-len(carried[line]), line)):
        if not any(carried[line] <= carried[other] for other in useful):
            useful.append(line)
    return [on.intersection(useful) for on in lines]


def ordered(start: Start, chosen: Iterable[int]) -> Ordered:
    """The best order of a set that can be ridden; exact unless the search grows too large (then greedy)."""
    yard = _Yard(start, chosen)
    if not yard.stations:
        return Ordered((), 0, 0, 0)
    exact = _searched(yard)
    order = exact if exact is not None else _longest_runs(yard)
    transfers = count_transfers([yard.lines[number] for number in order])
    switches = count_academy_switches([yard.academies[number] for number in order])
    fewest = transfers if exact is not None else _disjoint(yard.lines) - 1
    return Ordered(tuple(yard.stations[number] for number in order), transfers, switches, fewest)


def _searched(yard: _Yard) -> list[int] | None:
    """The order with the fewest transfers, then switches; None when it takes too long.

    Of equally promising states the one with most stations done goes first, then the lowest numbers.
    """

    @cache
    def ahead(done: int, mode: Mode) -> tuple[int, int]:
        line, academy = mode
        left = [number for number in range(len(yard.stations)) if not done >> number & 1]
        lines = [yard.lines[number] for number in left if line not in yard.lines[number]]
        given = [
            yard.academies[number]
            for number in left
            if None not in yard.academies[number] and academy not in yard.academies[number]
        ]
        return _disjoint(lines) - (line == ANYWHERE), max(0, _disjoint(given) - (academy is None))

    origin: tuple[int, Mode] = (0, (ANYWHERE, None))
    best = {origin: (0, 0)}
    transfers, switches = ahead(*origin)
    heap: list[tuple[int, int, int, tuple[int, ...], int, Mode, int, int]]
    heap = [(transfers, switches, 0, (), *origin, 0, 0)]
    for _ in range(max(50, WORK_LIMIT // len(yard.stations) ** 2)):
        _, _, _, path, done, mode, transfers, switches = heappop(heap)
        if done == yard.everything:
            return list(path)
        if best[done, mode] < (transfers, switches):
            continue
        for number in yard.boardable(done):
            for more_transfers, more_switches, new_mode in yard.modes(number, mode):
                new_done, boarded = yard.ride_on(done | 1 << number, new_mode)
                cost = (transfers + more_transfers, switches + more_switches)
                if cost >= best.get((new_done, new_mode), (len(yard.stations), 0)):
                    continue
                best[new_done, new_mode] = cost
                rest = ahead(new_done, new_mode)
                estimate = (cost[0] + rest[0], cost[1] + rest[1])
                new_path = (*path, number, *boarded)
                heappush(heap, (*estimate, -len(new_path), new_path, new_done, new_mode, *cost))
    return None


def _disjoint(choices: Sequence[frozenset[int]] | Sequence[frozenset[str | None]]) -> int:
    """How many of the sets can be picked, smallest first, without two that share a member: a lower bound on covers."""
    taken: set[object] = set()
    count = 0
    for choice in sorted(choices, key=len):
        if taken.isdisjoint(choice):
            taken |= choice
            count += 1
    return count


def _longest_runs(yard: _Yard) -> list[int]:
    """Again and again the change after which most stations can be ridden without another."""
    done = 0
    mode: Mode = (ANYWHERE, None)
    order: list[int] = []
    while done != yard.everything:
        options = []
        for number in yard.boardable(done):
            for transfers, switches, new_mode in yard.modes(number, mode):
                new_done, boarded = yard.ride_on(done | 1 << number, new_mode)
                options.append((transfers, switches, -len(boarded), number, str(new_mode), new_done, new_mode, boarded))
        *_, number, _, done, mode, boarded = min(options)
        order += [number, *boarded]
    return order
