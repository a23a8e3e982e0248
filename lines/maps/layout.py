"""The pipeline: a network in, a finished layout out.

Parts that are not connected are laid out one by one and set beside each other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lines.maps.badges import place_badges
from lines.maps.domain import MapNetwork, parts_of, stations_in_order
from lines.maps.easing import eased
from lines.maps.embedding import embeddings
from lines.maps.grid_drawing import GridDrawing
from lines.maps.map_layout import MapLayout, PlacedStation
from lines.maps.measures import HOP
from lines.maps.packing import Part, pack
from lines.maps.refusals import refuse_undrawable
from lines.maps.report import report_of
from lines.maps.search import refine, search
from lines.maps.skeleton import skeleton_of
from lines.maps.stillness import starting_bits, starting_places
from lines.maps.stretching import lettered
from lines.maps.trial import Case, Trial
from lines.maps.watch import Progress, Watch

EMBEDDINGS = 8
EASED = 3
"""How many of the lettered drawings are eased."""

COST_SHARE = 0.4
"""What a point of the drawing's cost on the grid weighs against the faults of its labels."""


def lay_out(
    network: MapNetwork,
    seed: int = 1,
    previous: MapLayout | None = None,
    *,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> MapLayout:
    """The layout of `network`; the same network, seed and previous layout give the same one.

    With `previous` the map starts from where its stations were and stays as still as it can. `progress` hears the
    share done, 0 to 1. Raises `TooSlow` when it is not ready after `seconds`, and `InvalidInput` for a network that no
    octilinear map can show (see `refusals`).
    """
    refuse_undrawable(network)
    if previous is not None and _is_unchanged(network, previous):
        return previous
    watch = Watch.of(progress, seconds)
    parts, done = [], 0
    for part in parts_of(network):
        end = done + len(part.names)
        parts.append(
            _lay_out_part(part, seed, previous, watch.part(done / len(network.names), end / len(network.names)))
        )
        done = end
    watch.done(1.0)
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


def _is_unchanged(network: MapNetwork, previous: MapLayout) -> bool:
    names = {station.id: station.name for station in previous.stations}
    return network.lines == previous.lines and dict(network.names) == names and network.languages == previous.languages


def _lay_out_part(network: MapNetwork, seed: int, previous: MapLayout | None, watch: Watch) -> Part:
    skeleton = skeleton_of(network)
    known = previous.places if previous else {}
    places = starting_places(network, skeleton, known)
    if places is not None:
        drawings = [refine(network, skeleton, places, starting_bits(skeleton, places, known), seed)]
        still = np.array([known.get(node, (np.nan, np.nan)) for node in skeleton.nodes])
    else:
        still = np.full((len(skeleton.nodes), 2), np.nan)
        drawings = search(network, skeleton, embeddings(skeleton, seed, EMBEDDINGS), seed, watch.part(0.0, 0.5))
    case = Case.of(network, skeleton, still)
    part = _best_lettered(case, drawings, seed, watch.part(0.5, 1.0)).part
    return replace(part, badges=place_badges(network, part.body, part.labelling.labels))


def _best_lettered(case: Case, drawings: list[GridDrawing], seed: int, watch: Watch) -> Trial:
    """The drawing is not good before its letters are: a little more cost may leave them much more room."""
    trials = []
    for number, drawing in enumerate(drawings):
        share = watch.part(number / len(drawings) / 2, (number + 1) / len(drawings) / 2)
        trials.append(lettered(case, drawing, share))
    first = sorted(trials, key=_price)[:EASED]
    found = []
    for number, trial in enumerate(first):
        share = watch.part(0.5 + number / len(first) / 2, 0.5 + (number + 1) / len(first) / 2)
        found.append(eased(case, trial, seed, share))
    return min(found, key=_price)


def _price(trial: Trial) -> float:
    return trial.faults + COST_SHARE * trial.drawing.cost
