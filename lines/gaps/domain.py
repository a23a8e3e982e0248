"""The values of a gap: how far a person is from where the work asks them to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """What the planner asks for: levels 0 to 5, importance 1 or more."""

    skill: str
    current: int
    target: int
    importance: int = 1

    @property
    def size(self) -> int:
        """The levels still to go."""
        return self.target - self.current

    @property
    def weight(self) -> int:
        """Size times importance: what gaps are ranked by."""
        return self.size * self.importance


@dataclass(frozen=True, slots=True)
class RankedGap:
    """A gap with where it comes from.

    `is_current_known` is False when the person did not know the own level, which counts as 0 and is shown as unknown.
    `question` and `answer` are the number and the company level (None: unknown) of the scan question that decided the
    importance; `question` is None when no question of the scan is about the skill's topic.
    """

    gap: Gap
    is_current_known: bool
    question: int | None
    answer: int | None
