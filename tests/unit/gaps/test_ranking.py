"""A scan leaves gaps, ranked, each with the question and the level that made it important."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.assessments.content import standard_instrument
from lines.assessments.scan import ScanAnswers, scanned_skills
from lines.gaps.domain import Gap, RankedGap
from lines.gaps.ranking import gaps_of
from lines.network.content import demo_catalogue
from tests.unit.assessments.instruments import instrument
from tests.unit.network.catalogues import network, station

INSTRUMENT = instrument(scan=[2, 5])
NETWORK = network(
    skills=[
        {"id": "s1", "name": {"nl": "zagen", "en": "Apples"}, "topic": "T1"},
        {"id": "s2", "name": {"nl": "Boren", "en": "boring"}, "topic": "T2"},
        {"id": "s3", "name": {"nl": "aanvoeren", "en": "Zooming"}, "topic": "T3"},
        {"id": "s4", "name": "Los"},
        {"id": "s5", "name": "Vreemd", "topic": "T99"},
    ],
    stations=[station("a", teaches=[{"skill": "s1", "from_level": 0, "to_level": 4}])],
    lines=[{"id": "l", "name": "L", "stations": ["a"]}],
    job_profiles=[
        {
            "id": "p",
            "name": "P",
            "targets": [
                {"skill": "s1", "level": 3},
                {"skill": "s2", "level": 2, "importance": 9},
                {"skill": "s3", "level": 2},
                {"skill": "s4", "level": 1, "importance": 4},
                {"skill": "s5", "level": 1},
            ],
        }
    ],
)


def gaps(answers: ScanAnswers, language: str = "nl") -> dict[str, RankedGap]:
    return {each.gap.skill: each for each in gaps_of(NETWORK, INSTRUMENT, answers, language)}


@pytest.mark.parametrize(("answer", "importance"), [(1, 3), (2, 3), (3, 2), (4, 1), (5, 1), (None, 2)])
def test_the_answer_about_a_transition_decides_the_importance_of_its_skills(
    answer: int | None, importance: int
) -> None:
    found = gaps(ScanAnswers("p", questions=((2, answer), (5, 5))))
    assert found["s1"] == RankedGap(Gap("s1", 0, 3, importance), False, 2, answer)
    assert found["s2"].gap.importance == importance
    assert found["s3"].gap.importance == 1


def test_a_question_without_an_answer_counts_as_unknown() -> None:
    assert gaps(ScanAnswers("p"))["s1"] == RankedGap(Gap("s1", 0, 3, 2), False, 2, None)


def test_a_skill_without_a_scanned_topic_takes_the_importance_of_its_target() -> None:
    found = gaps(ScanAnswers("p", questions=((2, 1), (5, 1))))
    assert found["s4"] == RankedGap(Gap("s4", 0, 1, 4), False, None, None)
    assert found["s5"].gap.importance == 1


def test_the_current_level_is_the_own_answer_and_unknown_counts_as_zero() -> None:
    found = gaps(ScanAnswers("p", levels=(("s1", 1), ("s2", None), ("s3", 0))))
    assert (found["s1"].gap.current, found["s1"].is_current_known) == (1, True)
    assert (found["s2"].gap.current, found["s2"].is_current_known) == (0, False)
    assert (found["s3"].gap.current, found["s3"].is_current_known) == (0, True)


def test_a_target_that_is_reached_leaves_no_gap() -> None:
    found = gaps(ScanAnswers("p", levels=(("s1", 3), ("s2", 5))))
    assert {"s1", "s2"}.isdisjoint(found)


def test_lines_aim_at_what_they_teach() -> None:
    found = gaps(ScanAnswers(lines=("l",), questions=((2, 3),), levels=(("s1", 2),)))
    assert list(found.values()) == [RankedGap(Gap("s1", 2, 4, 2), True, 2, 3)]


def test_gaps_are_ranked_by_size_times_importance_then_by_name() -> None:
    answers = ScanAnswers("p", questions=((2, 3), (5, 3)), levels=(("s1", 1),))
    assert [(each.gap.skill, each.gap.weight) for each in gaps_of(NETWORK, INSTRUMENT, answers)] == [
        ("s3", 4), ("s2", 4), ("s4", 4), ("s1", 4), ("s5", 1)]  # fmt: skip
    assert list(gaps(answers, "en"))[:4] == ["s1", "s2", "s4", "s3"]


def test_without_a_choice_there_are_no_gaps() -> None:
    assert gaps_of(NETWORK, INSTRUMENT, ScanAnswers()) == ()


@given(st.data())
def test_a_scan_of_the_demo_network_leaves_gaps_that_can_be_planned(data: st.DataObject) -> None:
    demo, standard = demo_catalogue(), standard_instrument()
    profile = data.draw(st.sampled_from([profile.id for profile in demo.job_profiles]))
    levels = {
        skill.id: data.draw(st.none() | st.integers(0, 5)) for skill in scanned_skills(demo, ScanAnswers(profile))
    }
    questions = tuple((number, data.draw(st.none() | st.integers(1, 5))) for number in standard.scan)
    found = gaps_of(demo, standard, ScanAnswers(profile, (), questions, tuple(levels.items())))
    assert [each.gap.weight for each in found] == sorted((each.gap.weight for each in found), reverse=True)
    for each in found:
        assert 0 <= each.gap.current < each.gap.target <= 5
        assert each.question in standard.scan
        assert each.is_current_known == (levels[each.gap.skill] is not None)
