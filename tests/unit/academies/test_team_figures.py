"""From five people, remainder included: nobody can be told from the numbers, not even by subtracting them."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from academies.impact.domain import LEAST_PEOPLE, figures, told_teams

RANDOM_COMPANIES = 10_000


def derivable_sizes(sizes: dict[int, int], told: frozenset[int], everybody: int) -> set[int]:
    """How many people each number is about that the told ones give by adding and subtracting."""
    if everybody < LEAST_PEOPLE:
        return set()
    unions = {
        sum(sizes[team] for team in chosen) for count in range(len(told) + 1) for chosen in combinations(told, count)
    }
    return (unions | {everybody - size for size in unions}) - {0}


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 12), max_size=7), st.integers(0, 12))
def test_no_number_is_about_fewer_than_five(sizes: dict[int, int], teamless: int) -> None:
    everybody = sum(sizes.values()) + teamless
    told = told_teams(sizes, everybody)
    assert all(size >= LEAST_PEOPLE for size in derivable_sizes(sizes, told, everybody))


def test_ten_thousand_random_companies_cannot_be_broken_by_subtraction() -> None:
    chance = random.Random(20261122)
    told_somewhere = 0
    for _each in range(RANDOM_COMPANIES):
        sizes = {team: chance.randint(0, 15) for team in range(chance.randint(0, 8))}
        everybody = sum(sizes.values()) + chance.randint(0, 8)
        told = told_teams(sizes, everybody)
        told_somewhere += bool(told)
        assert all(size >= LEAST_PEOPLE for size in derivable_sizes(sizes, told, everybody))
    assert told_somewhere > RANDOM_COMPANIES / 2  # the rule leaves something to read


def test_a_remainder_of_a_few_hides_the_smallest_team_as_well() -> None:
    assert told_teams({1: 5, 2: 8, 3: 3}, 16) == {2}
    assert told_teams({1: 5, 2: 8}, 13) == {1, 2}
    assert told_teams({1: 5, 2: 8}, 18) == {1, 2}
    assert told_teams({1: 4}, 4) == frozenset()


def test_a_figure_is_the_mean_of_those_who_have_a_level() -> None:
    levels = {person: {"lassen": level} for person, level in enumerate([1, 2, 3, 4, 5], start=1)} | {9: {"frezen": 5}}
    made = figures(levels, {1: 7, 2: 7, 3: 7, 4: 7, 5: 7, 9: 7})
    assert [(each.team, each.skill, each.people, each.tenths) for each in made] == [
        (None, "lassen", 5, 30),
        (7, "lassen", 5, 30),
    ]
