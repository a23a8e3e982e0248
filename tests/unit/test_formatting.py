"""Hours and money as people read them."""

from __future__ import annotations

import pytest

from metro.kernel.clock import now
from metro.kernel.formatting import day, euros, hours
from metro.kernel.i18n import in_language


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [(45, "45 min", "45 min"), (60, "1 u", "1 h"), (150, "2 u 30", "2 h 30"), (65, "1 u 05", "1 h 05")],
)
def test_minutes_are_told_as_hours(minutes: int, dutch: str, english: str) -> None:
    assert hours(minutes) == dutch
    with in_language("en"):
        assert hours(minutes) == english


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [(0, "€ 0", "€ 0"), (14500, "€ 145", "€ 145"), (1250, "€ 12,50", "€ 12.50"), (120000, "€ 1.200", "€ 1,200")],
)
def test_cents_are_told_as_euros(cents: int, dutch: str, english: str) -> None:
    assert euros(cents).replace("\xa0", " ") == dutch
    with in_language("en"):
        assert euros(cents).replace("\xa0", " ") == english


def test_a_day_is_written_out() -> None:
    moment = now().replace(year=2026, month=11, day=22)
    assert day(moment) == "22 november 2026"
