"""A scan takes its steps, keeps its answers, and refuses what does not belong to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.assessments.scan import (
    ScanAnswers,
    next_step,
    scan_steps,
    scan_targets,
    scanned_skills,
    with_levels,
    with_question,
    with_start,
)
from lines.assessments.scan_storage import answers_from, plain_answers
from metro.kernel.errors import InvalidInput
from tests.unit.assessments.instruments import instrument
from tests.unit.network.catalogues import network, station

INSTRUMENT = instrument()
NETWORK = network(
    skills=[{"id": skill, "name": skill.upper()} for skill in ("lassen", "meten", "rekenen")],
    stations=[
        station("a", teaches=[{"skill": "meten", "from_level": 0, "to_level": 2}]),
        station("b", teaches=[{"skill": "meten", "from_level": 2, "to_level": 3}]),
        station("c", teaches=[{"skill": "lassen", "from_level": 0, "to_level": 4}]),
        station("d"),
    ],
    lines=[
        {"id": "groen", "name": "Groen", "stations": ["a", "b"]},
        {"id": "rood", "name": "Rood", "stations": ["c", "a"]},
        {"id": "leeg", "name": "Leeg", "stations": ["d"]},
        {"id": "vierde", "name": "Vierde", "stations": []},
    ],
    job_profiles=[
        {
            "id": "monteur",
            "name": "Monteur",
            "targets": [{"skill": "rekenen", "level": 2}, {"skill": "meten", "level": 1}],
        }
    ],
)
MONTEUR = ScanAnswers(job_profile="monteur")


def test_a_scan_starts_asks_its_questions_and_ends_with_the_skills_of_the_job_profile() -> None:
    steps = scan_steps(NETWORK, INSTRUMENT, MONTEUR)
    assert [step.key for step in steps] == ["start", "question-1", "question-5", "skills"]
    assert [skill.id for skill in steps[-1].skills] == ["meten", "rekenen"]
    assert steps[2].topic is not None and steps[2].topic.id == "T3"
    assert steps[2].transition is not None and steps[2].transition.id == "mens"


def test_a_scan_is_walked_to_its_end() -> None:
    answers, keys = ScanAnswers(), []
    while step := next_step(scan_steps(NETWORK, INSTRUMENT, answers), answers):
        keys.append(step.key)
        if step.kind == "start":
            answers = with_start(answers, NETWORK, {"lines": ["rood", "groen"]})
        elif step.question:
            answers = with_question(answers, INSTRUMENT, step.question.number, {step.key: ["unknown"]})
        else:
            answers = with_levels(answers, NETWORK, {"level-meten": ["0"], "level-lassen": ["unknown"]})
    assert keys == ["start", "question-1", "question-5", "skills"]
    assert answers == ScanAnswers(
        lines=("rood", "groen"), questions=((1, None), (5, None)), levels=(("lassen", None), ("meten", 0))
    )


def test_lines_lead_to_the_skills_they_teach_up_to_the_highest_level_on_them() -> None:
    assert scan_targets(NETWORK, ScanAnswers(lines=("groen",))) == {"meten": 3}
    assert scan_targets(NETWORK, ScanAnswers(lines=("rood", "groen"))) == {"lassen": 4, "meten": 3}
    assert [skill.id for skill in scanned_skills(NETWORK, ScanAnswers(lines=("rood",)))] == ["lassen", "meten"]


def test_lines_that_teach_nothing_end_after_the_questions() -> None:
    steps = scan_steps(NETWORK, INSTRUMENT, ScanAnswers(lines=("leeg",)))
    assert [step.kind for step in steps] == ["start", "question", "question"]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"job_profile": [""]},
        {"job_profile": ["nergens"]},
        {"job_profile": ["monteur", "monteur"]},
        {"job_profile": ["monteur"], "lines": ["groen"]},
        {"lines": ["nergens"]},
        {"lines": ["groen", "groen"]},
        {"lines": ["groen", "rood", "leeg", "vierde"]},
        {"lines": ["\x00"]},
    ],
)
def test_a_choice_at_the_start_that_cannot_be_used_is_refused(form: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidInput):
        with_start(ScanAnswers(), NETWORK, form)


def test_three_lines_can_be_chosen_and_a_job_profile_beside_empty_fields() -> None:
    assert len(with_start(ScanAnswers(), NETWORK, {"lines": ["groen", "rood", "leeg"]}).lines) == 3
    assert with_start(ScanAnswers(), NETWORK, {"job_profile": ["monteur"], "lines": [""]}) == MONTEUR


def test_choosing_anew_keeps_the_answers_that_still_count() -> None:
    answers = ScanAnswers("monteur", (), ((1, 3),), (("meten", 1), ("rekenen", 2)))
    changed = with_start(answers, NETWORK, {"lines": ["groen"]})
    assert changed == ScanAnswers(None, ("groen",), ((1, 3),), (("meten", 1),))


@pytest.mark.parametrize(
    "form",
    [{}, {"question-1": []}, {"question-1": ["0"]}, {"question-1": ["6"]}, {"question-1": ["3", "3"]},
     {"question-1": ["drie"]}, {"question-1": [" 3"]}, {"question-1": ["٣"]}, {"question-1": ["3.0"]},
     {"question-1": [""]}, {"question-5": ["3"]}, {"question-1": ["3"], "question-5": ["3"]}],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_refused(form: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidInput):
        with_question(MONTEUR, INSTRUMENT, 1, form)


def test_a_question_outside_the_scan_is_refused() -> None:
    for number in (2, 99, -1):
        with pytest.raises(InvalidInput):
            with_question(MONTEUR, INSTRUMENT, number, {f"question-{number}": ["3"]})


def test_an_answer_given_again_replaces_the_first() -> None:
    once = with_question(MONTEUR, INSTRUMENT, 5, {"question-5": ["2"], "csrf_token": ["x"]})
    assert with_question(once, INSTRUMENT, 5, {"question-5": ["4"]}).questions == ((5, 4),)
    assert with_question(once, INSTRUMENT, 1, {"question-1": ["unknown"]}).questions == ((1, None), (5, 2))


@pytest.mark.parametrize(
    "form",
    [{}, {"level-meten": ["1"]}, {"level-meten": ["1"], "level-rekenen": ["6"]},
     {"level-meten": ["1"], "level-rekenen": ["-1"]}, {"level-meten": ["1", "2"], "level-rekenen": ["1"]},
     {"level-meten": ["1"], "level-rekenen": ["1"], "level-lassen": ["1"]},
     {"level-meten": ["1"], "level-rekenen": ["1"], "level-": ["1"]}],
)  # fmt: skip
def test_levels_that_cannot_be_used_are_refused(form: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidInput):
        with_levels(MONTEUR, NETWORK, form)


stored = st.builds(
    ScanAnswers,
    job_profile=st.just("monteur"),
    questions=st.lists(st.none() | st.integers(1, 5), max_size=2).map(
        lambda levels: tuple(zip(INSTRUMENT.scan, levels, strict=False))
    ),
    levels=st.lists(st.none() | st.integers(0, 5), max_size=2).map(
        lambda levels: tuple(zip(("meten", "rekenen"), levels, strict=False))
    ),
)


@given(stored)
def test_answers_survive_being_stored_as_json(answers: ScanAnswers) -> None:
    assert answers_from(json.loads(json.dumps(plain_answers(answers))), NETWORK, INSTRUMENT) == answers


def test_an_empty_scan_and_one_of_lines_survive_being_stored() -> None:
    for answers in (ScanAnswers(), ScanAnswers(lines=("rood",), levels=(("meten", 5),))):
        assert answers_from(plain_answers(answers), NETWORK, INSTRUMENT) == answers


@pytest.mark.parametrize(
    "plain",
    [{"job_profile": 5}, {"job_profile": "nergens"}, {"lines": "rood"}, {"lines": [5]}, {"lines": ["nergens"]},
     {"lines": ["rood", "rood"]}, {"lines": ["rood", "groen", "leeg", "vierde"]}, {"questions": []}, {"extra": 1},
     {"job_profile": "monteur", "lines": ["rood"]}, {"questions": {"2": 1}}, {"questions": {"1": 6}},
     {"questions": {"1": "3"}}, {"questions": {"1": True}}, {"levels": {"meten": 1}},
     {"job_profile": "monteur", "levels": {"meten": 6}}, {"job_profile": "monteur", "levels": {"lassen": 1}}],
)  # fmt: skip
def test_stored_answers_that_do_not_fit_are_refused(plain: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        answers_from(plain, NETWORK, INSTRUMENT)


junk = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=2)
                    | st.dictionaries(st.sampled_from(["1", "5", "meten", "x"]), inner, max_size=2))  # fmt: skip


@given(st.dictionaries(st.sampled_from(["job_profile", "lines", "questions", "levels", "x"]), junk))
def test_any_stored_value_is_read_or_refused(plain: dict[str, Any]) -> None:
    try:
        answers = answers_from(plain, NETWORK, INSTRUMENT)
    except InvalidInput:
        return
    assert answers_from(plain_answers(answers), NETWORK, INSTRUMENT) == answers


forms = st.dictionaries(
    st.sampled_from(["job_profile", "lines", "question-1", "question-5", "level-meten", "level-rekenen"]) | st.text(),
    st.lists(st.sampled_from(["monteur", "rood", "1", "5", "unknown", ""]) | st.text(), max_size=3),
)


@given(forms)
def test_any_form_is_taken_or_refused(form: dict[str, list[str]]) -> None:
    takes: list[Callable[[], ScanAnswers]] = [
        lambda: with_start(ScanAnswers(), NETWORK, form),
        lambda: with_question(MONTEUR, INSTRUMENT, 1, form),
        lambda: with_levels(MONTEUR, NETWORK, form),
    ]
    for take in takes:
        try:
            taken = take()
        except InvalidInput as refused:
            assert refused.message
        else:
            assert answers_from(plain_answers(taken), NETWORK, INSTRUMENT) == taken
