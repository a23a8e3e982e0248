"""What is asked of the timetable, and which stations fit; no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lines.network.domain import Catalogue, Offering, Station

PRICES_CENTS = (0, 10_000, 20_000, 30_000)
"""Limits to choose from: free, and up to 100, 200 and 300 euro."""
STARTS = (0, 1, 2, 3)
"""What one has to bring: nothing, or at most this level in whatever the station asks."""
NO_PRICE = "no-limit"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; "" and None let everything through. Price in euro cents without VAT."""

    words: str = ""
    line: str = ""
    region: str = ""
    academy: str = ""
    language: str = ""
    form: str = ""
    most_cents: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A station with those of its offerings that fit."""

    station: Station
    offerings: tuple[Offering, ...]

    @property
    def least_cents(self) -> int:
        """The lowest price in euro cents; free when nobody offers it."""
        return min((offering.price_cents for offering in self.offerings), default=0)


@dataclass(frozen=True, slots=True)
class Doors:
    """What else the words name: ids of lines, academies and skills."""

    lines: tuple[str, ...] = ()
    academies: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


def fitting(catalogue: Catalogue, wish: Wish, stations: Iterable[str]) -> Iterator[Entry]:
    """Those of `stations` that fit the wish, in their order, each with the offerings that fit together."""
    for name in stations:
        station = catalogue.station_by_id[name]
        if wish.line and not any(line.id == wish.line for line in catalogue.lines_of[name]):
            continue
        if wish.start is not None and start_of(station) > wish.start:
            continue
        offerings = tuple(each for each in station.offerings or (Offering(),) if _suits(catalogue, wish, each))
        if offerings:
            yield Entry(station, offerings)


def start_of(station: Station) -> int:
    """The highest level in any skill that one has to bring along."""
    levels = [taught.from_level for taught in station.teaches] + [need.level for need in station.requires]
    return max(levels, default=0)


def in_line_order(catalogue: Catalogue) -> tuple[str, ...]:
    """Every station once: line after line in the order of the map, then those on no line."""
    on_lines = (station for line in catalogue.lines for station in line.stations)
    return tuple(dict.fromkeys((*on_lines, *(station.id for station in catalogue.stations))))


def _suits(catalogue: Catalogue, wish: Wish, offering: Offering) -> bool:
    academy = catalogue.academy_by_id.get(offering.academy or "")
    languages = offering.languages or (catalogue.language,)
    return (
        (not wish.region or (academy is not None and academy.region == wish.region))
        and (not wish.academy or offering.academy == wish.academy)
        and (not wish.language or wish.language in languages)
        and (not wish.form or offering.form == wish.form)
        and (wish.most_cents is None or offering.price_cents <= wish.most_cents)
    )
