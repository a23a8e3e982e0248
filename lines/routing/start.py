"""Where a traveller stands: held levels, finished stations, and the stations that may still be boarded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lines.routing.compiling import CompiledNetwork, Fare, level_number
from lines.routing.domain import Objective, Profile, Weights
from lines.routing.fares import FareTable


@dataclass(frozen=True, slots=True)
class Start:
    """The profile by number; `barred` are the stations refused by the traveller, `held` the levels by
    skill; `held_facts` has a 1 for every fact of the network that is true from the start."""

    network: CompiledNetwork
    held: dict[int, int]
    completed: frozenset[int]
    barred: frozenset[int]
    fares: FareTable
    held_facts: bytearray

    def level(self, skill: int) -> int:
        return self.held.get(skill, 0)

    def fare(self, station: int) -> Fare | None:
        """What the station costs, None when it cannot be boarded: finished, refused or filtered away."""
        if station in self.completed or station in self.barred:
            return None
        return self.fares.of(station)


def start_of(network: CompiledNetwork, profile: Profile) -> Start:
    """The start of a profile whose ids are known to the network; a gap's own `current` counts as held too."""
    held: dict[int, int] = {}
    levels = [(level.skill, level.level) for level in profile.current]
    for skill_id, level in levels + [(gap.skill, gap.current) for gap in profile.gaps]:
        skill = network.skill_index[skill_id]
        held[skill] = max(level, held.get(skill, 0))
    completed = frozenset(network.station_index[station] for station in profile.completed)
    return Start(
        network=network,
        held=held,
        completed=completed,
        barred=frozenset(network.station_index[station] for station in profile.exclude.stations),
        fares=FareTable(network, profile),
        held_facts=_held_facts(network, held, completed),
    )


def _held_facts(network: CompiledNetwork, held: dict[int, int], completed: frozenset[int]) -> bytearray:
    facts = bytearray(len(network.conditions.facts))
    for skill, level in held.items():
        for lower in range(1, level + 1):
            facts[level_number(skill, lower)] = 1
    for station in completed:
        for fact in network.conditions.member_of[station]:
            facts[fact] = 1
    return facts


@dataclass(frozen=True, slots=True)
class Rates:
    """An objective in whole numbers: `minute` and `cent` per unit, `scale` of them make one of the objective."""

    minute: int
    cent: int
    scale: Fraction

    def of(self, minutes: int, price_cents: int) -> int:
        return self.minute * minutes + self.cent * price_cents


def rates_of(objective: Objective, weights: Weights) -> Rates:
    """Whole-number rates of an objective, so that costs add up exactly; weights keep six significant digits."""
    if objective is Objective.MINUTES:
        return Rates(1, 0, Fraction(1))
    if objective is Objective.PRICE:
        return Rates(0, 1, Fraction(1))
    minute, cent = exact(weights.minutes), exact(weights.price_cents)
    scale = minute.denominator * cent.denominator
    return Rates(int(minute * scale), int(cent * scale), Fraction(scale))


def exact(weight: float) -> Fraction:
    """A weight as a fraction of six significant digits: 0.05 is 1/20, not the nearest binary number."""
    return Fraction(f"{weight:.6g}")
