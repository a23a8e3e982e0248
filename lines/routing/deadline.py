"""The time that an answer may take, counted from when it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Deadline:
    """`seconds` from `started` (of the monotonic clock)."""

    started: float
    seconds: float

    @classmethod
    def within(cls, seconds: float) -> Deadline:
        return cls(monotonic(), seconds)

    def share(self, parts: int) -> Deadline:
        """The first of so many equal parts of what is left, from now."""
        return Deadline.within(max(0.0, self.left) / parts)

    @property
    def spent(self) -> float:
        return monotonic() - self.started

    @property
    def left(self) -> float:
        return self.seconds - self.spent

    @property
    def is_over(self) -> bool:
        return self.left <= 0
