"""What changes from one catalogue to the next, told to a person: for a dry run and for the notes of a publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from lines.network.domain import Academy, Catalogue, JobProfile, Line, Skill, Station
from metro.kernel.i18n import gettext as _

Kind = Literal["catalogue", "skill", "academy", "station", "line", "job_profile"]
How = Literal["added", "removed", "changed", "moved"]
Thing = Skill | Academy | Station | Line | JobProfile


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is added, removed, changed in `fields`, or (of a kind as a whole) put in another order.

    `name` is the thing's name in the language of its catalogue; `id` is "" for a catalogue and for an order.
    """

    kind: Kind
    how: How
    id: str = ""
    name: str = ""
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _sentences()[self.how](self)


def differences(old: Catalogue | None, new: Catalogue) -> tuple[Change, ...]:
    """The changes from `old` (None: nothing yet) to `new`; () exactly when the two are equal."""
    before = old or Catalogue(name="", language=new.language)
    return (
        *_of_catalogue(before, new),
        *_of_kind("skill", before.skill_by_id, new.skill_by_id, new.language),
        *_of_kind("academy", before.academy_by_id, new.academy_by_id, new.language),
        *_of_kind("station", before.station_by_id, new.station_by_id, new.language),
        *_of_kind("line", before.line_by_id, new.line_by_id, new.language),
        *_of_kind("job_profile", before.job_profile_by_id, new.job_profile_by_id, new.language),
    )


def _of_catalogue(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    changed = tuple(name for name in ("name", "language") if getattr(old, name) != getattr(new, name))
    if changed:
        yield Change("catalogue", "changed", name=new.name, fields=changed)


def _of_kind(kind: Kind, old: Mapping[str, Thing], new: Mapping[str, Thing], language: str) -> Iterator[Change]:
    for name, thing in new.items():
        if name not in old:
            yield Change(kind, "added", name, thing.name.text_in(language))
        elif thing != old[name]:
            yield Change(kind, "changed", name, thing.name.text_in(language), _changed_fields(old[name], thing))
    for name, thing in old.items():
        if name not in new:
            yield Change(kind, "removed", name, thing.name.text_in(language))
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield Change(kind, "moved")


def _changed_fields(old: Thing, new: Thing) -> tuple[str, ...]:
    return tuple(each.name for each in fields(new) if getattr(old, each.name) != getattr(new, each.name))


def _sentences() -> dict[How, Callable[[Change], str]]:
    return {
        "added": lambda each: _("%(kind)s erbij: %(name)s (%(id)s)", **_words(each)),
        "removed": lambda each: _("%(kind)s weg: %(name)s (%(id)s)", **_words(each)),
        "changed": lambda each: (
            _("%(kind)s gewijzigd: %(name)s (%(id)s): %(fields)s", **_words(each))
            if each.id
            else _("%(kind)s gewijzigd: %(name)s: %(fields)s", **_words(each))
        ),
        "moved": lambda each: _("%(kind)s: andere volgorde", **_words(each)),
    }


def _words(change: Change) -> dict[str, str]:
    kinds = {
        "catalogue": _("Catalogus"),
        "skill": _("Vaardigheid"),
        "academy": _("Academie"),
        "station": _("Station"),
        "line": _("Lijn"),
        "job_profile": _("Functieprofiel"),
    }
    return {"kind": kinds[change.kind], "id": change.id, "name": change.name, "fields": ", ".join(change.fields)}
