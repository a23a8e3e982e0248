"""Numbers that no other test row has."""

from __future__ import annotations

from itertools import count

_numbers = count(1)


def next_number() -> int:
    """The next number."""
    return next(_numbers)


def kvk_number() -> str:
    """A number in the trade register that nobody uses yet."""
    return f"{60_000_000 + next_number()}"
