"""The values of a network: what a catalogue file says, checked and frozen.

Formats and rules: docs/formats.md, `metronet-catalogue/1`. Everything here is immutable and hashable, so a network
version can be shared by every request and used as a cache key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

Group = tuple[str, ...]
"""Station ids of which one suffices; a single prerequisite is a group of one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages, as (language, text) pairs in a fixed order."""

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **values: str) -> Text:
        """`Text.of(nl="Meten", en="Measuring")`."""
        return cls(tuple(sorted(values.items())))

    def language_for(self, language: str) -> str:
        """The language `text_in` answers in: the asked one, else Dutch, else the first there is."""
        known = [name for name, _ in self.values]
        for wanted in (language, "nl"):
            if wanted in known:
                return wanted
        return known[0] if known else language

    def text_in(self, language: str) -> str:
        """The text in `language`, or in the language that `language_for` falls back to; "" when empty."""
        return dict(self.values).get(self.language_for(language), "")

    def __bool__(self) -> bool:
        return bool(self.values)


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    name: Text
    topic: str | None = None
    esco: str | None = None


@dataclass(frozen=True, slots=True)
class Academy:
    id: str
    name: Text
    region: str = ""


@dataclass(frozen=True, slots=True)
class Offering:
    """Who gives a station, where, how and for how much; prices in euro cents without VAT."""

    academy: str | None = None
    price_cents: int = 0
    form: str | None = None
    place: str | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teaches:
    """Raises `skill` to `max(held, to_level)`; may only be taken from `from_level` on."""

    skill: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class SkillLevel:
    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class Station:
    id: str
    name: Text
    minutes: int
    goal: Text = Text()
    audience: Text = Text()
    summary: Text = Text()
    offerings: tuple[Offering, ...] = ()
    teaches: tuple[Teaches, ...] = ()
    requires: tuple[SkillLevel, ...] = ()
    prerequisites: tuple[Group, ...] = ()
    advised: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    code: str
    name: Text
    color: str
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    skill: str
    level: int
    importance: int = 1


@dataclass(frozen=True, slots=True)
class JobProfile:
    id: str
    name: Text
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """A whole network: skills, academies, stations, lines and job profiles, in the order of the file."""

    name: str
    language: str
    skills: tuple[Skill, ...] = ()
    academies: tuple[Academy, ...] = ()
    stations: tuple[Station, ...] = ()
    lines: tuple[Line, ...] = ()
    job_profiles: tuple[JobProfile, ...] = field(default=())

    @cached_property
    def station_by_id(self) -> dict[str, Station]:
        return {station.id: station for station in self.stations}

    @cached_property
    def skill_by_id(self) -> dict[str, Skill]:
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def line_by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.lines}

    @cached_property
    def academy_by_id(self) -> dict[str, Academy]:
        return {academy.id: academy for academy in self.academies}

    @cached_property
    def job_profile_by_id(self) -> dict[str, JobProfile]:
        return {profile.id: profile for profile in self.job_profiles}

    @cached_property
    def lines_of(self) -> dict[str, tuple[Line, ...]]:
        """For each station the lines it lies on, in the order of the file; () for one on no line."""
        found: dict[str, list[Line]] = {station.id: [] for station in self.stations}
        for line in self.lines:
            for station in dict.fromkeys(line.stations):
                found[station].append(line)
        return {station: tuple(lines) for station, lines in found.items()}
