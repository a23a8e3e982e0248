"""The pipeline: a network in, a finished layout out.

Parts that are not connected are laid out one by one and set beside each other. Labels that touch something ask for
longer edges or wider gaps, the linear program answers, and the labels are placed again: the stretch loop.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from lines.maps.badges import place_badges
from lines.maps.bundles import line_order
from lines.maps.domain import MapNetwork, parts_of, stations_in_order
from lines.maps.embedding import embeddings
from lines.maps.labels import Conflict, place_labels
from lines.maps.map_layout import MapLayout, PlacedStation
from lines.maps.measures import HOP
from lines.maps.packing import Part, pack
from lines.maps.report import report_of
from lines.maps.search import GridDrawing, refine, search
from lines.maps.skeleton import Skeleton, skeleton_of
from lines.maps.stillness import starting_places
from lines.maps.tightening import Demands, tighten
from lines.maps.tracks import body_of
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

Real = NDArray[np.float64]

EMBEDDINGS = 4
STRETCH = 1.22
WIDEN = 0.35
STRETCH_ROUNDS = 8
MOST_NEIGHBOURS = 8
MOST_STATIONS = 600


def lay_out(network: MapNetwork, seed: int = 1, previous: MapLayout | None = None) -> MapLayout:
    """The layout of `network`; the same network, seed and previous layout give the same one.

    With `previous` the map starts from where its stations were and stays as still as it can. Raises `InvalidInput`
    for a network that no octilinear map can show: more than eight neighbours at one station, more than 600 stations,
    or a name that cannot be printed.
    """
    _check(network)
    if previous is not None and _is_unchanged(network, previous):
        return previous
    parts = [_lay_out_part(part, seed, previous) for part in parts_of(network)]
    moved, width, height = pack(parts)
    markers = {station: marker for part in moved for station, marker in part.body.markers.items()}
    ends = network.line_ends
    names = dict(network.names)
    stations = tuple(
        PlacedStation(station, names[station], markers[station], network.lines_at[station], station in ends)
        for station in stations_in_order(network)
    )
    labels = {label.station: label for part in moved for label in part.labelling.labels}
    return MapLayout(
        width,
        height,
        HOP,
        seed,
        network.languages,
        network.lines,
        stations,
        tuple(track for part in moved for track in part.body.tracks),
        tuple(labels[station.id] for station in stations),
        tuple(badge for part in moved for badge in part.badges),
        report_of(network, moved, previous),
    )


def _check(network: MapNetwork) -> None:
    if len(network.names) > MOST_STATIONS:
        message = _("Deze kaart heeft %(count)s haltes; er passen er hooguit %(most)s op.",
                    count=len(network.names), most=MOST_STATIONS)  # fmt: skip
        raise InvalidInput(message)
    for station, name in network.names:
        near = len(network.neighbours[station])
        if near > MOST_NEIGHBOURS:
            raise InvalidInput(
                _(
                    "Halte %(station)s heeft %(count)s buurhaltes. Op de kaart gaan er hooguit acht richtingen uit een "
                    "halte: laat minder lijnen hier een eigen kant op gaan.",
                    station=name.text_in(network.languages[0]) or station,
                    count=near,
                )
            )
    texts = [(line.id, line.name) for line in network.lines] + list(network.names)
    for owner, text in texts:
        if any(unicodedata.category(char) in ("Cc", "Cs") for _lang, value in text.values for char in value + owner):
            raise InvalidInput(_("De naam van %(id)s bevat tekens die niet te drukken zijn.", id=repr(owner)))


def _is_unchanged(network: MapNetwork, previous: MapLayout) -> bool:
    names = {station.id: station.name for station in previous.stations}
    return (
        network.lines == previous.lines and dict(network.names) == names and network.languages == previous.languages
    )


def _lay_out_part(network: MapNetwork, seed: int, previous: MapLayout | None) -> Part:
    skeleton = skeleton_of(network)
    places = starting_places(network, skeleton, previous.places) if previous else None
    if places is not None:
        drawings = [refine(network, skeleton, places, seed)]
    else:
        drawings = search(network, skeleton, embeddings(skeleton, seed, EMBEDDINGS), seed)
    return _labelled(network, skeleton, drawings[0])


def _labelled(network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing) -> Part:
    demands = Demands()
    found: list[tuple[tuple[int, int, int], Part]] = []
    for attempt in range(STRETCH_ROUNDS):
        part = _attempt(network, skeleton, drawing, demands)
        conflicts = part.labelling.conflicts
        found.append(((len(conflicts), len(part.labelling.misleading), attempt), part))
        if not conflicts:
            break
        demands = _more(demands, conflicts, skeleton)
    best = min(found, key=lambda entry: entry[0])[1]
    return Part(best.body, best.labelling, place_badges(network, best.body, best.labelling.labels))


def _attempt(network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing, demands: Demands) -> Part:
    paths = tighten(skeleton, drawing, demands) if skeleton.edges else []
    orders = line_order(network, skeleton, paths)
    body = body_of(network, skeleton, paths, orders)
    return Part(body, place_labels(network, body), ())


def _more(demands: Demands, conflicts: tuple[Conflict, ...], skeleton: Skeleton) -> Demands:
    """What the labels in conflict ask for on top of `demands`."""
    edges_of: dict[str, set[int]] = {}
    ends = skeleton.ends
    for number, chain in enumerate(skeleton.edges):
        for station in chain.stations:
            edges_of.setdefault(station, set()).add(number)
    longer: set[int] = set()
    apart = dict(demands.apart)
    for conflict in conflicts:
        own = edges_of.get(conflict.station, set())
        if conflict.other is not None:
            other = edges_of.get(conflict.other, set())
            longer |= (own & other) or (own | other)
            continue
        foreign = set(conflict.edges) - own
        pairs = [(min(a, b), max(a, b)) for a in foreign for b in own if not set(ends[a]) & set(ends[b])]
        for pair in pairs:
            apart[pair] = apart.get(pair, 0.0) + WIDEN
        # Edges of one node open up by growing, not by moving apart.
        if len(pairs) < len(foreign) * len(own) or not foreign:
            longer |= own
    stretch = {**demands.stretch, **{edge: demands.stretch.get(edge, 1.0) * STRETCH for edge in longer}}
    return Demands(stretch, apart)

