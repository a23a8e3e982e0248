"""What the home page and the list show: the lines, and stations found by name, skill or academy."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining, normalize

from lines.network.domain import Catalogue, Station, Text
from lines.web.signs import LineSign, Signs, StationSign

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class LineStations:
    """A line with its stations in order; `line` is None for the stations on no line."""

    line: LineSign | None
    stations: tuple[StationSign, ...]


def plain(text: str) -> str:
    """`text` as it is compared: no case, no accents."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))


def _all_languages(text: Text) -> str:
    return " ".join(words for _, words in text.values)


def search_words(catalogue: Catalogue, station: Station) -> str:
    """The words a station is found by: its name, its skills, who gives it and where, in every language."""
    skills = [_all_languages(catalogue.skill_by_id[taught.skill].name) for taught in station.teaches]
    academies = [
        f"{_all_languages(catalogue.academy_by_id[offering.academy].name)} {offering.place or ''}"
        for offering in station.offerings
        if offering.academy
    ]
    lines = [_all_languages(line.name) for line in catalogue.lines_of[station.id]]
    return plain(" ".join([_all_languages(station.name), *skills, *dict.fromkeys(academies), *lines]))


def found_stations(catalogue: Catalogue, signs: Signs, query: str) -> tuple[StationSign, ...]:
    """Stations whose words hold every word of `query`, those with it in their name first; () for an empty query."""
    words = plain(query).split()
    if not words:
        return ()
    found = [
        station
        for station in catalogue.stations
        if (held := search_words(catalogue, station)) and all(word in held for word in words)
    ]
    by_name = sorted(found, key=lambda station: not all(w in plain(_all_languages(station.name)) for w in words))
    return tuple(signs.stations[station.id] for station in by_name[:MOST_FOUND])


def stations_by_line(catalogue: Catalogue, signs: Signs) -> tuple[LineStations, ...]:
    """The equal of the map: each line with its stations in order, then the stations on no line."""
    lines = [
        LineStations(signs.lines[line.id], tuple(signs.stations[s] for s in dict.fromkeys(line.stations)))
        for line in catalogue.lines
    ]
    loose = tuple(signs.stations[s.id] for s in catalogue.stations if not catalogue.lines_of[s.id])
    return (*lines, LineStations(None, loose)) if loose else tuple(lines)
