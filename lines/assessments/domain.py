"""The values of an assessment: the instrument that asks, and the answers of a full assessment (docs/formats.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lines.network.domain import Text

LEVELS = 5
Proof = Literal["said", "seen", "measured"]
Dimension = Literal["S", "R", "H", "D", "A", "G"]
"""The EU Digital Maturity dimensions: strategy, readiness, human, data, automation and AI, green."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a company looks that stands on this level."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """`levels` are the five descriptions from level 1 on, or () when the instrument gives none."""

    number: int
    text: Text
    dma: Dimension | None = None
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    name: Text
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    id: str
    name: Text
    topics: tuple[Topic, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for topic in self.topics for question in topic.questions)


@dataclass(frozen=True)
class Instrument:
    """A version of an assessment model; `scan` are the numbers of the questions of the ten-minute scan, in order."""

    id: str
    version: int
    name: Text
    language: str = "nl"
    transitions: tuple[Transition, ...] = ()
    scan: tuple[int, ...] = ()

    @cached_property
    def question_by_number(self) -> dict[int, Question]:
        return {question.number: question for transition in self.transitions for question in transition.questions}

    @cached_property
    def transition_by_question(self) -> dict[int, Transition]:
        return {question.number: transition for transition in self.transitions for question in transition.questions}

    @cached_property
    def transition_by_topic(self) -> dict[str, Transition]:
        return {topic.id: transition for transition in self.transitions for topic in transition.topics}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a full assessment: levels 1 to 5, importance 1 to 3.

    `current` is None exactly when the question is not applicable or the answer is unsure. `wanted` None means content
    with the current level.
    """

    question: int
    current: int | None = None
    wanted: int | None = None
    importance: int = 1
    proof: Proof | None = None
    is_applicable: bool = True


@dataclass(frozen=True)
class Answers:
    """The answers of one sitting; a question without an answer is unanswered."""

    instrument: str
    version: int
    answers: tuple[Answer, ...] = ()

    @cached_property
    def by_question(self) -> dict[int, Answer]:
        return {answer.question: answer for answer in self.answers}
