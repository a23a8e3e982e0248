"""What a large network is cut into, each piece a network of its own: an overview, and what one looks at closely.

One rule cuts them all: a line keeps, in its order, the stations that are wanted, and its track runs past the others.
A station that several academies give stays one station.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lines.maps.domain import MapLine, MapNetwork, network_of
from lines.network.domain import Catalogue
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _

MOST_ON_ONE_MAP = 300
"""Stations; a larger network is shown as an overview."""
AROUND_HOPS = 3
MOST_AROUND = 60


class Kind(StrEnum):
    """What is drawn: the network (`main`: whole, or as an overview), or a part of it by name."""

    MAIN = "main"
    LINE = "line"
    REGION = "region"
    ACADEMY = "academy"
    STATION = "station"


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a network to draw: everything (`MAIN`), or what belongs to the line, region, ... called `name`."""

    kind: Kind
    name: str = ""

    @property
    def key(self) -> str:
        """The extract as text, for a table and a job."""
        return f"{self.kind}:{self.name}"

    @classmethod
    def of_key(cls, key: str) -> Extract:
        """The extract that has this `key`."""
        kind, _colon, name = key.partition(":")
        return cls(Kind(kind), name)


MAIN = Extract(Kind.MAIN)


def is_overview(catalogue: Catalogue) -> bool:
    """Whether the network's own map shows interchanges and ends only, for it has too many stations."""
    return len({station for line in catalogue.lines for station in line.stations}) > MOST_ON_ONE_MAP


def regions(catalogue: Catalogue) -> tuple[str, ...]:
    """The regions that academies of `catalogue` are in, in its order."""
    return tuple(dict.fromkeys(academy.region for academy in catalogue.academies if academy.region))


def extract_of(catalogue: Catalogue, extract: Extract) -> MapNetwork:
    """What is drawn for `extract`, at most `MOST_ON_ONE_MAP` stations. NotFound when there is nothing of that name."""
    network = network_of(catalogue)
    match extract.kind:
        case Kind.MAIN:
            return fitting(network)
        case Kind.LINE:
            wanted = along(network, extract.name)
        case Kind.STATION:
            wanted = around(network, extract.name)
        case _:
            wanted = given(catalogue, extract)
    found = narrowed(network, wanted)
    if not found.names:
        raise NotFound(_("Dat deel van de kaart is er niet."))
    return fitting(found)


def stations_of(catalogue: Catalogue, extract: Extract) -> frozenset[str]:
    """The stations that a part is about: those of a line without its neighbours, those given by an academy."""
    match extract.kind:
        case Kind.LINE if extract.name in catalogue.line_by_id:
            return frozenset(catalogue.line_by_id[extract.name].stations)
        case Kind.STATION:
            return frozenset(around(network_of(catalogue), extract.name))
        case Kind.REGION | Kind.ACADEMY:
            return frozenset(given(catalogue, extract))
        case _:
            return frozenset()


def narrowed(network: MapNetwork, kept: Collection[str]) -> MapNetwork:
    """`network` with only the stations in `kept`, and the lines that have one of them."""
    lines = [
        MapLine(line.id, line.code, line.name, line.color, stops)
        for line in network.lines
        if (stops := _kept_stops(line, kept))
    ]
    names = tuple((station, name) for station, name in network.names if station in kept)
    return MapNetwork(tuple(lines), names, network.languages)


def _kept_stops(line: MapLine, kept: Collection[str]) -> tuple[str, ...]:
    """The stops of `line` in `kept`; a ring stays one, wherever it now begins."""
    stops = [station for station in line.stations if station in kept]
    is_ring = len(line.stations) > 2 and line.stations[0] == line.stations[-1]
    if is_ring and line.stations[0] not in kept and len(stops) > 2:
        stops.append(stops[0])
    # Where a line turned back among stations that are left out, it would stop twice running.
    return tuple(stop for number, stop in enumerate(stops) if number == 0 or stop != stops[number - 1])


def fitting(network: MapNetwork, most: int = MOST_ON_ONE_MAP) -> MapNetwork:
    """`network` when it has at most `most` stations; else as much of it as fits, the most important first.

    Interchanges with the ends of lines; then interchanges alone; then those of the most lines.
    """
    if len(network.names) <= most:
        return network
    return next(narrowed(network, kept) for kept in _ever_fewer(network, most) if len(kept) <= most)


def _ever_fewer(network: MapNetwork, most: int) -> Iterator[frozenset[str]]:
    interchanges = [station for station, lines in network.lines_at.items() if len(lines) > 1]
    yield frozenset(interchanges) | frozenset(network.line_ends)
    yield frozenset(interchanges)
    by_lines = sorted(interchanges, key=lambda station: -len(network.lines_at[station]))
    yield frozenset(by_lines[:most])


def along(network: MapNetwork, line_id: str) -> frozenset[str]:
    """The stations of a line, and where the lines that one can change to go next; empty for an unknown line."""
    stops = frozenset(station for line in network.lines if line.id == line_id for station in line.stations)
    return stops.union(*(network.neighbours[stop] for stop in stops))


def around(network: MapNetwork, station: str, hops: int = AROUND_HOPS, most: int = MOST_AROUND) -> frozenset[str]:
    """The stations at most `hops` away, as many whole rings around `station` as `most` allows; its neighbours anyway.

    Empty for a station on no line.
    """
    found = frozenset({station} & network.neighbours.keys())
    for hop in range(hops):
        wider = found.union(*(network.neighbours[stop] for stop in found))
        if hop and len(wider) > most:
            break
        found = wider
    return found


def given(catalogue: Catalogue, extract: Extract) -> frozenset[str]:
    """The stations that an academy, or the academies of a region, give."""
    if extract.kind is Kind.ACADEMY:
        academies = {extract.name}
    else:
        academies = {academy.id for academy in catalogue.academies if academy.region == extract.name}
    return frozenset(
        station.id
        for station in catalogue.stations
        if any(offering.academy in academies for offering in station.offerings)
    )
