"""One definition of a transfer and of an academy switch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.routing.checking import least_changes
from lines.routing.transfers import (
    academy_of_each,
    count_academy_switches,
    count_transfers,
    line_of_each,
)

sets = st.lists(st.frozensets(st.integers(0, 3), max_size=3), max_size=7)


@given(sets)
def test_transfers_are_the_least_over_all_assignments(choices: list[frozenset[int]]) -> None:
    named = [[f"line {n}" for n in sorted(lines)] or [f"station {i}"] for i, lines in enumerate(choices)]

    assert count_transfers(choices) == least_changes(named)


@given(sets)
def test_each_stop_is_ridden_on_a_line_of_its_own_or_on_none(choices: list[frozenset[int]]) -> None:
    for lines, ridden in zip(choices, line_of_each(choices), strict=True):
        assert ridden in lines if lines else ridden is None


@given(st.lists(st.frozensets(st.sampled_from(["a", "b", None]), min_size=1), max_size=7))
def test_academy_switches_are_the_least_over_the_named_offerings(choices: list[frozenset[str | None]]) -> None:
    named = [sorted(str(name) for name in each) for each in choices if None not in each]

    assert count_academy_switches(choices) == least_changes(named)
    for offered, given_by in zip(choices, academy_of_each(choices), strict=True):
        assert given_by in offered


@pytest.mark.parametrize(
    ("choices", "transfers"),
    [
        ([], 0),
        ([{1}], 0),
        ([{1, 2}, {2}, {2, 3}, {3}], 1),
        ([set(), {1}, set()], 2),
        ([{1}, {2}, {1}], 2),
    ],
)
def test_transfers_of_known_rides(choices: list[set[int]], transfers: int) -> None:
    assert count_transfers([frozenset(lines) for lines in choices]) == transfers


def test_a_station_that_nobody_in_particular_gives_makes_no_switch() -> None:
    assert count_academy_switches([frozenset({"a"}), frozenset({None}), frozenset({"a"})]) == 0
