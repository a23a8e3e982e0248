"""Straight drawings settle: nothing starts to cross, and what hangs in a small face gets out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lines.maps.bridges import bridges_of
from lines.maps.planar import planar_starts
from lines.maps.settling import settle, whole_energy
from lines.maps.skeleton import skeleton_of
from lines.maps.straight import crossings
from tests.unit.maps.networks import random_planar

TRIANGLE_WITH_A_TAIL = [(0, 1), (1, 2), (0, 2), (0, 3), (3, 4), (4, 5)]
"""Three stations in a ring, and a tail of three behind a bridge."""


def test_the_bridges_of_a_ring_with_a_tail_are_the_tail() -> None:
    bridges, sides = bridges_of(6, TRIANGLE_WITH_A_TAIL)
    assert bridges.tolist() == [[3, 0, 3], [4, 3, 4], [5, 4, 5]]
    assert sides.tolist() == [[0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 1]]


def test_a_tail_inside_a_ring_is_hung_outside() -> None:
    edges = np.array(TRIANGLE_WITH_A_TAIL)
    points = np.array([(0.0, 0.0), (9.0, 5.0), (9.0, -5.0), (3.0, 0.0), (5.0, 0.0), (7.0, 0.0)])
    lengths = np.full(len(edges), 1.3)
    before = whole_energy(points, edges, lengths)
    after = settle(points, edges, lengths, *bridges_of(6, TRIANGLE_WITH_A_TAIL), 1, 20_000)
    longest = max(float(np.hypot(*(points[a] - points[b]))) for a, b in TRIANGLE_WITH_A_TAIL)
    assert after < before / 10
    assert longest < 2.0
    assert crossings(points, edges) == 0


def test_a_drawing_that_crosses_is_left_as_it_is() -> None:
    edges = np.array([(0, 1), (2, 3), (1, 2)])
    points = np.array([(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)])
    before = points.copy()
    energy = settle(points, edges, np.ones(3), *bridges_of(4, [(0, 1), (2, 3), (1, 2)]), 1, 1_000)
    assert energy == np.inf
    assert (points == before).all()


@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_a_start_without_crossings_stays_so_and_comes_out_the_same(seed: int) -> None:
    skeleton = skeleton_of(random_planar(seed))
    first, again = planar_starts(skeleton, 3, 1), planar_starts(skeleton, 3, 1)
    assert all((one == two).all() for one, two in zip(first, again, strict=True))
    assert crossings(first[0], np.array(skeleton.ends)) == 0
