"""Scores are exact, hide nothing behind a mean, and are rounded half up when shown."""

from __future__ import annotations

import doctest
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.assessments import scoring
from lines.assessments.answer_files import read_answers
from lines.assessments.files import read_instrument
from lines.assessments.score_files import plain_scores, write_scores
from lines.assessments.scoring import Score, Scores, TopicScore, rounded, score_answers
from tests.unit.assessments.instruments import answered, instrument, json_examples


def scores(*answers: dict[str, Any]) -> Scores:
    return score_answers(instrument(), answered(*answers))


def topic(found: Scores, topic_id: str) -> TopicScore:
    return next(each for transition in found.transitions for each in transition.topics if each.id == topic_id)


def current(number: int, level: int, **values: Any) -> dict[str, Any]:
    return {"question": number, "current": level, **values}


def test_the_worked_example_of_the_documentation_gives_its_scores() -> None:
    example = read_instrument(json.dumps(json_examples('"metronet-instrument/1"')[0]).encode())
    answers = read_answers(json.dumps(json_examples('"metronet-answers/1"')[0]).encode(), example)
    assert plain_scores(score_answers(example, answers)) == json_examples('"metronet-scores/1"')[0]


def test_a_topic_is_the_mean_of_its_answers_with_lowest_and_spread() -> None:
    found = topic(scores(current(4, 1), current(5, 2), current(6, 4)), "T3")
    assert found.score == Score(Fraction(7, 3), Fraction(1), Fraction(3))
    assert (found.answered, found.applicable) == (3, 3)


def test_half_of_the_applicable_questions_is_enough_and_less_is_not() -> None:
    assert topic(scores(current(1, 2)), "T1").score
    assert topic(scores(current(4, 2)), "T3").score is None
    assert topic(scores(current(4, 2), current(5, 2)), "T3").score


def test_not_applicable_leaves_the_denominator() -> None:
    found = topic(scores(current(4, 2), {"question": 5, "not_applicable": True}), "T3")
    assert (found.answered, found.applicable) == (1, 2)
    assert found.score


def test_unsure_is_unanswered() -> None:
    found = topic(scores(current(4, 2), {"question": 5, "unsure": True}), "T3")
    assert (found.answered, found.applicable, found.score) == (1, 3, None)


def test_a_topic_of_which_nothing_applies_has_no_score() -> None:
    found = topic(scores({"question": 3, "not_applicable": True}), "T2")
    assert (found.answered, found.applicable, found.score, found.gap, found.priority) == (0, 0, None, None, None)


def test_a_transition_is_the_mean_of_its_scored_topics_alone() -> None:
    found = scores(current(1, 1), current(2, 2), current(3, 4), current(7, 5))
    assert found.transitions[0].score == Score(Fraction(11, 4), Fraction(3, 2), Fraction(5, 2))
    assert found.transitions[1].score == Score(Fraction(5), Fraction(5), Fraction(0))
    assert found.score == Score(Fraction(31, 8), Fraction(11, 4), Fraction(9, 4))


def test_without_answers_there_is_no_score_anywhere() -> None:
    found = scores()
    assert found.score is None
    assert [each.score for each in found.transitions] == [None, None]
    assert [each.score for each in found.dimensions] == [None, None]


def test_a_gap_is_wanted_minus_current_and_never_below_zero() -> None:
    found = topic(scores(current(1, 2, wanted=4), current(2, 3, wanted=1)), "T1")
    assert [question.gap for question in found.questions] == [2, 0]
    assert (found.wanted, found.gap) == (Fraction(5, 2), Fraction(0))


def test_priority_is_gap_times_the_highest_importance_of_the_topic() -> None:
    found = topic(scores(current(1, 2, wanted=4, importance=2), current(2, 2, wanted=3, importance=3)), "T1")
    assert (found.gap, found.importance, found.priority) == (Fraction(3, 2), 3, Fraction(9, 2))
    assert [question.priority for question in found.questions] == [4, 3]


def test_without_a_wish_the_current_level_is_wanted() -> None:
    found = topic(scores(current(1, 2), current(2, 2, wanted=4)), "T1")
    assert (found.wanted, found.gap) == (Fraction(3), Fraction(1))


def test_a_digital_maturity_score_is_the_mean_of_its_questions_on_a_scale_of_a_hundred() -> None:
    found = scores(current(1, 2), current(3, 5), current(2, 1), {"question": 6, "not_applicable": True})
    by_dimension = {each.dimension: each for each in found.dimensions}
    assert by_dimension["D"].score == Fraction(125, 2)
    assert (by_dimension["D"].answered, by_dimension["D"].applicable) == (2, 2)
    assert by_dimension["S"].score == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(9, 4), "2.3"), (Fraction(49, 20), "2.5"), (Fraction(7, 3), "2.3"), (Fraction(5, 3), "1.7"),
     (Fraction(0), "0"), (Fraction(1, 20), "0.1"), (Fraction(4999, 1000), "5"), (Fraction(100), "100")],
)  # fmt: skip
def test_a_score_is_rounded_half_up_to_one_decimal(value: Fraction, shown: str) -> None:
    assert rounded(value) == Decimal(shown)


def test_the_example_in_the_documentation_of_the_code_runs() -> None:
    assert doctest.testmod(scoring).failed == 0


answers_of_anyone = st.lists(
    st.integers(1, 7), unique=True
).flatmap(lambda numbers: st.tuples(*(st.fixed_dictionaries({"question": st.just(number), "current": st.integers(1, 5)},
    optional={"wanted": st.integers(1, 5), "importance": st.integers(1, 3)}) for number in numbers)))  # fmt: skip


@given(answers_of_anyone)
def test_scores_lie_within_the_scale_and_do_not_depend_on_the_order_of_answers(
    answers: tuple[dict[str, Any], ...],
) -> None:
    found = scores(*answers)
    assert found == scores(*reversed(answers))
    for transition in found.transitions:
        for part in (transition.score, *(each.score for each in transition.topics)):
            assert part is None or 1 <= part.lowest <= part.mean <= part.lowest + part.spread <= 5
    assert all(each.score is None or 0 <= each.score <= 100 for each in found.dimensions)
    assert json.loads(write_scores(found)) == plain_scores(found)
