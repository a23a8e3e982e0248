"""The answers to a question as they are typed: one a line, a star before the right ones."""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """An answer to choose."""

    words: str
    is_right: bool


def options_of(typed: str) -> tuple[Option, ...]:
    """The answers in `typed`, in their order; lines without words are none.

    >>> options_of("* 162 Hz\\n50 Hz")
    (Option(words='162 Hz', is_right=True), Option(words='50 Hz', is_right=False))
    """
    found = (Option(line.lstrip("*").strip(), line.startswith("*")) for line in map(str.strip, typed.splitlines()))
    return tuple(option for option in found if option.words)
