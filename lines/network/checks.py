"""What may be meant but is probably wrong in a catalogue: told, never refused (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lines.network.domain import Catalogue
from lines.network.order import contradictions
from lines.network.reach import Missing, unreachable
from metro.kernel.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Warning:
    """A remark about a catalogue: `code` for machines, `path` as in `stations[3]`, `message` for people."""

    code: str
    path: str
    message: str


def check_catalogue(catalogue: Catalogue) -> tuple[Warning, ...]:
    """Every warning about a catalogue that could be read, in the order of the file within each kind.

    Kinds: `untaught` (a level is required, or aimed at, that nobody teaches to), `no_line` (a station on no line),
    `unreachable` (a station nobody can reach), `order` (a line against its own prerequisites).
    """
    return (*_untaught(catalogue), *_off_line(catalogue), *_unreached(catalogue), *_against_order(catalogue))


def _untaught(catalogue: Catalogue) -> Iterator[Warning]:
    taught: dict[str, int] = {}
    for station in catalogue.stations:
        for teaching in station.teaches:
            taught[teaching.skill] = max(taught.get(teaching.skill, 0), teaching.to_level)
    for path, skill, level in _demands(catalogue):
        if level > taught.get(skill, 0):
            message = _("Hier is '%(skill)s' op niveau %(level)s nodig, maar niemand brengt je verder dan %(taught)s.",
                        skill=skill, level=level, taught=taught.get(skill, 0))  # fmt: skip
            yield Warning("untaught", path, message)


def _demands(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Path, skill and level of everything that asks for a level."""
    for place, station in enumerate(catalogue.stations):
        for number, required in enumerate(station.requires):
            yield f"stations[{place}].requires[{number}]", required.skill, required.level
        for number, teaching in enumerate(station.teaches):
            yield f"stations[{place}].teaches[{number}].from_level", teaching.skill, teaching.from_level
    for place, profile in enumerate(catalogue.job_profiles):
        for number, target in enumerate(profile.targets):
            yield f"job_profiles[{place}].targets[{number}]", target.skill, target.level


def _off_line(catalogue: Catalogue) -> Iterator[Warning]:
    for place, station in enumerate(catalogue.stations):
        if not catalogue.lines_of[station.id]:
            message = _("Station '%(station)s' ligt op geen enkele lijn. Zet het op een lijn.", station=station.id)
            yield Warning("no_line", f"stations[{place}]", message)


def _unreached(catalogue: Catalogue) -> Iterator[Warning]:
    reasons = unreachable(catalogue)
    for place, station in enumerate(catalogue.stations):
        if station.id in reasons:
            yield Warning("unreachable", f"stations[{place}]", _why(station.id, reasons[station.id]))


def _why(station: str, missing: Missing) -> str:
    if isinstance(missing, tuple):
        names = ", ".join(missing[:5])
        return _("Station '%(station)s' is onbereikbaar: niemand komt langs %(names)s.", station=station, names=names)
    return _("Station '%(station)s' is onbereikbaar: niemand komt op niveau %(level)s van '%(skill)s'.",
             station=station, level=missing.level, skill=missing.skill)  # fmt: skip


def _against_order(catalogue: Catalogue) -> Iterator[Warning]:
    for place, station, later in contradictions(catalogue):
        line = catalogue.lines[place].id
        message = _("Op lijn '%(line)s' komt '%(later)s' na '%(station)s', maar het is daarvoor nodig. Draai ze om.",
                    line=line, later=later, station=station)  # fmt: skip
        yield Warning("order", f"lines[{place}].stations", message)
