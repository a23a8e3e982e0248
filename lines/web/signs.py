"""How a line and a station are shown wherever they are named: code, colour class, address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from lines.network.domain import Catalogue, Station, Text


def line_url(line_id: str) -> str:
    """The address of a line's page."""
    return "/lines/" + quote(line_id, safe="")


def station_url(station_id: str) -> str:
    """The address of a station's page."""
    return "/stations/" + quote(station_id, safe="")


@dataclass(frozen=True, slots=True)
class LineSign:
    """A line as a badge: `css` carries its colour (lines/web/colours.py)."""

    id: str
    code: str
    name: Text
    css: str
    url: str
    station_ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many different stations the line has."""
        return len(set(self.station_ids))


@dataclass(frozen=True, slots=True)
class StationSign:
    """A station as a ring with its name; `minutes` is how long it takes."""

    id: str
    name: Text
    url: str
    minutes: int
    lines: tuple[LineSign, ...]


@dataclass(frozen=True)
class Signs:
    """The signs of one network."""

    lines: dict[str, LineSign]
    stations: dict[str, StationSign]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Signs:
        """The signs of all lines and stations of `catalogue`, in its order."""
        lines = {
            line.id: LineSign(line.id, line.code, line.name, f"l-{number}", line_url(line.id), line.stations)
            for number, line in enumerate(catalogue.lines)
        }

        def sign(station: Station) -> StationSign:
            on = tuple(lines[line.id] for line in catalogue.lines_of[station.id])
            return StationSign(station.id, station.name, station_url(station.id), station.minutes, on)

        return cls(lines, {station.id: sign(station) for station in catalogue.stations})
