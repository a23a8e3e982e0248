"""The steps of the demo's stations can be published as they are, and somebody can prove in them what he learned."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from lines.network.content import demo_catalogue
from lines.studio import steps
from lines.studio.content import content_of
from lines.studio.demo import demo_documents
from lines.studio.domain import LEAST_QUESTIONS, MOST_QUESTIONS, Document, Kind

KINDS = (Kind.TEXT, Kind.TEXT, Kind.ASSIGNMENT, Kind.CHECK)
LEAST_WORDS, MOST_WORDS = 60, 150
"""Of a step to read: a minute, without scrolling far on a phone."""


@pytest.fixture(scope="module")
def documents() -> Mapping[str, Document]:
    return demo_documents()


def test_every_station_of_the_network_has_its_steps_and_nothing_else_does(documents: Mapping[str, Document]) -> None:
    assert documents.keys() == demo_catalogue().station_by_id.keys()


def test_nothing_keeps_the_steps_from_being_published(documents: Mapping[str, Document]) -> None:
    found = {station: list(steps.faults(document)) for station, document in documents.items()}
    assert {station: faults for station, faults in found.items() if faults} == {}


def test_every_station_says_why_and_is_read_tried_out_and_proved(documents: Mapping[str, Document]) -> None:
    for station, document in documents.items():
        assert document["need_nl"], station
        assert tuple(step["kind"] for step in document["steps"]) == KINDS, station


def test_a_step_to_read_takes_about_a_minute(documents: Mapping[str, Document]) -> None:
    texts = [step["body_nl"] for each in documents.values() for step in each["steps"] if step["kind"] == Kind.TEXT]
    words = {text[:40]: len(re.findall(r"\S+", text)) for text in texts}
    assert {text: number for text, number in words.items() if not LEAST_WORDS <= number <= MOST_WORDS} == {}


def test_every_question_has_one_right_answer_of_three_and_says_why(documents: Mapping[str, Document]) -> None:
    for station, document in documents.items():
        questions = content_of(document)["steps"][-1]["questions"]
        assert LEAST_QUESTIONS <= len(questions) <= MOST_QUESTIONS, station
        for question in questions:
            assert (len(question["options"]), len(question["answers"])) == (3, 1), question["question"]
            assert len({option["nl"] for option in question["options"]}) == 3, question["question"]
            assert question["feedback"]["nl"], question["question"]


def test_the_right_answer_stands_in_every_place_about_as_often(documents: Mapping[str, Document]) -> None:
    places = [
        question["answers"][0]
        for document in documents.values()
        for question in content_of(document)["steps"][-1]["questions"]
    ]
    assert all(places.count(place) > len(places) / 5 for place in range(3))


def test_no_text_stands_in_two_stations(documents: Mapping[str, Document]) -> None:
    texts = [text for each in documents.values() for text in (each["need_nl"], *(s["body_nl"] for s in each["steps"]))]
    written = [text for text in texts if text]
    assert len(set(written)) == len(written)
