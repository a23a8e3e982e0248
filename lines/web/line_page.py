"""What a line's page shows: its stops as a strip map."""

from __future__ import annotations

from dataclasses import dataclass

from lines.network.domain import Catalogue, Line, Text
from lines.web.signs import LineSign, Signs, StationSign


@dataclass(frozen=True, slots=True)
class LineStop:
    """A stop: the station, the other lines to change to, and what it teaches as (skill, from, to)."""

    sign: StationSign
    changes: tuple[LineSign, ...]
    teaches: tuple[tuple[Text, int, int], ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """`minutes` is the whole line; a ring repeats its first station, which counts once."""

    sign: LineSign
    stops: tuple[LineStop, ...]
    minutes: int
    is_ring: bool


def line_page(catalogue: Catalogue, signs: Signs, line: Line) -> LinePage:
    """The strip map of `line`."""
    sign = signs.lines[line.id]
    last = len(line.stations) - 1

    def stop(index: int, station_id: str) -> LineStop:
        station = signs.stations[station_id]
        taught = catalogue.station_by_id[station_id].teaches
        return LineStop(
            sign=station,
            changes=tuple(other for other in station.lines if other.id != line.id),
            teaches=tuple((catalogue.skill_by_id[t.skill].name, t.from_level, t.to_level) for t in taught),
            is_first=index == 0,
            is_last=index == last,
        )

    return LinePage(
        sign=sign,
        stops=tuple(stop(index, station_id) for index, station_id in enumerate(line.stations)),
        minutes=sum(signs.stations[station_id].minutes for station_id in set(line.stations)),
        is_ring=last > 0 and line.stations[0] == line.stations[-1],
    )
