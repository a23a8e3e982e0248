"""The pipeline: a network in, a finished layout out.

Parts that are not connected are laid out one by one and set beside each other. Labels that touch something ask for
longer edges or wider gaps, the linear program answers, and the labels are placed again: the stretch loop.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lines.maps.badges import place_badges
from lines.maps.bundles import line_order
from lines.maps.crowding import crowded_stations
from lines.maps.domain import MapNetwork, parts_of, stations_in_order
from lines.maps.embedding import embeddings
from lines.maps.labels import place_labels
from lines.maps.map_layout import MapLayout, PlacedStation
from lines.maps.measures import FONT_SIZE, HOP, HOP_ACROSS, HOP_UP
from lines.maps.packing import Part, pack
from lines.maps.report import report_of
from lines.maps.search import GridDrawing, refine, search
from lines.maps.skeleton import Skeleton, skeleton_of
from lines.maps.spacing import Demands, lengths_wanted
from lines.maps.stillness import starting_bits, starting_places
from lines.maps.tightening import tighten
from lines.maps.tracks import Middle, body_of
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

Real = NDArray[np.float64]

EMBEDDINGS = 8
STRETCH = 1.15
WIDEN = 0.25
STRETCH_ROUNDS = 20
FAR_AFTER = 6
"""The round after which a label that still touches something may stand far from its station."""

LONG_ENOUGH = 2.0
COST_SHARE = 0.4
PATIENCE = 4
MOST_EASED, EASED_STATIONS = 40, 2000
"""How many demands are tried to be taken back: never more than so many, and fewer the more stations there are."""

MISLEADING_SHARE, UNEVEN, LONGEST, SMALLEST_TEXT = 0.03, 0.40, 5.0, 0.24
"""What is good enough: labels nearer to another station, variation and longest of the hops, text over median hop."""

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
        if not all(_is_printable(char) for _lang, value in text.values for char in value + owner):
            raise InvalidInput(_("De naam van %(id)s bevat tekens die niet te drukken zijn.", id=repr(owner)))


def _is_printable(char: str) -> bool:
    """Whether XML can hold the character (its production Char), control characters left out."""
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff"


def _is_unchanged(network: MapNetwork, previous: MapLayout) -> bool:
    names = {station.id: station.name for station in previous.stations}
    return network.lines == previous.lines and dict(network.names) == names and network.languages == previous.languages


def _lay_out_part(network: MapNetwork, seed: int, previous: MapLayout | None) -> Part:
    skeleton = skeleton_of(network)
    known = previous.places if previous else {}
    places = starting_places(network, skeleton, known)
    if places is not None:
        drawings = [refine(network, skeleton, places, starting_bits(skeleton, places, known), seed)]
        still = np.array([known.get(node, (np.nan, np.nan)) for node in skeleton.nodes])
    else:
        still = np.full((len(skeleton.nodes), 2), np.nan)
        drawings = search(network, skeleton, embeddings(skeleton, seed, EMBEDDINGS), seed)
    # The drawing is not good before its letters are: a little more cost may leave them much more room.
    least, best = math.inf, None
    for drawing in drawings:
        if best is not None and drawing.cost * COST_SHARE >= least:
            break
        faults, part, demands = _labelled(network, skeleton, drawing, still)
        if best is None or faults + drawing.cost * COST_SHARE < least:
            least, best = faults + drawing.cost * COST_SHARE, (drawing, demands, faults, part)
    assert best is not None  # noqa: S101  search gives at least one drawing
    part = _eased(network, skeleton, still, *best)
    return replace(part, badges=place_badges(network, part.body, part.labelling.labels))


def _labelled(
    network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing, still: Real
) -> tuple[float, Part, Demands]:
    """The best of the stretch loop after its faults, and what it asked for."""
    demands = Demands()
    found: list[tuple[float, int, Part, Demands]] = []
    for attempt in range(STRETCH_ROUNDS):
        part = _attempt(network, skeleton, drawing, demands, still)
        faults = _faults(network, part)
        found.append((faults, attempt, part, demands))
        is_stuck = attempt - min(found, key=lambda entry: entry[:2])[1] >= PATIENCE
        if _is_readable(network, part) or (is_stuck and (attempt > FAR_AFTER or not part.labelling.conflicts)):
            break
        demands = _more(demands, part, skeleton)
        if attempt >= FAR_AFTER:
            demands = replace(demands, far=demands.far | {conflict.station for conflict in part.labelling.conflicts})
    faults, _number, best, demands = min(found, key=lambda entry: entry[:2])
    return faults, best, demands


def _is_readable(network: MapNetwork, part: Part) -> bool:
    labelling = part.labelling
    return not labelling.conflicts and len(labelling.misleading) <= MISLEADING_SHARE * len(network.names)


def _eased(
    network: MapNetwork,
    skeleton: Skeleton,
    still: Real,
    drawing: GridDrawing,
    demands: Demands,
    least: float,
    best: Part,
) -> Part:
    """The drawing without the demands that it turns out not to need: they were asked for before others were met."""
    wishes = [partial(Demands.without_stretch, edge=edge) for edge in sorted({edge for edge, _ in demands.stretch})]
    wishes += [partial(Demands.without_gap, pair=pair) for pair in sorted(demands.apart)]
    for without in wishes[: min(MOST_EASED, EASED_STATIONS // len(network.names))]:
        less = without(demands)
        part = _attempt(network, skeleton, drawing, less, still)
        faults = _faults(network, part)
        if faults < least:
            least, best, demands = faults, part, less
    return best


def _faults(network: MapNetwork, part: Part) -> float:
    """How far a labelled part is from the figures to reach (docs/map.md); 0 when it reaches them."""
    lengths = np.array([_length(middle) for middle in part.body.middles] or [HOP])
    median = float(np.median(lengths))
    misleading = len(part.labelling.misleading) / len(network.names)
    return (
        100.0 * (len(part.labelling.conflicts) + len(crowded_stations(part.body)))
        + 400.0 * max(0.0, misleading - MISLEADING_SHARE)
        + 80.0 * max(0.0, float(lengths.std() / lengths.mean()) - UNEVEN)
        + 10.0 * max(0.0, float(lengths.max()) / median - LONGEST)
        + 100.0 * max(0.0, median * SMALLEST_TEXT / FONT_SIZE - 1.0)
        + 10.0 * float(lengths.std() / lengths.mean())
        + 5.0 * median / FONT_SIZE
    )


def _length(middle: Middle) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(middle.points))


def _attempt(network: MapNetwork, skeleton: Skeleton, drawing: GridDrawing, demands: Demands, still: Real) -> Part:
    wanted = lengths_wanted(network, skeleton, drawing, demands)
    paths = tighten(skeleton, drawing, wanted, demands.apart, still) if skeleton.edges else []
    orders = line_order(network, skeleton, paths)
    body = body_of(network, skeleton, paths, orders, wanted)
    return Part(body, place_labels(network, body, demands.far), ())


def _more(demands: Demands, part: Part, skeleton: Skeleton) -> Demands:
    """What the labels in conflict, or nearer to another station, ask for on top of `demands`."""
    labelling = part.labelling
    hops_of: dict[str, set[tuple[int, int]]] = {}
    for number, chain in enumerate(skeleton.edges):
        for place, station in enumerate(chain.stations):
            near = {(number, hop) for hop in (place - 1, place) if 0 <= hop < chain.hops}
            hops_of[station] = hops_of.get(station, set()) | near
    longer: set[tuple[int, int]] = set()
    apart = dict(demands.apart)
    for conflict in labelling.conflicts:
        own = hops_of.get(conflict.station, set())
        if conflict.other is not None:
            other = hops_of.get(conflict.other, set())
            longer |= (own & other) or min((own, other), key=lambda hops: (len(hops), sorted(hops)))
            continue
        mine = {edge for edge, _hop in own}
        foreign = set(conflict.edges) - mine
        pairs = [(min(a, b), max(a, b)) for a in foreign for b in mine if not _are_adjacent(skeleton, a, b)]
        for pair in pairs:
            apart[pair] = apart.get(pair, 0.0) + WIDEN
        # Edges of one node open up by growing, not by moving apart.
        if len(pairs) < len(foreign) * len(mine) or not foreign:
            longer |= own
    crowded = {hop for station in crowded_stations(part.body) for hop in hops_of.get(station, ())}
    if not labelling.conflicts and not crowded:
        longer = {hop for station in labelling.misleading for hop in hops_of.get(station, ())}
    now = {(m.edge, hop): _length_in_hops(m) for (hop, m) in _numbered(part.body.middles)}
    # Hops that are long already have room; the short ones beside them are what the label lacks.
    longer = {hop for hop in longer if now[hop] < LONG_ENOUGH} or longer
    longer |= crowded
    stretch = {hop: max(demands.stretch.get(hop, 1.0), now[hop]) * STRETCH for hop in longer}
    return replace(demands, stretch={**demands.stretch, **stretch}, apart=apart)


def _numbered(middles: tuple[Middle, ...]) -> list[tuple[int, Middle]]:
    """Each hop with its number on its edge."""
    seen: dict[int, int] = {}
    found = []
    for middle in middles:
        found.append((seen.get(middle.edge, 0), middle))
        seen[middle.edge] = seen.get(middle.edge, 0) + 1
    return found


def _length_in_hops(middle: Middle) -> float:
    """A hop's length as a multiple of the least in its direction."""
    least = HOP * (HOP_ACROSS if middle.points[0][1] == middle.points[-1][1] else HOP_UP)
    return _length(middle) / least


def _are_adjacent(skeleton: Skeleton, one: int, two: int) -> bool:
    return bool(set(skeleton.ends[one]) & set(skeleton.ends[two]))
