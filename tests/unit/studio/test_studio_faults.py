"""A station is refused field by field until what travellers need is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lines.network.content import demo_catalogue
from lines.studio.domain import MOST_STOPS, Giver
from lines.studio.faults import faults
from lines.studio.health import health_of
from tests.factories import studio

DEMO = demo_catalogue()
GIVER = Giver("academie-haarlem", "Academie Haarlem")
LONG = "x" * 300


def found(**changes: str | list[str]) -> dict[str, str]:
    return faults(studio.document(**changes), DEMO, None, GIVER)


def test_a_right_form_has_no_fault() -> None:
    assert found() == {}


@pytest.mark.parametrize(("field", "changes"), [
    ("name_nl", {"name_nl": ""}), ("name_nl", {"name_nl": LONG}), ("name_en", {"name_en": LONG}),
    ("name_nl", {"name_nl": "trillingen METEN"}), ("name_nl", {"name_nl": "\u202e\u200b"}),
    ("goal_nl", {"goal_nl": " "}), ("audience_nl", {"audience_nl": ""}),
    ("minutes", {"minutes": ""}), ("minutes", {"minutes": "59"}), ("minutes", {"minutes": "481"}),
    ("minutes", {"minutes": "2 uur"}), ("minutes", {"minutes": "-90"}), ("minutes", {"minutes": "٩٠"}),
    ("form", {"form": ""}), ("form", {"form": "film"}),
    ("price", {"price": ""}), ("price", {"price": "-1"}), ("price", {"price": "gratis"}), ("price", {"price": "1,5"}),
    ("teaches", {"teaches__0__skill": ""}), ("teaches", {"teaches__0__to": "0"}),
    ("teaches", {"teaches__0__skill": "onbekend"}),
    ("teaches", {"teaches__1__skill": "conditiemeting", "teaches__1__to": "3"}),
    ("requires", {"requires__0__skill": "onbekend", "requires__0__level": "1"}),
    ("prerequisites", {"prerequisites__all": ["bestaat-niet"]}),
    ("advised", {"advised__any__0": ["bestaat-niet", "x"]}),
    ("lines", {"lines__0__line": ""}), ("lines", {"no_line": "yes"}), ("lines", {"lines__0__line": "onbekend"}),
    ("lines", {"lines__1__line": "slim-onderhoud"}), ("lines", {"lines__0__place": "vooraan"}),
    ("steps", {"steps__0__title_nl": ""}), ("steps", {"steps__0__body_nl": ""}),
    ("steps", {"steps__0__kind": "image", "steps__0__source": "https://elders.example/a.png"}),
    ("steps", {"steps__0__kind": "video", "steps__0__source": "javascript:alert(1)"}),
    ("steps", {"steps__0__kind": "download", "steps__0__source": "http://onveilig.example"}),
    ("steps", {"steps__1__questions__0__question_nl": ""}),
    ("steps", {"steps__1__questions__0__options_nl": "ja\nnee"}),
    ("steps", {"steps__1__questions__0__options_nl": "* ja"}), ("steps", {"steps__0__body_nl": "[" * 40_000}),
    ("proof", {"steps__1__kind": "text", "steps__1__body_nl": "x"}),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_told_beside_its_field(field: str, changes: dict[str, str | list[str]]) -> None:
    assert field in found(**changes)


@pytest.mark.parametrize("price", ["0", "145", "145,00", "145.50", "€ 145", "145,-"])
def test_a_price_is_read_as_people_write_it(price: str) -> None:
    assert "price" not in found(price=price)


def test_a_check_of_two_or_nine_questions_is_no_proof() -> None:
    for size in (2, 9):
        questions = studio.document()["steps"][1]["questions"][:1] * size  # type: ignore[index]  # a list of steps
        step = {**studio.document()["steps"][1], "questions": questions}  # type: ignore[index]  # the same
        document = {**studio.document(), "steps": [step]}
        assert {"steps", "proof"} <= faults(document, DEMO, None, GIVER).keys()


def test_a_circle_of_stations_that_wait_for_each_other_is_named() -> None:
    document = studio.document(name_nl="Sensoren plaatsen", prerequisites__all=["trillingen-meten"])
    told = faults(document, DEMO, "sensoren-plaatsen", GIVER)
    assert "→" in told["prerequisites"]
    assert faults(studio.document(prerequisites__all=["x"]), DEMO, "x", GIVER)["prerequisites"]


def test_a_station_that_nobody_could_reach_is_refused() -> None:
    assert "prerequisites" in found(requires__0__skill="conditiemeting", requires__0__level="5", prerequisites__all=[])


def test_a_line_that_is_full_takes_no_more() -> None:
    line = next(each for each in DEMO.lines if each.id == "slim-onderhoud")
    full = replace(line, stations=(line.stations * MOST_STOPS)[:MOST_STOPS])
    crowded = replace(DEMO, lines=tuple(full if each.id == line.id else each for each in DEMO.lines))
    assert "60" in faults(studio.document(), crowded, None, GIVER)["lines"]


def test_the_health_of_a_line_is_told_while_writing() -> None:
    well = health_of(studio.document(), DEMO, None, GIVER)
    assert [stop.is_here for stop in well.pieces[0].stops] == [False, False, True, False, False]
    assert (well.has_circle, well.remarks) == (False, ())
    first = health_of(studio.document(lines__0__place="1"), DEMO, None, GIVER)
    assert any("trillingen-voelen" in remark for remark in first.remarks), "it lies before what it needs"
    circle = studio.document(name_nl="Sensoren plaatsen", prerequisites__all=["trillingen-meten"])
    assert health_of(circle, DEMO, "sensoren-plaatsen", GIVER).has_circle
