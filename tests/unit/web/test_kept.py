"""What is kept in memory: bounded, the oldest first out, and never something else than what was asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from metro.kernel.kept import Kept


@given(st.integers(1, 5), st.lists(st.integers(0, 9)))
def test_a_key_gets_its_own_value_and_no_more_are_made_than_must(most: int, asked: list[int]) -> None:
    kept: Kept[str] = Kept(most)
    recent: list[int] = []
    for key in asked:
        made: list[int] = []

        def make(key: int = key, made: list[int] = made) -> str:
            made.append(key)
            return f"value {key}"

        assert kept.got(key, make) == f"value {key}"
        assert (made == []) == (key in recent)
        recent = [*(each for each in recent if each != key), key][-most:]
    assert [key for key in range(10) if kept.get(key) is not None] == sorted(recent)


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept: Kept[int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.get("a")
    kept.put("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_threads_that_push_each_other_out_all_get_what_they_asked_for() -> None:
    kept: Kept[int] = Kept(3)

    def ask(number: int) -> bool:
        return kept.got(number % 7, lambda: number % 7) == number % 7

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(4000)))
