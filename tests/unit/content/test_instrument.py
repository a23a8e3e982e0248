"""The instrument holds the whole assessment model, in two languages, with five described levels."""

from __future__ import annotations

import pytest

from lines.assessments.content import standard_instrument
from lines.assessments.domain import Instrument, Level, Question
from lines.network.domain import Text

LANGUAGES = {"nl", "en"}
LONGEST_LEVEL = 150
"""Characters: three lines on a phone."""

TOPICS = tuple(f"T{number:02}" for number in range(1, 19))
DIMENSIONS = "SDSRDDAARRRARDDRAHSRSADSDAAHHHSGGGG"
"""Of questions 1 to 35, in order, as the assessment model maps them."""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return standard_instrument()


@pytest.fixture(scope="module")
def questions(instrument: Instrument) -> list[Question]:
    return [question for transition in instrument.transitions for question in transition.questions]


@pytest.fixture(scope="module")
def levels(questions: list[Question]) -> list[Level]:
    return [level for question in questions for level in question.levels]


def test_nine_transitions_hold_eighteen_topics_and_thirty_five_questions(instrument: Instrument) -> None:
    assert len(instrument.transitions) == 9
    assert tuple(topic.id for transition in instrument.transitions for topic in transition.topics) == TOPICS
    assert [q.number for transition in instrument.transitions for q in transition.questions] == list(range(1, 36))


def test_each_topic_has_two_questions_and_t10_has_one(instrument: Instrument) -> None:
    counts = {t.id: len(t.questions) for transition in instrument.transitions for t in transition.topics}

    assert counts == dict.fromkeys(TOPICS, 2) | {"T10": 1}


def test_the_scan_asks_one_question_per_transition(instrument: Instrument) -> None:
    assert instrument.scan == (1, 7, 9, 13, 17, 20, 25, 28, 32)
    asked = [instrument.transition_by_question[number].id for number in instrument.scan]
    assert asked == [transition.id for transition in instrument.transitions]


def test_every_question_counts_for_its_dimension(questions: list[Question]) -> None:
    assert "".join(question.dma or "?" for question in questions) == DIMENSIONS


def test_every_question_has_five_different_levels(questions: list[Question]) -> None:
    for question in questions:
        for language in LANGUAGES:
            assert len({level.title.text_in(language) for level in question.levels}) == 5, question.number
            assert len({level.text.text_in(language) for level in question.levels}) == 5, question.number


def test_everything_is_there_in_dutch_and_english(
    instrument: Instrument, questions: list[Question], levels: list[Level]
) -> None:
    texts: list[Text] = [instrument.name, *(question.text for question in questions)]
    texts += [level.title for level in levels] + [level.text for level in levels]
    for transition in instrument.transitions:
        texts += [transition.name, *(topic.name for topic in transition.topics)]

    assert [text for text in texts if {language for language, _ in text.values} != LANGUAGES] == []


def test_a_question_is_a_question_and_speaks_informally(questions: list[Question]) -> None:
    for question in questions:
        assert all(question.text.text_in(language).endswith("?") for language in LANGUAGES), question.number
        assert not {"u", "uw"} & set(question.text.text_in("nl").lower().split()), question.number


def test_a_level_fits_on_a_phone(levels: list[Level]) -> None:
    for level in levels:
        for language in LANGUAGES:
            assert 1 <= len(level.title.text_in(language).split()) <= 5, level.title
            assert len(level.text.text_in(language)) <= LONGEST_LEVEL, level.text
