"""Is a profile one that the network can answer? Everything that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite

from lines.network.domain import Catalogue
from lines.routing.domain import HIGHEST_LEVEL, Profile
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _


class InvalidProfile(InvalidInput):
    """A profile that cannot be planned; `faults` are all that is wrong, a sentence each."""

    code = "invalid_profile"

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def vetted(catalogue: Catalogue, profile: Profile) -> Profile:
    """The profile without repetitions. Raises InvalidProfile with every fault."""
    faults = tuple(dict.fromkeys([*profile_faults(profile), *_unknown(catalogue, profile)]))
    if faults:
        raise InvalidProfile(faults)
    return replace(profile, gaps=tuple(dict.fromkeys(profile.gaps)))


def profile_faults(profile: Profile) -> Iterator[str]:
    """What is wrong with a profile whatever the network: bounds, and entries that contradict each other."""
    yield from _out_of_bounds(profile)
    yield from _contradictions(
        ((level.skill, level.level) for level in profile.current),
        _("current noemt %(id)s twee keer, met verschillende niveaus. Houd er een over."),
    )
    yield from _contradictions(
        ((gap.skill, gap) for gap in profile.gaps),
        _("gaps noemt %(id)s twee keer, met verschillende waarden. Houd er een over."),
    )


def _out_of_bounds(profile: Profile) -> Iterator[str]:
    named = [(level.skill, level.level) for level in profile.current]
    named += [(gap.skill, level) for gap in profile.gaps for level in (gap.current, gap.target)]
    for skill, level in named:
        if not 0 <= level <= HIGHEST_LEVEL:
            yield _("%(id)s heeft niveau %(level)s; een niveau is 0 tot en met 5.", id=skill, level=level)
    for gap in profile.gaps:
        if gap.importance < 1:
            yield _("Het belang van %(id)s is %(found)s; het moet 1 of meer zijn.",
                    id=gap.skill, found=gap.importance)  # fmt: skip
    for amount in (profile.budget.minutes, profile.budget.price_cents):
        if amount is not None and amount < 0:
            yield _("Een budget is 0 of meer, niet %(found)s.", found=amount)
    weights = profile.weights
    for weight in (weights.minutes, weights.price_cents, weights.transfer, weights.academy_switch):
        if not isfinite(weight) or weight < 0:
            yield _("Een gewicht is een gewoon getal van 0 of meer, niet %(found)s.", found=weight)


def _contradictions(entries: Iterable[tuple[str, object]], message: str) -> Iterator[str]:
    known: dict[str, object] = {}
    for name, value in entries:
        if known.setdefault(name, value) != value:
            yield message % {"id": name}


def _unknown(catalogue: Catalogue, profile: Profile) -> Iterator[str]:
    skills = [level.skill for level in profile.current] + [gap.skill for gap in profile.gaps]
    for skill in skills:
        if skill not in catalogue.skill_by_id:
            yield _("De vaardigheid %(id)s staat niet in dit netwerk.", id=skill)
    for station in (*profile.completed, *profile.exclude.stations):
        if station not in catalogue.station_by_id:
            yield _("De halte %(id)s staat niet in dit netwerk.", id=station)
    for academy in (*profile.filter.academies, *profile.exclude.academies):
        if academy not in catalogue.academy_by_id:
            yield _("De academie %(id)s staat niet in dit netwerk.", id=academy)
