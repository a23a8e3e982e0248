"""Why each stop is in a route: what it raises, which gap it closes, which later stop it opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lines.routing.domain import Because, Closes, Gap, NeededBy, Raised
from lines.routing.start import Start


def raises_of(start: Start, order: Sequence[int]) -> list[tuple[Raised, ...]]:
    """For each stop the levels that it really raises, in this order of riding."""
    network = start.network
    held = dict(start.held)
    found: list[tuple[Raised, ...]] = []
    for station in order:
        raised = []
        for skill, to_level in network.raises[station]:
            before = held.get(skill, 0)
            if to_level > before:
                raised.append(Raised(network.skill_ids[skill], before, to_level))
                held[skill] = to_level
        found.append(tuple(raised))
    return found


def reasons_of(start: Start, gaps: Sequence[Gap], order: Sequence[int]) -> list[tuple[Because, ...]]:
    """For each stop the gaps that it closes and the later stops that could not be boarded without it here.

    A stop is given as the reason of a fact when it is the first on the way to make that fact true.
    """
    raises = raises_of(start, order)
    targets = {gap.skill: gap.target for gap in gaps}
    found: list[list[Because]] = [
        [Closes(r.skill) for r in raised if r.from_level < targets.get(r.skill, 0) <= r.to_level] for raised in raises
    ]
    first = {
        (raised.skill, level): position
        for position in reversed(range(len(order)))
        for raised in raises[position]
        for level in range(raised.from_level + 1, raised.to_level + 1)
    }
    place = {station: position for position, station in enumerate(order)}
    for station in order:
        for opener, reason in _openers(start, first, place, station):
            if reason not in found[opener]:
                found[opener].append(reason)
    return [tuple(reasons) for reasons in found]


def _openers(
    start: Start, first: dict[tuple[str, int], int], place: dict[int, int], station: int
) -> Iterator[tuple[int, NeededBy]]:
    """Which earlier stops (by position) the boarding of `station` rests on."""
    network = start.network
    name = network.station_ids[station]
    for skill, level in network.needs[station]:
        if start.level(skill) < level:
            skill_id = network.skill_ids[skill]
            yield first[skill_id, level], NeededBy(name, skill_id)
    for group in network.groups[station]:
        if not start.completed.intersection(group):
            yield min(place[member] for member in group if member in place), NeededBy(name)
