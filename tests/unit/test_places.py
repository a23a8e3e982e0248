"""Which of somebody's places a page belongs to."""

from __future__ import annotations

import pytest

from metro.kernel.permissions import Actor, Place, Role

COMPANY = Place(1, "company", 7, None, "Nova", frozenset({Role.COMPANY_MANAGER}))
ACADEMY = Place(2, "academy", 7, "haarlem", "Academie", frozenset({Role.ACADEMY_EDITOR}))
OFFICE = Place(3, "office", None, None, "", frozenset({Role.NETWORK_OFFICE}))
EVERYWHERE = Actor(1, 1, "Alle Rollen", True, (COMPANY, ACADEMY, OFFICE))


@pytest.mark.parametrize(
    ("kind", "organisation", "place"),
    [
        ("company", 7, COMPANY), ("academy", 7, ACADEMY), ("academy", "haarlem", ACADEMY), ("office", None, OFFICE),
        ("company", 8, None), ("company", "haarlem", None), ("company", "7", None), ("company", "", None),
        ("academy", "leiden", None), ("office", 7, None), ("", None, None),
    ],
)  # fmt: skip
def test_a_place_is_found_by_its_organisation(kind: str, organisation: int | str | None, place: Place | None) -> None:
    assert EVERYWHERE.place(kind, organisation) == place


@pytest.mark.parametrize("kind", ["company", "academy"])
def test_no_organisation_is_no_place_in_one(kind: str) -> None:
    assert EVERYWHERE.place(kind, None) is None
