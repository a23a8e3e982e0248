"""Forms become documents, documents stations, and two editors' changes one draft; whatever is typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.network.content import demo_catalogue
from lines.network.files import read_catalogue
from lines.network.writing import write_catalogue
from lines.studio.content import content_of
from lines.studio.document import FIELDS, empty_document, read_form
from lines.studio.domain import Draft, Giver, State, Touch
from lines.studio.merging import merge
from lines.studio.options import options_of
from lines.studio.placing import station_id_for, station_of, with_station, without_offering
from lines.web.studio_form import Names, read_whole
from metro.kernel.errors import Conflict, InvalidInput
from tests.factories import studio

DEMO = demo_catalogue()
GIVER = Giver("academie-haarlem", "Academie Haarlem")
WORDS = st.text(max_size=30)
NAMES = st.sampled_from([*studio.FORM, "steps-0-order", "steps-0-remove", "add", "prerequisites-any-0", "seen",
                         "revision",
                         "steps-99-kind", "teaches-x-skill", "lines-3-line", "steps-1-questions-x"])  # fmt: skip


@given(st.dictionaries(NAMES, st.lists(WORDS, max_size=3), max_size=12))
def test_any_form_is_read_or_refused_and_never_breaks(values: dict[str, list[str]]) -> None:
    typed = {**{name: [each] if isinstance(each, str) else each for name, each in studio.FORM.items()}, **values}
    try:
        read_whole(typed, DEMO)
    except InvalidInput:
        return
    document = read_form(typed, FIELDS, Names(DEMO).id_of)
    assert document.keys() == empty_document().keys()
    assert "\0" not in repr(document)


@pytest.mark.parametrize("changes", [
    {"goal_nl": "x" * 5_001}, {"place": "x" * 301}, {"steps__0__body_nl": "x" * 100_001},
    {f"steps__{number}__kind": "text" for number in range(32)},
    {f"teaches__{number}__skill": "a" for number in range(22)},
    {"prerequisites__all": [str(number) for number in range(21)]},
])  # fmt: skip
def test_more_than_a_draft_may_hold_is_refused(changes: dict[str, str | list[str]]) -> None:
    with pytest.raises(InvalidInput):
        studio.document(**changes)


def test_steps_are_moved_and_taken_away_by_their_numbers() -> None:
    def kinds(**changes: str) -> list[str]:
        steps: Any = studio.document(steps__2__kind="video", **changes)["steps"]
        return [step["kind"] for step in steps]

    assert kinds() == ["text", "check", "video"]
    assert kinds(steps__2__order="1") == ["video", "text", "check"]
    assert kinds(steps__0__order="3") == ["check", "video", "text"]
    assert kinds(steps__1__remove="yes") == ["text", "video"]


def test_stations_are_typed_by_name_and_a_name_that_stands_twice_has_its_id() -> None:
    names = Names(DEMO)
    assert names.id_of("sensoren PLAATSEN") == "sensoren-plaatsen" == names.id_of("sensoren-plaatsen")
    assert names.id_of("Geen station") == "Geen station"
    assert all(names.id_of(names.name_of(each.id)) == each.id for each in DEMO.stations)


def test_answers_are_lines_with_a_star_before_the_right_ones() -> None:
    assert [tuple(each) for each in options_of(" * a\n\nb\n*c")] == [("a", True), ("b", False), ("c", True)]


def test_content_says_which_answers_are_right_in_both_languages() -> None:
    changed = studio.document(steps__1__questions__0__options_en="* yes\nno", steps__1__title_en="Test")
    step = content_of(changed)["steps"][1]
    assert step["title"] == {"nl": "Check", "en": "Test"}
    assert step["questions"][0]["options"] == [{"nl": "ja", "en": "yes"}, {"nl": "nee", "en": "no"}]
    assert step["questions"][0]["answers"] == [0]


@given(st.text(max_size=80))
def test_an_id_fits_an_address_and_is_nobody_elses(name: str) -> None:
    first = station_id_for(name, ())
    assert first.isascii()
    assert 0 < len(first) <= 60
    assert station_id_for(name, {first}) == f"{first}-2"


@given(st.sampled_from(DEMO.stations), st.sampled_from(DEMO.lines), st.one_of(st.just(""), st.integers(1, 40).map(str)))
def test_a_station_put_in_and_taken_out_leaves_the_others_as_they_were(station: Any, line: Any, place: str) -> None:
    made = station_of(studio.document(), "nieuw", GIVER)
    after = with_station(DEMO, made, GIVER, [{"line": line.id, "place": place}])
    assert read_catalogue(write_catalogue(after).encode()).station_by_id["nieuw"] == made
    assert "nieuw" in after.line_by_id[line.id].stations
    again = with_station(after, made, GIVER, [{"line": line.id, "place": place}])
    assert again == after
    back = without_offering(after, "nieuw", GIVER)
    assert (back.stations, back.lines) == (DEMO.stations, DEMO.lines)


def test_a_station_that_is_needed_stays() -> None:
    needed = next(group[0] for each in DEMO.stations for group in each.prerequisites if len(group) == 1)
    sole = DEMO.station_by_id[needed].offerings[0].academy
    assert sole is not None
    if len(DEMO.station_by_id[needed].offerings) == 1:
        with pytest.raises(Conflict):
            without_offering(DEMO, needed, Giver(sole, sole))


def draft(document: dict[str, Any], touched: dict[str, Touch]) -> Draft:
    return Draft(1, 1, GIVER, None, None, State.DRAFT, 9, 0, document, touched, 1, datetime(2026, 1, 1, tzinfo=UTC))


FIELD = st.sampled_from(["goal_nl", "place", "price"])


@given(
    st.dictionaries(FIELD, WORDS),
    st.dictionaries(FIELD, WORDS),
    st.dictionaries(FIELD, st.integers(1, 9)),
    st.integers(0, 9),
)
def test_nothing_that_was_changed_since_is_overwritten_and_nothing_else_is_lost(
    stored: dict[str, Any], changes: dict[str, Any], revisions: dict[str, int], seen: int
) -> None:
    found = merge(draft(stored, {field: Touch(number, 2) for field, number in revisions.items()}), seen, changes)
    clashing = {clash.field for clash in found.clashes}
    assert all(revisions[field] > seen for field in clashing)
    assert not any(revisions.get(field, 0) > seen for field in found.changed)
    assert clashing | found.changed.keys() == {field for field in changes if changes[field] != stored.get(field)}
