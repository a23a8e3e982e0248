"""Why a gap cannot be closed, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from lines.network.domain import Catalogue
from lines.routing.compiling import Fact
from lines.routing.domain import Blocked, BlockKind, Gap, Uncloseable
from lines.routing.relevance import Problem, closing, reached, relevant_problem
from lines.routing.start import Start
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _


def uncloseable_gaps(start: Start, gaps: tuple[Gap, ...]) -> tuple[Uncloseable, ...]:
    """For gaps that nothing closes: how far one can ride, and the root of what blocks the next level."""
    if not gaps:
        return ()
    index = start.network.skill_index
    steps = {
        gap.skill: [
            closing(index[gap.skill], level) for level in range(start.level(index[gap.skill]) + 1, gap.target + 1)
        ]
        for gap in gaps
    }
    problem = relevant_problem(start, [step for climb in steps.values() for step in climb])
    held = reached(problem, range(problem.size)).facts
    number = {problem.facts[goal]: goal for goal in problem.goals}

    def told(gap: Gap) -> Uncloseable:
        climb = [number[step] for step in steps[gap.skill]]
        first_lacking = next(place for place, goal in enumerate(climb) if goal not in held)
        level = start.level(index[gap.skill]) + first_lacking
        return Uncloseable(gap.skill, gap.target, level, _root(start, problem, held, climb[first_lacking]))

    return tuple(told(gap) for gap in gaps)


def _root(start: Start, problem: Problem, held: frozenset[int], goal: int) -> Blocked:
    """Follow what is lacking from the goal until something lacks for a reason of its own.

    The nearest such reason is taken; when all that lacks waits for each other, that circle is the reason.
    """
    waiting, seen = [goal], {goal}
    for fact in waiting:
        if fact in held:
            continue
        if not problem.providers[fact]:
            kind = BlockKind.NOBODY_TEACHES if fact == goal else BlockKind.NEEDS_SKILL
            return _without_provider(start, problem.facts[fact], kind)
        for station in problem.providers[fact]:
            lacking = [need for need in problem.needs[station] if need not in held and need not in seen]
            waiting.extend(lacking)
            seen.update(lacking)
    stations = {problem.stations[station] for station in problem.providers[goal]}
    return Blocked(BlockKind.CIRCLE, _ids(start, stations))


def _without_provider(start: Start, fact: Fact, nobody: BlockKind) -> Blocked:
    """What keeps every station from providing `fact`; of kind `nobody` when there is no such station."""
    network = start.network
    could = set(_could_provide(start, fact))
    skill = network.skill_ids[fact[1]] if len(fact) == 3 else None
    level = fact[2] if len(fact) == 3 else None
    for kind, stations in (
        (BlockKind.EXCLUDED, could & start.barred),
        (BlockKind.COMPLETED, could & start.completed),
        (BlockKind.FILTERED, could),
    ):
        if stations:
            return Blocked(kind, _ids(start, stations), skill, level)
    if skill is None:
        return Blocked(BlockKind.CIRCLE)
    return Blocked(nobody, (), skill, level)


def _could_provide(start: Start, fact: Fact) -> Iterator[int]:
    if len(fact) == 2:
        yield from fact[1]
        return
    _, skill, level = fact
    yield from (t.station for t in start.network.teachers[skill] if t.needed < level <= t.to_level)


def _ids(start: Start, stations: set[int]) -> tuple[str, ...]:
    return tuple(start.network.station_ids[station] for station in sorted(stations))


def blocked_by(catalogue: Catalogue, blocked: Blocked) -> str:
    """The reason in words, in the language of the moment, with the names of stations and skills."""
    language = current_language()
    names = ", ".join(catalogue.station_by_id[s].name.text_in(language) for s in blocked.stations)
    skill = catalogue.skill_by_id[blocked.skill].name.text_in(language) if blocked.skill else ""
    match blocked.kind:
        case BlockKind.NOBODY_TEACHES:
            return _("niemand leert dit verder")
        case BlockKind.NEEDS_SKILL:
            return _("eerst is %(skill)s niveau %(level)s nodig, en dat leert niemand",
                     skill=skill, level=blocked.level)  # fmt: skip
        case BlockKind.EXCLUDED:
            return _("het kan alleen via %(stations)s, en die wil je niet", stations=names)
        case BlockKind.FILTERED:
            return _("het kan alleen via %(stations)s, en die past niet bij je filter", stations=names)
        case BlockKind.COMPLETED:
            return _("het kan alleen via %(stations)s, en die heb je al gereden", stations=names)
        case _:
            return _("de haltes die dit leren, wachten op elkaar")
