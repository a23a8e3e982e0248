"""A map that is quick to make: a row for each line, its stations on it. No beauty, but as many things as a real one."""

from __future__ import annotations

from itertools import pairwise

from lines.maps.domain import network_of, stations_in_order
from lines.maps.label_text import Label
from lines.maps.map_layout import MapLayout, PlacedStation
from lines.maps.measures import FONT_SIZE, HOP
from lines.maps.tracks import Marker, Track
from lines.network.domain import Catalogue

ROW = 2.0 * HOP
COLUMN = 3.0 * HOP
RING = 5.0


def rows_of(catalogue: Catalogue) -> MapLayout:
    """The layout of `catalogue` in rows."""
    network = network_of(catalogue, ("nl",))
    places: dict[str, tuple[float, float]] = {}
    for row, line in enumerate(network.lines, 1):
        for column, station in enumerate(line.stations, 1):
            places.setdefault(station, (column * COLUMN, row * ROW))
    order = stations_in_order(network)
    return MapLayout(
        width=max(x for x, _y in places.values()) + COLUMN,
        height=max(y for _x, y in places.values()) + ROW,
        hop=HOP,
        seed=1,
        languages=("nl",),
        lines=network.lines,
        stations=tuple(
            PlacedStation(
                station,
                network.name_of[station],
                Marker(*places[station], RING),
                network.lines_at[station],
                station in network.line_ends,
            )
            for station in order
        ),
        tracks=tuple(
            Track(line.id, one, other, (places[one], places[other]))
            for line in network.lines
            for one, other in pairwise(line.stations)
        ),
        labels=tuple(_label(station, network.name_of[station].text_in("nl"), *places[station]) for station in order),
        badges=(),
    )


def _label(station: str, name: str, x: float, y: float) -> Label:
    return Label(station, x, y + RING, x + COLUMN, y + RING + FONT_SIZE, -1, (("nl", (name,)),))
