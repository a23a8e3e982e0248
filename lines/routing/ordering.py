"""The order of a set of stations with the fewest line changes, then academy switches: A* over what is done.

A state is the set of stations done, the line and the academy one rides with. Whatever can be boarded without a
change is boarded before leaving: that never costs a change later, so the search only branches where one changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from lines.routing.deadline import Deadline
from lines.routing.start import Start
from lines.routing.transfers import count_academy_switches, count_transfers

WORK_LIMIT = 1_500_000
"""Looked at before the greedy order is taken, in states times stations squared: enough for some 25 stations."""

SEARCHED = 120
"""Larger sets are not searched but go by longest runs, and above `IN_RUNS` line by line."""
IN_RUNS = 250
FREE_STEPS = 50
"""Steps of a search that are always taken, late or not: they order most sets exactly within a millisecond or two."""

Mode = tuple[int, int]
"""The line and the academy one rides with, each as one bit; 0 before the first boarding, or without an academy."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Stations (by the network's number) in the order to ride them, with its changes.

    `fewest_transfers` is a lower bound for this set, equal to `transfers` when the order is proved.
    """

    stations: tuple[int, ...]
    transfers: int
    switches: int
    fewest_transfers: int


class _Yard:
    """The stations to order by number; who opens whom, and lines and academies as bits."""

    def __init__(self, start: Start, chosen: Iterable[int]) -> None:
        network = start.network
        self.stations = sorted(chosen)
        self.everything = (1 << len(self.stations)) - 1
        ids = dict(zip(self.stations, range(len(self.stations)), strict=True))
        fares = [start.fares.of(station) for station in self.stations]
        self.on_lines = [frozenset(network.lines[station]) for station in self.stations]
        self.given_by = [fare.academies if fare else frozenset({None}) for fare in fares]
        # A station on no line is a line of its own, with a number that no real line has.
        own = [on or frozenset({-1 - number}) for number, on in enumerate(self.on_lines)]
        self.lines = _as_bits(_useful(own))
        # Whoever gives a station without a name gives it along with any academy: no bits.
        self.academies = _as_bits([frozenset() if None in names else names for names in self.given_by])
        self.openers = [tuple(self._openers(start, station, ids)) for station in self.stations]
        self.few_lines = sorted(ids.values(), key=lambda number: self.lines[number].bit_count())
        self.along: dict[int, int] = {}
        for number, on in enumerate(self.lines):
            for line in _bits(on):
                self.along[line] = self.along.get(line, 0) | 1 << number
        self._boardable: dict[int, list[int]] = {}
        self._along_with: dict[int, int] = {}

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
            left = (number for number in range(len(self.openers)) if not done >> number & 1)
            known = self._boardable[done] = [number for number in left if self._is_open(number, done)]
        return known

    def _is_open(self, number: int, done: int) -> bool:
        for opener in self.openers[number]:  # noqa: SIM110  # a generator takes twice the time, and most of it is here
            if not opener & done:
                return False
        return True

    def ride_on(self, done: int, mode: Mode) -> tuple[int, list[int]]:
        """Board all that can be boarded without a change, the lowest number first."""
        line, academy = mode
        left = self.along[line] & self.along_with(academy) & ~done
        boarded: list[int] = []
        while left:
            for bit in _bits(left):
                if self._is_open(bit.bit_length() - 1, done):
                    break
            else:
                break
            done |= bit
            left ^= bit
            boarded.append(bit.bit_length() - 1)
        return done, boarded

    def along_with(self, academy: int) -> int:
        """The stations that can be ridden without leaving `academy`, as bits."""
        known = self._along_with.get(academy)
        if known is None:
            fitting = (1 << n for n, given in enumerate(self.academies) if not given or academy & given)
            known = self._along_with[academy] = sum(fitting)
        return known

    def modes(self, number: int, mode: Mode) -> Iterator[tuple[int, int, Mode]]:
        """Each way to board a station: what it adds in transfers and switches, and the mode afterwards."""
        line, academy = mode
        given = self.academies[number]
        lines = (line,) if line & self.lines[number] else tuple(_bits(self.lines[number]))
        academies = (academy,) if not given or academy & given else tuple(_bits(given))
        for new_line in lines:
            for new_academy in academies:
                yield int(line not in (0, new_line)), int(academy not in (0, new_academy)), (new_line, new_academy)

    def ahead(self, done: int, mode: Mode) -> tuple[int, int]:
        """At least so many transfers and switches are still to come: stations left that share nothing."""
        line, academy = mode
        lines, academies = line, academy
        transfers, switches = -(not line), -(not academy)
        for number in self.few_lines:
            if done >> number & 1:
                continue
            on, given = self.lines[number], self.academies[number]
            if not on & lines:
                lines |= on
                transfers += 1
            if given and not given & academies:
                academies |= given
                switches += 1
        return max(0, transfers), max(0, switches)


def _bits(value: int) -> Iterator[int]:
    """The single bits of a number, the lowest first."""
    while value:
        yield value & -value
        value &= value - 1


def _as_bits(choices: Sequence[frozenset[int]] | Sequence[frozenset[str | None]]) -> list[int]:
    """Each set as one number, a bit for each name in the order of the names."""
    names = sorted({name for names in choices for name in names}, key=lambda name: (str(type(name)), name))
    bit = {name: 1 << place for place, name in enumerate(names)}
    return [sum(bit[name] for name in names) for names in choices]


def _useful(lines: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """The lines of each station without those that another line can stand in for at every one of these stations."""
    carried: dict[int, set[int]] = {}
    for number, on in enumerate(lines):
        for line in on:
            carried.setdefault(line, set()).add(number)
    useful: set[int] = set()
    for line in sorted(carried, key=lambda line: (-len(carried[line]), line)):
        beside = lines[min(carried[line])]
        if not any(other in useful and carried[line] <= carried[other] for other in beside):
            useful.add(line)
    return [on.intersection(useful) for on in lines]


def ordered(start: Start, chosen: Iterable[int], deadline: Deadline) -> Ordered:
    """The best order of a set that can be ridden; exact unless the search grows too large or too late (then greedy)."""
    yard = _Yard(start, chosen)
    if not yard.stations:
        return Ordered((), 0, 0, 0)
    exact = _searched(yard, deadline) if len(yard.stations) <= SEARCHED else None
    order = exact or (_longest_runs(yard) if len(yard.stations) <= IN_RUNS else _line_by_line(yard))
    transfers = count_transfers([yard.on_lines[number] for number in order])
    switches = count_academy_switches([yard.given_by[number] for number in order])
    fewest = transfers if exact is not None else yard.ahead(0, (0, 0))[0]
    return Ordered(tuple(yard.stations[number] for number in order), transfers, switches, fewest)


def _searched(yard: _Yard, deadline: Deadline) -> list[int] | None:
    """The order with the fewest transfers, then switches; None when it takes too long.

    Of equally promising states the one with most stations done goes first, then the lowest numbers.
    """
    origin: tuple[int, Mode] = (0, (0, 0))
    best = {origin: (0, 0)}
    heap: list[tuple[int, int, int, tuple[int, ...], int, Mode, int, int]]
    heap = [(*yard.ahead(*origin), 0, (), *origin, 0, 0)]
    for step in range(max(FREE_STEPS, WORK_LIMIT // len(yard.stations) ** 2)):
        if step >= FREE_STEPS and deadline.is_over:
            return None
        _, _, _, path, done, mode, transfers, switches = heappop(heap)
        if done == yard.everything:
            return list(path)
        if best[done, mode] < (transfers, switches):
            continue
        for number in yard.boardable(done):
            for more_transfers, more_switches, new_mode in yard.modes(number, mode):
                new_done, boarded = yard.ride_on(done | 1 << number, new_mode)
                cost = (transfers + more_transfers, switches + more_switches)
                known = best.get((new_done, new_mode))
                if known is not None and cost >= known:
                    continue
                best[new_done, new_mode] = cost
                rest = yard.ahead(new_done, new_mode)
                new_path = (*path, number, *boarded)
                estimate = (cost[0] + rest[0], cost[1] + rest[1], -len(new_path))
                heappush(heap, (*estimate, new_path, new_done, new_mode, *cost))
    return None


def _line_by_line(yard: _Yard) -> list[int]:
    """Round after round whatever can be boarded, the stations of a line together."""
    left = sorted(range(len(yard.stations)), key=lambda number: (yard.lines[number], number))
    done = 0
    order: list[int] = []
    while left:
        waiting = []
        for number in left:
            if all(opener & done for opener in yard.openers[number]):
                done |= 1 << number
                order.append(number)
            else:
                waiting.append(number)
        left = waiting
    return order


def _longest_runs(yard: _Yard) -> list[int]:
    """Again and again the change after which most stations can be ridden without another."""
    done = 0
    mode: Mode = (0, 0)
    order: list[int] = []
    while done != yard.everything:
        options = []
        for number in yard.boardable(done):
            for transfers, switches, new_mode in yard.modes(number, mode):
                new_done, boarded = yard.ride_on(done | 1 << number, new_mode)
                options.append((transfers, switches, -len(boarded), number, new_mode, new_done, boarded))
        *_, number, mode, done, boarded = min(options)
        order += [number, *boarded]
    return order
