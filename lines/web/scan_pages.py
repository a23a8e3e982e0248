"""What the pages of the scan show: a question, the skills, the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from lines.assessments.domain import Instrument, Level, Question
from lines.assessments.scan import HIGHEST_LEVEL, LEVEL_FIELD, UNKNOWN, Form, ScanAnswers, ScanStep
from lines.gaps.domain import RankedGap
from lines.network.domain import Catalogue, Skill, Text
from metro.kernel.i18n import gettext as _

SECONDS_A_QUESTION = 40
SECONDS_A_SKILL = 12
LEVELS = {str(level) for level in range(HIGHEST_LEVEL + 1)} | {UNKNOWN}


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Question `number` of `count`; `answer` is what is chosen, as the form says it, "" for nothing."""

    number: int
    count: int
    steps: int
    transition: Text
    question: Text
    field: str
    levels: tuple[tuple[int, Level], ...]
    answer: str
    previous_url: str
    minutes_left: int


@dataclass(frozen=True, slots=True)
class SkillField:
    """A skill to rate; `anchor` is its place on the page."""

    id: str
    name: Text
    anchor: str
    field: str
    answer: str


@dataclass(frozen=True)
class SkillsPage:
    """`errors` are messages by skill id, `general` one about the whole form."""

    steps: int
    skills: tuple[SkillField, ...]
    previous_url: str
    errors: dict[str, str]
    general: str


@dataclass(frozen=True, slots=True)
class Cause:
    """The question that decided a gap's importance: its place in the scan, and the answer as the form says it.

    `title` is what that answer is called, empty for "weet ik niet".
    """

    number: int
    question: Text
    answer: str
    title: Text


@dataclass(frozen=True, slots=True)
class ShownGap:
    skill: Text
    current: int
    is_known: bool
    target: int
    importance: int
    cause: Cause | None


def _said(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def minutes_left(answers: ScanAnswers, questions: Sequence[int], skills: Sequence[Skill]) -> int:
    """How long the rest of the scan takes, in whole minutes, at least 1."""
    answered, rated = dict(answers.questions), dict(answers.levels)
    seconds = SECONDS_A_QUESTION * sum(number not in answered for number in questions)
    seconds += SECONDS_A_SKILL * sum(skill.id not in rated for skill in skills)
    return max(1, ceil(seconds / 60))


def question_page(steps: Sequence[ScanStep], answers: ScanAnswers, number: int) -> QuestionPage:
    """Page `number`, counted from 1, of the questions among `steps`."""
    questions = [step for step in steps if step.question is not None]
    skills = [skill for step in steps for skill in step.skills]
    step = questions[number - 1]
    question: Question = step.question or questions[0].question or Question(0, Text())
    given = dict(answers.questions)
    return QuestionPage(
        number=number,
        count=len(questions),
        steps=len(steps) - 1,
        transition=step.transition.name if step.transition else Text(),
        question=question.text,
        field=f"question-{question.number}",
        levels=tuple(enumerate(question.levels, start=1)),
        answer=_said(given[question.number]) if question.number in given else "",
        previous_url=f"/scan/questions/{number - 1}" if number > 1 else "/scan",
        minutes_left=minutes_left(answers, [s.question.number for s in questions if s.question], skills),
    )


def level_errors(skills: Sequence[Skill], form: Form) -> dict[str, str]:
    """A message for each skill whose level is missing, repeated or unknown."""
    found = {}
    for skill in skills:
        values = form.get(LEVEL_FIELD + skill.id, ())
        if not values:
            found[skill.id] = _("Kies een niveau, of het vraagteken.")
        elif len(values) > 1 or values[0] not in LEVELS:
            found[skill.id] = _("Kies één niveau van 0 tot en met 5, of het vraagteken.")
    return found


def skills_page(
    steps: Sequence[ScanStep], answers: ScanAnswers, form: Form, errors: dict[str, str], general: str
) -> SkillsPage:
    """The skills with the levels of `form` where given, else those of `answers`."""
    given = dict(answers.levels)

    def field(number: int, skill: Skill) -> SkillField:
        name = LEVEL_FIELD + skill.id
        typed = [value for value in form.get(name, ()) if value in LEVELS]
        kept = _said(given[skill.id]) if skill.id in given else ""
        return SkillField(skill.id, skill.name, f"skill-{number}", name, typed[-1] if typed else kept)

    skills = [skill for step in steps for skill in step.skills]
    count = sum(step.question is not None for step in steps)
    fields = tuple(field(number, skill) for number, skill in enumerate(skills, start=1))
    return SkillsPage(len(steps) - 1, fields, f"/scan/questions/{count}", errors, general)


def shown_gaps(catalogue: Catalogue, instrument: Instrument, gaps: Sequence[RankedGap]) -> tuple[ShownGap, ...]:
    """The ranked gaps, each with the question and the answer that weighed it."""

    def cause(ranked: RankedGap) -> Cause | None:
        if ranked.question is None:
            return None
        question = instrument.question_by_number[ranked.question]
        title = question.levels[ranked.answer - 1].title if ranked.answer else Text()
        return Cause(instrument.scan.index(ranked.question) + 1, question.text, _said(ranked.answer), title)

    return tuple(
        ShownGap(
            skill=catalogue.skill_by_id[ranked.gap.skill].name,
            current=ranked.gap.current,
            is_known=ranked.is_current_known,
            target=ranked.gap.target,
            importance=ranked.gap.importance,
            cause=cause(ranked),
        )
        for ranked in gaps
    )
