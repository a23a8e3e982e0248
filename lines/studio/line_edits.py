"""A line as somebody edits it: what keeps it from the map, the network with it, and what that network would lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lines.maps.colours import is_alike, is_faint
from lines.network.checks import check_catalogue
from lines.network.domain import Catalogue, Line, Text
from lines.studio.domain import MOST_STOPS
from lines.studio.placing import station_id_for
from metro.kernel.i18n import gettext as _

LEAST_STOPS = 2
LONGEST_NAME = 40
_CODE = re.compile(r"[A-Z0-9]{1,3}")
_COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What stands in the form. `id` is None for a line that is new."""

    id: str | None
    code: str
    name_nl: str
    name_en: str
    color: str
    stations: tuple[str, ...]


def edit_of(line: Line) -> LineEdit:
    """A line of the network, to edit."""
    names = dict(line.name.values)
    return LineEdit(line.id, line.code, names.get("nl", ""), names.get("en", ""), line.color, line.stations)


def line_faults(edit: LineEdit, catalogue: Catalogue) -> dict[str, str]:
    """A sentence for each field that has to change before the line can be on the map."""
    others = [line for line in catalogue.lines if line.id != edit.id]
    return dict(_faults(edit, catalogue, others))


def with_line(catalogue: Catalogue, edit: LineEdit) -> tuple[Catalogue, str]:
    """The catalogue with the line as it was edited, in its place or at the end, and the line's id."""
    name = Text.of(**{code: text for code, text in (("nl", edit.name_nl), ("en", edit.name_en)) if text})
    line_id = edit.id or station_id_for(edit.name_nl, catalogue.line_by_id)
    line = Line(line_id, edit.code, name, edit.color, edit.stations)
    if line_id in catalogue.line_by_id:
        lines = tuple(line if each.id == line_id else each for each in catalogue.lines)
    else:
        lines = (*catalogue.lines, line)
    return replace(catalogue, lines=lines), line_id


def without_line(catalogue: Catalogue, line_id: str) -> Catalogue:
    """The catalogue without a line; its stations stay."""
    return replace(catalogue, lines=tuple(line for line in catalogue.lines if line.id != line_id))


def remarks(before: Catalogue, after: Catalogue) -> tuple[str, ...]:
    """What a traveller would stumble over in `after` and not in `before`."""
    known = {(each.code, each.message) for each in check_catalogue(before)}
    return tuple(each.message for each in check_catalogue(after) if (each.code, each.message) not in known)


def moved(stations: Sequence[str], place: int, by: int) -> tuple[str, ...]:
    """The stops with the one at `place` (from 0) so many places further; as they are when that is off the line."""
    kept = list(stations)
    if 0 <= place < len(kept) and 0 <= place + by < len(kept):
        kept.insert(place + by, kept.pop(place))
    return tuple(kept)


def _faults(edit: LineEdit, catalogue: Catalogue, others: Sequence[Line]) -> Iterator[tuple[str, str]]:
    if not edit.name_nl:
        yield "name_nl", _("Geef de lijn een naam.")
    elif len(edit.name_nl) > LONGEST_NAME:
        yield "name_nl", _("Houd dit korter dan %(number)s tekens.", number=LONGEST_NAME + 1)
    elif any(dict(line.name.values).get("nl", "").casefold() == edit.name_nl.casefold() for line in others):
        yield "name_nl", _("Er is al een lijn met deze naam.")
    if len(edit.name_en) > LONGEST_NAME:
        yield "name_en", _("Houd dit korter dan %(number)s tekens.", number=LONGEST_NAME + 1)
    if not _CODE.fullmatch(edit.code):
        yield "code", _("Een code is een tot drie hoofdletters of cijfers, zoals S of 3D.")
    elif any(line.code == edit.code for line in others):
        yield "code", _("Deze code is al van een andere lijn.")
    yield from _of_color(edit, others)
    yield from _of_stops(edit, catalogue)


def _of_color(edit: LineEdit, others: Sequence[Line]) -> Iterator[tuple[str, str]]:
    if not _COLOR.fullmatch(edit.color):
        yield "color", _("Kies een kleur.")
    elif is_faint(edit.color):
        yield "color", _("Deze kleur is op wit bijna niet te zien. Neem een donkerdere.")
    else:
        twin = next((line for line in others if line.color and is_alike(edit.color, line.color)), None)
        if twin is not None:
            yield "color", _("Deze kleur lijkt te veel op die van %(line)s.", line=twin.name.text_in("nl"))


def _of_stops(edit: LineEdit, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    unknown = [name for name in edit.stations if name not in catalogue.station_by_id]
    if unknown:
        yield "stations", _("Station '%(station)s' is er niet (meer).", station=unknown[0][:60])
    elif len(set(edit.stations)) < LEAST_STOPS:
        yield "stations", _("Een lijn heeft minstens twee stations.")
    elif len(edit.stations) > MOST_STOPS:
        yield "stations", _("Een lijn heeft hoogstens %(number)s stations: meer overziet niemand.", number=MOST_STOPS)
    elif len(set(edit.stations)) < len(edit.stations) - _is_ring(edit.stations):
        yield "stations", _("Een station ligt één keer op een lijn; alleen een rondlijn eindigt waar zij begint.")


def _is_ring(stations: Sequence[str]) -> bool:
    return len(stations) > LEAST_STOPS and stations[0] == stations[-1]
