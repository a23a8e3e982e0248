"""The part of the network that a map shows, as a page names it: its address, its title and its stations."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from lines.maps.extracts import MAIN, Extract, Kind, regions, stations_of
from lines.network.domain import Text
from lines.web.home_page import LineStations, stations_by_line
from lines.web.pages import Network
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _

PARTS = (Kind.LINE, Kind.REGION, Kind.ACADEMY, Kind.STATION)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map: `title` in words of the network, `groups` its stations line by line."""

    extract: Extract
    title: Text
    groups: tuple[LineStations, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A way to a part of the map."""

    title: Text
    url: str


def part_url(extract: Extract, front: str = "/map") -> str:
    """The address of a part below `front`; of the whole network `front` itself."""
    return front if extract.kind is Kind.MAIN else f"{front}/{extract.kind}/{quote(extract.name, safe='')}"


def extract_named(network: Network, kind: str, name: str) -> Extract:
    """The part of that kind and name. NotFound when the network has none."""
    catalogue = network.catalogue
    known: dict[str, object] = {
        Kind.LINE: catalogue.line_by_id,
        Kind.ACADEMY: catalogue.academy_by_id,
        Kind.REGION: regions(catalogue),
        Kind.STATION: {station for station, lines in catalogue.lines_of.items() if lines},
    }
    if name not in known.get(kind, ()):  # type: ignore[operator]  # containers of ids
        raise NotFound(_("Dat deel van de kaart is er niet."))
    return Extract(Kind(kind), name)


def extract_of_key(network: Network, key: str) -> Extract:
    """The part with this key, the whole network for "". NotFound when the network has none."""
    kind, _colon, name = key.partition(":")
    return MAIN if key in ("", MAIN.key) else extract_named(network, kind, name)


def title_of(network: Network, extract: Extract) -> Text:
    """What the part is called."""
    catalogue = network.catalogue
    match extract.kind:
        case Kind.LINE:
            return catalogue.line_by_id[extract.name].name
        case Kind.ACADEMY:
            return catalogue.academy_by_id[extract.name].name
        case Kind.STATION:
            return catalogue.station_by_id[extract.name].name
        case _:
            return Text.of(nl=extract.name or catalogue.name)


def part_of(network: Network, extract: Extract) -> Part:
    """The part with its stations."""
    held = stations_of(network.catalogue, extract)
    groups = (
        LineStations(group.line, tuple(station for station in group.stations if station.id in held))
        for group in stations_by_line(network.catalogue, network.signs)
        if extract.kind is not Kind.LINE or (group.line is not None and group.line.id == extract.name)
    )
    return Part(extract, title_of(network, extract), tuple(group for group in groups if group.stations))


def doors(network: Network) -> tuple[tuple[Door, ...], tuple[Door, ...]]:
    """The ways into a large network beside its lines: its regions and its academies, those that give something."""
    catalogue = network.catalogue
    giving = {offering.academy for station in catalogue.stations for offering in station.offerings}
    by_region = tuple(
        Door(Text.of(nl=name), part_url(Extract(Kind.REGION, name)))
        for name in regions(catalogue)
        if any(academy.region == name and academy.id in giving for academy in catalogue.academies)
    )
    by_academy = tuple(
        Door(academy.name, part_url(Extract(Kind.ACADEMY, academy.id)))
        for academy in catalogue.academies
        if academy.id in giving
    )
    return by_region, by_academy
