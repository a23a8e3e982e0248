"""The rules about companies that need no database."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from academies.companies import domain
from academies.members import employer_view
from academies.members.domain import highest_role, refuse_without_manager
from academies.members.employer_view import MemberRow, SeenMember
from lines.api import StopsDone
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.permissions import Role
from metro.kernel.spreadsheets import csv_text
from metro.kernel.typed import one_line

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROW = MemberRow(7, 70, "Bram de Wit", ("learner",), 3, "Ploeg 1", "welder", NOW, True)


@pytest.mark.parametrize("typed", ["12345678", " 1234 5678 ", "12.34.56.78", "1234-5678", "\u200b12345678"])
def test_a_kvk_number_may_be_written_with_blanks(typed: str) -> None:
    assert domain.kvk_number(typed) == "12345678"


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234567a", "１２３４５６７８", "NL12345678"])
def test_what_has_no_eight_digits_is_no_kvk_number(typed: str) -> None:
    with pytest.raises(InvalidInput):
        domain.kvk_number(typed)


@pytest.mark.parametrize("typed", ["2031BN", "2031 bn", " 2031  Bn", "2031-BN"])
def test_a_postcode_gets_its_one_form(typed: str) -> None:
    assert domain.postcode(typed) == "2031 BN"


@pytest.mark.parametrize("typed", ["", "0123 AB", "2031", "2031 B", "B-9000", "2031 SS", "2031 SA", "12345"])
def test_what_is_no_dutch_postcode_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        domain.postcode(typed)


def test_an_employer_sees_these_fields_and_no_other() -> None:
    assert {field.name for field in fields(SeenMember)} == {
        "membership", "name", "role", "team", "job_profile", "since", "stops"
    }  # fmt: skip
    member = employer_view.seen(ROW, {70: StopsDone(2, 5), 71: StopsDone(1, 1)}, {"welder": "Lasser"})
    assert member == SeenMember(7, "Bram de Wit", Role.LEARNER, "Ploeg 1", "Lasser", NOW, StopsDone(2, 5))
    assert {field.name for field in fields(StopsDone)} == {"done", "total"}


@pytest.mark.parametrize(
    ("stops", "state"),
    [(None, "not-started"), (StopsDone(0, 4), "not-started"), (StopsDone(1, 4), "travelling"),
     (StopsDone(4, 4), "arrived"), (StopsDone(0, 0), "not-started")],
)  # fmt: skip
def test_the_state_of_a_journey_follows_from_its_stops(stops: StopsDone | None, state: str) -> None:
    assert employer_view.seen(ROW, {70: stops} if stops else {}, {}).state == state


def test_stops_add_up_over_those_who_have_a_route() -> None:
    members = [employer_view.seen(ROW, {70: stops} if stops else {}, {}) for stops in (StopsDone(2, 5), None)]
    assert employer_view.together(members) == employer_view.Sum(2, 5)


def test_the_highest_role_counts() -> None:
    assert highest_role(["viewer", "manager", "learner"]) is Role.COMPANY_MANAGER
    assert highest_role(["viewer"]) is Role.COMPANY_VIEWER
    assert highest_role([]) is Role.LEARNER


def test_only_the_last_manager_has_to_stay() -> None:
    refuse_without_manager([1, 2], 1)
    refuse_without_manager([2], 1)
    with pytest.raises(Conflict):
        refuse_without_manager([1], 1)


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_an_export_holds_no_formula(cell: str) -> None:
    written = csv_text([("a", cell)])
    assert f"'{cell.strip()}" in written or f"'{cell}" in written


def test_what_cannot_be_seen_is_no_part_of_a_line() -> None:
    assert one_line(" a\u202eb\u200b\x00c\r\nd  e\u2028f ") == "a b c d e f"
    assert one_line("e\u0301") == "é"
