"""What a station would do to the network around it, told while it is written: remarks, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from lines.network.checks import check_catalogue
from lines.network.circles import circles
from lines.network.domain import Catalogue, Line
from lines.studio.domain import Document, Giver
from lines.studio.faults import network_with
from lines.studio.placing import station_id_for

NETWORK_FIELDS = frozenset({"teaches", "requires", "prerequisites", "advised", "lines"})
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop near the new one, which `is_here`."""

    station: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a line in which the station lies, and whether the line goes on before and after it."""

    line: Line
    stops: tuple[Stop, ...]
    goes_on: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Health:
    """The network with the station in it: `remarks` are what was not wrong before; `has_circle` stands by itself."""

    catalogue: Catalogue
    pieces: tuple[Piece, ...]
    has_circle: bool
    remarks: tuple[str, ...]


def health_of(document: Document, catalogue: Catalogue, station_id: str | None, giver: Giver) -> Health:
    """What the network would be like; expects no faults in the fields of NETWORK_FIELDS."""
    here = station_id or station_id_for(document["name_nl"], catalogue.station_by_id)
    after = network_with(document, catalogue, here, giver)
    waits = {each.id: [group[0] for group in each.prerequisites if len(group) == 1] for each in after.stations}
    has_circle = bool(circles(waits))
    pieces = tuple(_piece(line, here) for line in after.lines if here in line.stations)
    before = {(each.code, each.message) for each in check_catalogue(catalogue)}
    remarks = () if has_circle else tuple(
        each.message for each in check_catalogue(after) if (each.code, each.message) not in before
    )  # fmt: skip
    return Health(after, pieces, has_circle, remarks)


def _piece(line: Line, here: str) -> Piece:
    at = line.stations.index(here)
    first, last = max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1
    stops = tuple(Stop(each, each == here) for each in line.stations[first:last])
    return Piece(line, stops, (first > 0, last < len(line.stations)))
