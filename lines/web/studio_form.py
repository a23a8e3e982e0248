"""The studio's form: what there is to choose from, what stands in it, and how it is read back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lines.network.domain import Catalogue
from lines.studio.document import FIELDS, fingerprint, fingerprints, read_form
from lines.studio.domain import MOST_QUESTIONS, Document, Draft, Kind
from lines.studio.faults import faults
from lines.studio.health import NETWORK_FIELDS, Health, health_of
from lines.studio.steps import is_proof
from lines.web.studio_words import SECTIONS
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Edited:
    """What of a form was changed since it was shown, by somebody who saw revision `seen`."""

    seen: int
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of a draft. `unfinished` are the sections with a fault in them; `health` None until it can be told."""

    stations: Options
    skills: Options
    lines: Options
    faults: Mapping[str, str]
    unfinished: frozenset[str]
    proofs: tuple[int, ...]
    health: Health | None
    seen: str


class Names:
    """The stations of a catalogue as they are typed: by name, and with their id behind it where a name stands twice."""

    def __init__(self, catalogue: Catalogue) -> None:
        named = [(each.id, each.name.text_in(current_language())) for each in catalogue.stations]
        often = Counter(name for _id, name in named)
        self.by_id = {each: name if often[name] == 1 else f"{name} ({each})" for each, name in named}
        self._by_name = {name.casefold(): each for each, name in self.by_id.items()}

    def id_of(self, typed: str) -> str:
        """The id of the station that is called so; what was typed when there is none."""
        return typed if typed in self.by_id else self._by_name.get(typed.casefold(), typed)

    def name_of(self, station: str) -> str:
        """What a station is called in the form."""
        return self.by_id.get(station, station)


def form_page(draft: Draft, document: Document, catalogue: Catalogue) -> FormPage:
    """The form of `draft` with `document` in it: what is stored, or what was just typed."""
    found = faults(document, catalogue, draft.station, draft.giver)
    language = current_language()
    return FormPage(
        stations=list(Names(catalogue).by_id.items()),
        skills=[("", _("kies")), *((each.id, each.name.text_in(language)) for each in catalogue.skills)],
        lines=[("", _("kies")), *((each.id, f"{each.code} {each.name.text_in(language)}") for each in catalogue.lines)],
        faults=found,
        unfinished=unfinished(document, found),
        proofs=tuple(number for number, step in enumerate(document["steps"], start=1) if is_proof(step)),
        health=None
        if found.keys() & NETWORK_FIELDS
        else health_of(document, catalogue, draft.station, draft.giver),
        seen=signs_of(draft),
    )  # fmt: skip


def signs_of(draft: Draft) -> str:
    """The signs that a form of `draft` carries, by which it can be told later what was changed in it."""
    return json.dumps(fingerprints(draft.document))


def unfinished(document: Document, found: Mapping[str, str]) -> frozenset[str]:
    """The sections in which something is missing; English is never a fault, but not done without name and goal."""
    open_sections = {section for section, fields in SECTIONS.items() if found.keys() & set(fields)}
    if not (document["name_en"] and document["goal_en"]):
        open_sections.add("english")
    return frozenset(open_sections)


def read_whole(values: Mapping[str, Sequence[str]], catalogue: Catalogue) -> Edited:
    """A form that was sent whole: what differs from what it was shown with, by the signs it carries."""
    document = read_form(values, FIELDS, Names(catalogue).id_of)
    try:
        signs = json.loads(_first(values, "seen") or "{}")
    except ValueError:
        signs = {}
    known = signs if isinstance(signs, dict) else {}
    changes = {field: value for field, value in document.items() if known.get(field) != fingerprint(value)}
    return Edited(_number(_first(values, "revision")), changes)


def read_part(sent: object, catalogue: Catalogue) -> Edited:
    """What a script sent: `{revision, changed: [field], values: {name: [text]}}`; InvalidInput for anything else."""
    if not isinstance(sent, dict):
        raise _unreadable()
    changed, values, seen = sent.get("changed"), sent.get("values"), sent.get("revision")
    if not isinstance(seen, int) or isinstance(seen, bool) or not _are_texts(changed) or not isinstance(values, dict):
        raise _unreadable()
    if not all(_are_texts(each) for each in values.values()):
        raise _unreadable()
    return Edited(_number(str(seen)), read_form(values, [str(each) for each in changed or ()], Names(catalogue).id_of))


def shown_questions(step: Document) -> list[Mapping[str, str]]:
    """The questions of a check with an empty one behind them, while there is room."""
    questions = list(step["questions"])
    return [*questions, {}] if step["kind"] == Kind.CHECK and len(questions) < MOST_QUESTIONS else questions


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    found = values.get(name, ())
    return found[0] if found else ""


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _unreadable() -> InvalidInput:
    return InvalidInput(_("Dit konden we niet lezen. Laad de pagina opnieuw."))
