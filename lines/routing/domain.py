"""The planner's values: what a profile asks and what a route answers (docs/formats.md, docs/route.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from lines.network.domain import SkillLevel

HIGHEST_LEVEL = 5
Tell = Callable[[float], None]
"""Hears the share of the work that is done, 0 to 1."""


def tell_nobody(_share: float) -> None:
    """For who waits without looking."""


class Objective(StrEnum):
    """What the main route minimises; `weighted` counts minutes and cents alone."""

    MINUTES = "minutes"
    PRICE = "price"
    WEIGHTED = "weighted"


class Kind(StrEnum):
    """What a route is the best at, among the routes shown side by side."""

    FASTEST = "fastest"
    CHEAPEST = "cheapest"
    FEWEST_CHANGES = "fewest_changes"
    BALANCED = "balanced"


class BlockKind(StrEnum):
    """Why a gap cannot be closed."""

    NOBODY_TEACHES = "nobody_teaches"
    EXCLUDED = "excluded"
    FILTERED = "filtered"
    COMPLETED = "completed"
    NEEDS_SKILL = "needs_skill"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill below the level that is wanted; levels 0 to 5, importance a positive integer."""

    skill: str
    target: int
    current: int = 0
    importance: int = 1


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a route may take; None is no limit."""

    minutes: int | None = None
    price_cents: int | None = None

    @property
    def is_limited(self) -> bool:
        return self.minutes is not None or self.price_cents is not None


@dataclass(frozen=True, slots=True)
class Weights:
    """What one minute, one cent, one transfer and one academy switch count for."""

    minutes: float = 1.0
    price_cents: float = 0.05
    transfer: float = 30.0
    academy_switch: float = 30.0


@dataclass(frozen=True, slots=True)
class Filter:
    """Which offerings are welcome; an empty list lets everything through, a value that is missing fails."""

    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    academies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclude:
    """Stations and academies the traveller does not want."""

    stations: tuple[str, ...] = ()
    academies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a traveller holds, wants and will not have."""

    gaps: tuple[Gap, ...]
    id: str = ""
    current: tuple[SkillLevel, ...] = ()
    completed: tuple[str, ...] = ()
    objective: Objective = Objective.MINUTES
    budget: Budget = field(default=Budget())
    weights: Weights = field(default=Weights())
    filter: Filter = field(default=Filter())
    exclude: Exclude = field(default=Exclude())


@dataclass(frozen=True, slots=True)
class Raised:
    """A level that a stop raises, and to what."""

    skill: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class Closes:
    """A reason for a stop: it brings this skill to its target."""

    skill: str


@dataclass(frozen=True, slots=True)
class NeededBy:
    """A reason for a stop: a later stop cannot be boarded without it; `skill` is None for a prerequisite."""

    station: str
    skill: str | None = None


Because = Closes | NeededBy


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of a route, with the line and the academy it is ridden with.

    `only_one` says that without this station some gap that the route closes could not be closed at all.
    """

    station: str
    line: str | None
    academy: str | None
    minutes: int
    price_cents: int
    raises: tuple[Raised, ...] = ()
    because: tuple[Because, ...] = ()
    only_one: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """The best route without one stop: what would come, what would go, and what it would cost more."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    extra_minutes: int
    extra_price_cents: int


@dataclass(frozen=True, slots=True)
class Totals:
    minutes: int = 0
    price_cents: int = 0
    transfers: int = 0
    academy_switches: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of the cost: in the objective's unit (minutes, cents or weighted), and seconds of work."""

    optimal: bool
    bound: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why a gap stays open: `stations` are in the way, `skill` and `level` are what they lack, if anything."""

    kind: BlockKind
    stations: tuple[str, ...] = ()
    skill: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Uncloseable:
    """A gap that no sequence of stations closes, with the highest level one can ride to."""

    skill: str
    target: int
    reachable: int
    blocked: Blocked


@dataclass(frozen=True, slots=True)
class Route:
    """Stops in the order to ride them; `open` lists closeable gaps that a budget leaves.

    `is_cut_short` says that time ran out on it or its alternatives, so that it pays to look longer.
    """

    profile: str
    objective: Objective
    stops: tuple[Stop, ...]
    totals: Totals
    closed: tuple[str, ...]
    open: tuple[str, ...]
    uncloseable: tuple[Uncloseable, ...]
    proof: Proof
    kinds: tuple[Kind, ...] = ()
    alternatives: tuple[Route, ...] = ()
    is_cut_short: bool = False

    @property
    def station_ids(self) -> tuple[str, ...]:
        return tuple(stop.station for stop in self.stops)
