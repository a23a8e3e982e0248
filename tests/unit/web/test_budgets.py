"""The budget form: what a person types, understood or refused beside its field."""

from __future__ import annotations

import pytest

from lines.web.budgets import budget_form, stored_budget


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("", None), ("0", 0), ("12", 720), ("7,5", 450), ("7.5", 450), (" 2,25 ", 135), ("1000", 60000)],
)
def test_hours_become_minutes(hours: str, minutes: int | None) -> None:
    form = budget_form({"hours": hours})
    assert (form.is_usable, form.minutes) == (True, minutes)


@pytest.mark.parametrize(("euros", "cents"), [("", None), ("0", 0), ("500", 50000), ("249,50", 24950), ("€ 12", 1200)])
def test_euros_become_cents(euros: str, cents: int | None) -> None:
    form = budget_form({"euros": euros})
    assert (form.is_usable, form.cents) == (True, cents)


@pytest.mark.parametrize("typed", ["veel", "-1", "1e3", "nan", "٣", "12,345", "1001", "9" * 40, "1;2", "<b>", "\x00"])
def test_what_is_no_number_of_hours_is_refused_and_kept(typed: str) -> None:
    form = budget_form({"hours": typed, "euros": "100"})
    assert not form.is_usable
    assert form.hours_error
    assert form.euros_error == ""
    assert (form.hours, form.euros) == (typed, "100")


@pytest.mark.parametrize(("hours", "euros"), [("", ""), ("7,5", "249,5"), ("12", "500"), ("0", "0")])
def test_a_stored_budget_is_shown_as_it_was_typed(hours: str, euros: str) -> None:
    form = budget_form({"hours": hours, "euros": euros})
    shown = stored_budget(form.minutes, form.cents)
    assert (shown.hours, shown.euros) == (hours, euros)
