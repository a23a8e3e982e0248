"""Instrument and answer files are read as they say, or refused with every fault in its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lines.assessments.answer_files import read_answers
from lines.assessments.content import INSTRUMENT_FILE, standard_instrument
from lines.assessments.domain import Answer
from lines.assessments.files import read_instrument
from lines.assessments.schema import ANSWERS_SCHEMA, INSTRUMENT_SCHEMA
from lines.network.domain import Text
from metro.kernel.documents import Refused
from tests.unit.assessments.instruments import instrument, plain_answers, plain_instrument, question

INSTRUMENT = Draft202012Validator(INSTRUMENT_SCHEMA)
ANSWERS = Draft202012Validator(ANSWERS_SCHEMA)


def topic(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "x", "name": "X", "topics": [{"id": "T", "name": "T", "questions": list(questions)}]}]


def test_the_instrument_of_the_program_has_its_scan_with_five_described_levels_in_both_languages() -> None:
    standard = standard_instrument()
    assert standard.scan == (1, 7, 9, 13, 17, 20, 25, 28, 32)
    assert len(standard.transitions) == 9
    scanned = {standard.transition_by_question[number].id for number in standard.scan}
    assert len(scanned) == 9
    for number in standard.scan:
        levels = standard.question_by_number[number].levels
        assert len(levels) == 5
        for text in (text for level in levels for text in (level.title, level.text)):
            assert {language for language, _text in text.values} == {"nl", "en"}


def test_the_instrument_of_the_program_fits_the_schema() -> None:
    Draft202012Validator.check_schema(INSTRUMENT_SCHEMA)
    assert INSTRUMENT.is_valid(yaml.safe_load(INSTRUMENT_FILE.read_text(encoding="utf-8")))


def test_an_instrument_is_read_as_it_says() -> None:
    read = instrument()
    assert (read.id, read.version, read.scan) == ("klein", 2, (1, 5))
    assert read.name == Text.of(nl="Kleine scan", en="Small scan")
    assert list(read.question_by_number) == [1, 2, 3, 4, 5, 6, 7]
    assert read.transition_by_topic["T3"].id == "mens"
    assert read.question_by_number[3].levels == ()


LEVEL = {"title": "Papier", "text": "Alles op papier"}


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"version": 0}, "version"),
        ({"name": None}, "name"),
        ({"scan": [99]}, "scan[0]"),
        ({"scan": ["1"]}, "scan[0]"),
        ({"scan": [1, 1]}, "scan[1]"),
        ({"questions": []}, "questions"),
        ({"transitions": topic(question(1), question(1)), "scan": []}, "transitions[0].topics[0].questions[1].number"),
        ({"transitions": topic(question(0)), "scan": []}, "transitions[0].topics[0].questions[0].number"),
        ({"transitions": topic(question(1, dma="X")), "scan": []}, "transitions[0].topics[0].questions[0].dma"),
        ({"transitions": topic(question(1, levels=[LEVEL] * 4)), "scan": []},
         "transitions[0].topics[0].questions[0].levels"),
        ({"transitions": topic(question(1, levels=[LEVEL] * 4 + [{}])), "scan": []},
         "transitions[0].topics[0].questions[0].levels[4]"),
        ({"transitions": topic() + topic(), "scan": []}, "transitions[1].id"),
    ],
)  # fmt: skip
def test_a_fault_of_an_instrument_is_named_in_its_place(values: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as caught:
        instrument(**values)
    assert path in [fault.path for fault in caught.value.faults]


def test_answers_are_read_as_they_say() -> None:
    document = plain_answers(
        {"question": 1, "current": 2, "wanted": 4, "importance": 3, "proof": "seen"},
        {"question": 2, "not_applicable": True},
        {"question": 3, "unsure": True, "wanted": 5},
        {"question": 4, "current": 1},
    )
    assert ANSWERS.is_valid(document)
    assert read_answers(json.dumps(document).encode(), instrument()).answers == (
        Answer(1, 2, 4, 3, "seen"),
        Answer(2, is_applicable=False),
        Answer(3, wanted=5),
        Answer(4, 1),
    )


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"question": 1, "current": 0}, "answers[0].current"),
        ({"question": 1, "current": 6}, "answers[0].current"),
        ({"question": 1, "current": 2.5}, "answers[0].current"),
        ({"question": 1, "current": True}, "answers[0].current"),
        ({"question": 1, "current": 2, "wanted": 6}, "answers[0].wanted"),
        ({"question": 1, "current": 2, "importance": 4}, "answers[0].importance"),
        ({"question": 1, "current": 2, "importance": 0}, "answers[0].importance"),
        ({"question": 1, "current": 2, "proof": "heard"}, "answers[0].proof"),
        ({"question": 1, "current": 2, "unsure": "yes"}, "answers[0].unsure"),
        ({"question": 1, "current": 2, "unsure": True}, "answers[0]"),
        ({"question": 1, "not_applicable": True, "unsure": True}, "answers[0]"),
        ({"question": 1}, "answers[0]"),
        ({"current": 1}, "answers[0]"),
        ({"question": "1", "current": 1}, "answers[0].question"),
        ({"question": 1, "current": 2, "note": "x"}, "answers[0].note"),
    ],
)
def test_a_fault_of_an_answer_is_named_in_its_place(answer: dict[str, Any], path: str) -> None:
    document = plain_answers(answer)
    with pytest.raises(Refused) as caught:
        read_answers(json.dumps(document).encode(), instrument())
    assert caught.value.faults[0].path == path
    assert not ANSWERS.is_valid(document)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (plain_answers({"question": 1, "current": 2}, {"question": 1, "current": 2}), "answers[1].question"),
        (plain_answers({"question": 8, "current": 2}), "answers[0].question"),
        (plain_answers(instrument="groot"), "instrument"),
        (plain_answers(version=1), "version"),
    ],
)
def test_answers_to_something_else_are_refused(document: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as caught:
        read_answers(json.dumps(document).encode(), instrument())
    assert [fault.path for fault in caught.value.faults] == [path]


@given(st.data())
def test_a_damaged_instrument_or_answer_file_is_read_or_refused(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([plain_instrument(), plain_answers({"question": 1, "current": 2})]))
    here, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(here[key], (dict, list)) and here[key] and data.draw(st.booleans()):
        here = here[key]
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else list(range(len(here)))))
    here[key] = data.draw(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([{}]))
    content = json.dumps(document).encode()
    for read in (lambda: read_instrument(content), lambda: read_answers(content, instrument())):
        try:
            read()
        except Refused as refused:
            assert refused.faults
