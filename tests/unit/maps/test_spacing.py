"""Room for names: what is known beforehand, what is asked for, and what is taken back."""

from __future__ import annotations

from functools import cache

import numpy as np

from lines.maps.easing import eased
from lines.maps.embedding import embeddings
from lines.maps.grid_drawing import GridDrawing
from lines.maps.skeleton import skeleton_of
from lines.maps.spacing import MOST_ROOM, Demands, flat_lengths, lengths_wanted
from lines.maps.trial import Case, Trial, faults_of, orders_of, tried
from lines.maps.watch import UNWATCHED
from tests.unit.maps.networks import network

LONG = network("a b c d", "e b f", names={"c": "Onderhoud van Verpakkingsmachines"})
SKELETON = skeleton_of(LONG)


@cache
def stretched() -> tuple[Case, Trial]:
    """A case, and its trial with every hop three times as long as needed."""
    case = Case.of(LONG, SKELETON, np.full((len(SKELETON.nodes), 2), np.nan))
    cells = np.rint(embeddings(SKELETON, 1, 1)[0] * 6).astype(np.int64)
    drawing = GridDrawing(cells, np.zeros(len(SKELETON.edges), dtype=np.int64), 0.0)
    everywhere = {(edge, hop): 3.0 for edge, chain in enumerate(SKELETON.edges) for hop in range(chain.hops)}
    return case, tried(case, drawing, orders_of(case, drawing), Demands(everywhere))


def test_a_flat_hop_beside_a_long_name_is_longer_than_others() -> None:
    flat = dict(zip((chain.stations for chain in SKELETON.edges), flat_lengths(LONG, SKELETON), strict=True))
    assert flat["a", "b"] == (1.0,)
    assert all(1.0 < length <= MOST_ROOM for length in flat["b", "c", "d"])


def test_only_flat_edges_want_room_beforehand_and_demands_win() -> None:
    flat = flat_lengths(LONG, SKELETON)
    upright = np.array([(0, 3 * number) for number in range(len(SKELETON.nodes))])
    drawing = GridDrawing(upright, np.zeros(len(SKELETON.edges), dtype=np.int64), 0.0)
    assert {length for edge in lengths_wanted(SKELETON, drawing, flat, Demands()) for length in edge} == {1.0}
    assert lengths_wanted(SKELETON, drawing, flat, Demands({(0, 0): 1.7}))[0][0] == 1.7
    level = GridDrawing(upright[:, ::-1].copy(), drawing.bits, 0.0)
    assert lengths_wanted(SKELETON, level, flat, Demands()) == flat


def test_demands_are_dropped_one_edge_or_one_pair_at_a_time() -> None:
    demands = Demands({(0, 0): 1.5, (0, 1): 1.2, (1, 0): 1.3}, {(0, 1): 0.25})
    assert demands.without_stretch(0).stretch == {(1, 0): 1.3}
    assert demands.without_gap((0, 1)).apart == {}
    assert demands.without_gap((0, 2)).apart == {(0, 1): 0.25}


def test_a_trial_knows_its_faults_and_whether_it_can_be_read() -> None:
    _case, trial = stretched()
    assert trial.faults == faults_of(trial.part)
    assert trial.is_readable
    assert {label.station for label in trial.part.labelling.labels} == set(LONG.name_of)


def test_easing_never_makes_it_worse_and_is_the_same_each_time() -> None:
    case, trial = stretched()
    better, again = (eased(case, trial, 1, UNWATCHED) for _time in range(2))
    assert better.faults <= trial.faults
    assert (better.demands, better.faults) == (again.demands, again.faults)


def test_easing_leaves_alone_what_asks_for_nothing() -> None:
    case, trial = stretched()
    plain = tried(case, trial.drawing, trial.orders, Demands())
    assert plain.part.labelling.misleading or eased(case, plain, 1, UNWATCHED) is plain
