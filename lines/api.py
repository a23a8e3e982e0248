"""The door of learning for other packages: typed functions and frozen values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lines.assessments.service import held_levels
from lines.journeys.domain import StopsDone
from lines.journeys.service import progress_of
from lines.network.domain import Catalogue
from lines.network.service import current_network
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import current_language

__all__ = [
    "AcademyOffer",
    "JobProfileName",
    "LineName",
    "StationOffer",
    "StopsDone",
    "academy_offer",
    "job_profiles",
    "levels_of",
    "line_names",
    "progress_of",
    "skill_names",
]


@dataclass(frozen=True, slots=True)
class JobProfileName:
    """A job profile by its name in the reader's language."""

    id: str
    name: str


def levels_of(session: Session, people: Collection[int]) -> dict[int, dict[str, int]]:
    """The levels by skill that `people` gave themselves, by person. Private: for figures over five people or more."""
    return {scan.person: dict(scan.levels) for scan in held_levels(session, people)}


def skill_names(session: Session) -> dict[str, str]:
    """The skills of the newest network by id, in the reader's language; none when nothing is published."""
    try:
        skills = current_network(session).catalogue.skills
    except Unavailable:
        return {}
    return {skill.id: skill.name.text_in(current_language()) for skill in skills}


def job_profiles(session: Session) -> tuple[JobProfileName, ...]:
    """The job profiles of the newest network, in its order; none when nothing is published."""
    try:
        profiles = current_network(session).catalogue.job_profiles
    except Unavailable:
        return ()
    return tuple(JobProfileName(profile.id, profile.name.text_in(current_language())) for profile in profiles)


@dataclass(frozen=True, slots=True)
class LineName:
    """A line by its code and its name in the reader's language; `css` is its class in the network's style sheet."""

    id: str
    code: str
    name: str
    css: str


@dataclass(frozen=True, slots=True)
class StationOffer:
    """A station as one academy gives it; `price_cents` without VAT, `form` and `place` None when not told."""

    id: str
    name: str
    minutes: int
    price_cents: int
    form: str | None
    place: str | None
    lines: tuple[LineName, ...]


@dataclass(frozen=True, slots=True)
class AcademyOffer:
    """What an academy gives; `style_url` is the style sheet with the colours of the lines, None without a network."""

    stations: tuple[StationOffer, ...]
    style_url: str | None


def line_names(session: Session) -> tuple[LineName, ...]:
    """The lines of the newest network, in its order; none when nothing is published."""
    try:
        catalogue = current_network(session).catalogue
    except Unavailable:
        return ()
    return _line_names(catalogue)


def academy_offer(session: Session, academy: str) -> AcademyOffer:
    """What the academy with this id gives in the newest network, in the order of the network."""
    try:
        network = current_network(session)
    except Unavailable:
        return AcademyOffer((), None)
    lines = {line.id: line for line in _line_names(network.catalogue)}
    stations = tuple(
        StationOffer(
            station.id, station.name.text_in(current_language()), station.minutes, offering.price_cents, offering.form,
            offering.place, tuple(lines[line.id] for line in network.catalogue.lines_of[station.id]),
        )
        for station in network.catalogue.stations
        for offering in station.offerings
        if offering.academy == academy
    )  # fmt: skip
    return AcademyOffer(stations, f"/networks/{network.number}/lines.css")


def _line_names(catalogue: Catalogue) -> tuple[LineName, ...]:
    language = current_language()
    return tuple(
        LineName(line.id, line.code, line.name.text_in(language), f"l-{number}")
        for number, line in enumerate(catalogue.lines)
    )
