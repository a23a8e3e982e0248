"""What a change of line and a change of academy are: the one definition for planner, page and tests.

Docs/formats.md: the least number of line changes over all ways of assigning each stop one of its lines; a station
on no line is a line of its own; boarding the first is free. Academy switches likewise over the cheapest offerings;
an offering without an academy belongs to nobody, so it neither makes nor undoes a switch.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise


def line_of_each(choices: Sequence[AbstractSet[int]]) -> list[int | None]:
    """For each stop the line it is ridden on, with the fewest changes; None on a stop without lines.

    Staying on whatever lines still carry every stop since the last change is optimal, as for any partition of a
    sequence into runs. Among several the lowest number is taken.
    """
    ridden: list[int | None] = []
    run: AbstractSet[int] = frozenset()
    length = 0
    for lines in choices:
        if length and run & lines:
            run, length = run & lines, length + 1
        else:
            ridden.extend([min(run, default=None)] * length)
            run, length = lines, 1
    return ridden + [min(run, default=None)] * length


def count_transfers(choices: Sequence[AbstractSet[int]]) -> int:
    """The least number of line changes of stops in this order, each with the lines it lies on."""
    ridden = line_of_each(choices)
    return sum(before is None or after is None or before != after for before, after in pairwise(ridden))


def academy_of_each(choices: Sequence[AbstractSet[str | None]]) -> list[str | None]:
    """For each stop the academy that gives it, with the fewest switches; None where nobody is named."""
    named = [number for number, academies in enumerate(choices) if None not in academies]
    given: list[str | None] = [None] * len(choices)
    run: AbstractSet[str | None] = frozenset()
    start = 0
    for position, number in enumerate(named):
        if not run & choices[number]:
            run, start = choices[number], position
        run = run & choices[number]
        for earlier in named[start : position + 1]:
            given[earlier] = min(academy for academy in run if academy is not None)
    return given


def count_academy_switches(choices: Sequence[AbstractSet[str | None]]) -> int:
    """The least number of academy changes of stops in this order, each with who gives it at its price."""
    given = [academy for academy in academy_of_each(choices) if academy is not None]
    return sum(before != after for before, after in pairwise(given))
