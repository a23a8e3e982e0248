"""From a scan to ranked gaps (docs/formats.md, "From a scan to gaps")."""

from __future__ import annotations

from lines.assessments.domain import Instrument
from lines.assessments.scan import ScanAnswers, scan_targets
from lines.gaps.domain import Gap, RankedGap
from lines.network.domain import Catalogue, Skill

IMPORTANCE_OF_ANSWER = {1: 3, 2: 3, 3: 2, 4: 1, 5: 1, None: 2}
"""The lower a company stands, the more its transition's skills matter; "weet ik niet" counts as the middle."""


def gaps_of(
    catalogue: Catalogue, instrument: Instrument, answers: ScanAnswers, language: str = "nl"
) -> tuple[RankedGap, ...]:
    """The gaps that a scan leaves, by size times importance, then by the skill's name in `language`, then by id.

    A question or level that is not answered counts as "weet ik niet". A skill without a scanned topic takes the
    importance of the job profile's target, 1 when there is none.
    """
    found = [
        _gap(catalogue, instrument, answers, catalogue.skill_by_id[skill], target)
        for skill, target in scan_targets(catalogue, answers).items()
    ]
    names = {skill.id: skill.name.text_in(language).casefold() for skill in catalogue.skills}
    return tuple(
        sorted(
            (each for each in found if each.gap.size > 0),
            key=lambda each: (-each.gap.weight, names[each.gap.skill], each.gap.skill),
        )
    )


def _gap(catalogue: Catalogue, instrument: Instrument, answers: ScanAnswers, skill: Skill, target: int) -> RankedGap:
    current = dict(answers.levels).get(skill.id)
    question = _question_of(instrument, skill)
    answer = dict(answers.questions).get(question) if question is not None else None
    importance = IMPORTANCE_OF_ANSWER[answer] if question is not None else _own_importance(catalogue, answers, skill)
    return RankedGap(Gap(skill.id, current or 0, target, importance), current is not None, question, answer)


def _question_of(instrument: Instrument, skill: Skill) -> int | None:
    """The scan question of the transition that the skill's topic belongs to."""
    transition = instrument.transition_by_topic.get(skill.topic) if skill.topic else None
    if transition is None:
        return None
    numbers = {question.number for question in transition.questions}
    return next((number for number in instrument.scan if number in numbers), None)


def _own_importance(catalogue: Catalogue, answers: ScanAnswers, skill: Skill) -> int:
    profile = catalogue.job_profile_by_id.get(answers.job_profile or "")
    targets = profile.targets if profile else ()
    return next((target.importance for target in targets if target.skill == skill.id), 1)
