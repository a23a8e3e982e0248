"""The scores of a full assessment, in exact fractions (docs/formats.md, "Scores of the full assessment")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from lines.assessments.domain import Answer, Answers, Instrument, Topic, Transition


@dataclass(frozen=True, slots=True)
class Score:
    """A mean with what it hides: the lowest of its parts, and the spread from the lowest to the highest."""

    mean: Fraction
    lowest: Fraction
    spread: Fraction


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """A question that is answered; `gap` is in levels, `priority` is gap times importance."""

    number: int
    current: int
    wanted: int
    importance: int
    gap: int
    priority: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """`score`, `wanted`, `gap` and `priority` are None when fewer than half of the applicable questions are answered.

    `importance` is the highest of the applicable questions that have an answer, 1 when none has.
    """

    id: str
    answered: int
    applicable: int
    importance: int
    score: Score | None
    wanted: Fraction | None
    gap: Fraction | None
    priority: Fraction | None
    questions: tuple[QuestionScore, ...]


@dataclass(frozen=True, slots=True)
class TransitionScore:
    """`score` is None when no topic has one."""

    id: str
    score: Score | None
    topics: tuple[TopicScore, ...]


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """An indicative EU Digital Maturity score of 0 to 100; None when no mapped question is answered."""

    dimension: str
    answered: int
    applicable: int
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of one sitting; `score` is that of the scored transitions together."""

    instrument: str
    version: int
    score: Score | None
    transitions: tuple[TransitionScore, ...]
    dimensions: tuple[DimensionScore, ...]


def score_answers(instrument: Instrument, answers: Answers) -> Scores:
    """The scores that `answers` get; expects answers to this instrument, as `read_answers` gives them."""
    transitions = tuple(_transition(each, answers) for each in instrument.transitions)
    dimensions = tuple(_dimension(each, instrument, answers) for each in _dimensions(instrument))
    together = _score(each.score.mean for each in transitions if each.score)
    return Scores(instrument.id, instrument.version, together, transitions, dimensions)


def rounded(value: Fraction) -> Decimal:
    """`value`, not negative, rounded half up to one decimal, as it is shown.

    >>> rounded(Fraction(9, 4)), rounded(Fraction(7, 3))
    (Decimal('2.3'), Decimal('2.3'))
    """
    return Decimal(floor(value * 10 + Fraction(1, 2))) / 10


def _score(values: Iterable[Fraction]) -> Score | None:
    parts = list(values)
    if not parts:
        return None
    return Score(sum(parts, Fraction(0)) / len(parts), min(parts), max(parts) - min(parts))


def _applicable(numbers: Iterable[int], answers: Answers) -> list[Answer]:
    """The answers to these questions, an empty one where there is none; those not applicable left out."""
    found = (answers.by_question.get(number, Answer(number)) for number in numbers)
    return [answer for answer in found if answer.is_applicable]


def _transition(transition: Transition, answers: Answers) -> TransitionScore:
    topics = tuple(_topic(each, answers) for each in transition.topics)
    return TransitionScore(transition.id, _score(each.score.mean for each in topics if each.score), topics)


def _topic(topic: Topic, answers: Answers) -> TopicScore:
    applicable = _applicable((question.number for question in topic.questions), answers)
    questions = tuple(_question(answer, answer.current) for answer in applicable if answer.current)
    importance = max((answer.importance for answer in applicable), default=1)
    is_scored = len(questions) * 2 >= len(applicable)
    score = _score(Fraction(each.current) for each in questions) if is_scored else None
    wanted = _score(Fraction(each.wanted) for each in questions) if is_scored else None
    gap = max(Fraction(0), wanted.mean - score.mean) if score and wanted else None
    return TopicScore(
        id=topic.id,
        answered=len(questions),
        applicable=len(applicable),
        importance=importance,
        score=score,
        wanted=wanted.mean if wanted else None,
        gap=gap,
        priority=None if gap is None else gap * importance,
        questions=questions,
    )


def _question(answer: Answer, current: int) -> QuestionScore:
    wanted = answer.wanted or current
    gap = max(0, wanted - current)
    return QuestionScore(answer.question, current, wanted, answer.importance, gap, gap * answer.importance)


def _dimensions(instrument: Instrument) -> Sequence[str]:
    """The dimensions that questions are mapped to, in the order in which they first come."""
    mapped = (question.dma for question in instrument.question_by_number.values() if question.dma)
    return list(dict.fromkeys(mapped))


def _dimension(dimension: str, instrument: Instrument, answers: Answers) -> DimensionScore:
    """(mean - 1) / 4 x 100 over the mapped questions that are answered."""
    mapped = (each.number for each in instrument.question_by_number.values() if each.dma == dimension)
    applicable = _applicable(mapped, answers)
    score = _score(Fraction(answer.current) for answer in applicable if answer.current)
    answered = sum(answer.current is not None for answer in applicable)
    return DimensionScore(dimension, answered, len(applicable), (score.mean - 1) / 4 * 100 if score else None)
