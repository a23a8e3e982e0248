"""The studio's fields and their values in words, for reviewers, for comparing, and for who changed the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lines.network.domain import Catalogue
from lines.studio.document import FIELDS
from lines.studio.domain import Document, Kind, Reason, State
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

MOST_COMPARED_WORDS = 6_000
"""Longer texts are shown one after the other: comparing words takes their number squared."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "need": ("name_nl", "need_nl", "goal_nl", "audience_nl", "summary_nl"),
    "skill": ("teaches", "requires", "prerequisites", "advised"),
    "activity": ("minutes", "form", "steps"),
    "proof": ("proof",),
    "place": ("place", "price", "languages"),
    "lines": ("lines", "no_line"),
    "english": ("name_en", "need_en", "goal_en", "audience_en", "summary_en"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text that stayed ("same"), came ("new") or went ("old")."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same in two documents."""

    field: str
    label: str
    parts: tuple[Part, ...]


def section_names() -> dict[str, str]:
    """The sections of the form in their order."""
    return {
        "need": _("Behoefte"), "skill": _("Vaardigheid"), "activity": _("Activiteit"), "proof": _("Bewijs"),
        "place": _("Plaats en prijs"), "lines": _("Lijnen"), "english": _("Engels"),
    }  # fmt: skip


def labels() -> dict[str, str]:
    """What each field is called."""
    texts = {
        "name": _("Naam"), "need": _("Waarom dit station er is"), "goal": _("Doel"), "audience": _("Voor wie"),
        "summary": _("Wat je doet, in het kort"),
    }  # fmt: skip
    return {
        **{f"{name}_nl": words for name, words in texts.items()},
        **{f"{name}_en": _("%(field)s, in het Engels", field=words) for name, words in texts.items()},
        "minutes": _("Duur in minuten"), "form": _("Hoe je het geeft"), "place": _("Plaats"),
        "price": _("Prijs zonder btw, in euro’s"), "languages": _("Talen waarin je het geeft"),
        "teaches": _("Wat je leert"), "requires": _("Niveau dat je al hebt"), "prerequisites": _("Eerst nodig"),
        "advised": _("Handig om eerst te doen"), "lines": _("Lijnen"), "no_line": _("Nog geen lijn"),
        "steps": _("Stappen"),
    }  # fmt: skip


def state_names() -> dict[State, str]:
    """Where a draft stands."""
    return {
        State.DRAFT: _("concept"), State.IN_REVIEW: _("bij de beoordelaar"), State.PUBLISHED: _("gepubliceerd"),
        State.RETIRED: _("van de kaart"),
    }  # fmt: skip


def reason_names() -> dict[Reason, str]:
    """Why a version was kept."""
    return {
        Reason.SUBMITTED: _("ingestuurd"), Reason.PUBLISHED: _("gepubliceerd"),
        Reason.RESTORED: _("bewaard voordat een oudere terugkwam"),
    }  # fmt: skip


def kind_names() -> dict[str, str]:
    """The kinds of steps."""
    return {
        Kind.TEXT.value: _("Tekst"), Kind.IMAGE.value: _("Beeld"), Kind.VIDEO.value: _("Video"),
        Kind.DOWNLOAD.value: _("Download"), Kind.ASSIGNMENT.value: _("Opdracht"), Kind.CHECK.value: _("Check"),
    }  # fmt: skip


def form_names() -> dict[str, str]:
    """The ways to give a station."""
    return {
        "workshop": _("workshop"), "fieldlab": _("fieldlab"), "workplace": _("op je werk"), "online": _("online"),
    }  # fmt: skip


def level_names() -> list[tuple[str, str]]:
    """The levels to choose from."""
    words = (
        _("nog niet"), _("met hulp"), _("zelfstandig"), _("ook als het lastig is"), _("ik help anderen"),
        _("ik bepaal hoe het moet"),
    )  # fmt: skip
    return [(str(level), f"{level} · {word}") for level, word in enumerate(words)]


def in_words(field: str, value: Any, catalogue: Catalogue) -> str:
    """The value of a field as text, one line an item; "" for nothing."""
    if field in ("teaches", "requires"):
        return "\n".join(_skill_words(each, catalogue) for each in value)
    if field in ("prerequisites", "advised"):
        either = " " + _("of") + " "
        return "\n".join(either.join(_station(each, catalogue) for each in group) for group in value)
    if field == "lines":
        return "\n".join(_line_words(each, catalogue) for each in value)
    if field == "steps":
        return "\n\n".join(_step_words(number, each) for number, each in enumerate(value, start=1))
    if field == "languages":
        return ", ".join({"nl": _("Nederlands"), "en": _("Engels")}[code] for code in value)
    if field == "no_line":
        return _("ja") if value else ""
    return form_names().get(value, value) if field == "form" else str(value)


def all_in_words(document: Document, catalogue: Catalogue) -> dict[str, str]:
    """Every field that says something, in words."""
    told = {field: _told(field, document, catalogue) for field in FIELDS}
    return {field: words for field, words in told.items() if words}


def differences(old: Document, new: Document, catalogue: Catalogue) -> list[Difference]:
    """What is not the same in two documents, word by word."""
    names = labels()
    return [
        Difference(field, names[field], tuple(_parts(_told(field, old, catalogue), _told(field, new, catalogue))))
        for field in FIELDS
        if old.get(field) != new.get(field)
    ]


def _told(field: str, document: Document, catalogue: Catalogue) -> str:
    return in_words(field, document.get(field) or "", catalogue)


def _parts(old: str, new: str) -> list[Part]:
    before, after = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    if len(before) + len(after) > MOST_COMPARED_WORDS:
        return [Part("old", old), Part("new", new)]
    found = []
    for how, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Part("same", "".join(before[i1:i2])))
            continue
        found += [Part("old", "".join(before[i1:i2]))] if i2 > i1 else []
        found += [Part("new", "".join(after[j1:j2]))] if j2 > j1 else []
    return found


def _station(station: str, catalogue: Catalogue) -> str:
    found = catalogue.station_by_id.get(station)
    return found.name.text_in(current_language()) if found else station


def _skill_words(row: Document, catalogue: Catalogue) -> str:
    skill = catalogue.skill_by_id.get(row["skill"])
    name = skill.name.text_in(current_language()) if skill else row["skill"]
    return f"{name}: {row['from']} → {row['to']}" if "from" in row else f"{name}: {row['level']}"


def _line_words(row: Document, catalogue: Catalogue) -> str:
    line = catalogue.line_by_id.get(row["line"])
    name = line.name.text_in(current_language()) if line else row["line"]
    return _("%(line)s, halte %(place)s", line=name, place=row["place"]) if row["place"] else name


def _step_words(number: int, step: Document) -> str:
    kinds = kind_names()
    head = f"{number}. {kinds[step['kind']]}: {step['title_nl']}"
    texts = [step[name] for name in ("source", "body_nl", "title_en", "body_en")]
    asked = [text for question in step["questions"] for text in question.values()]
    return "\n".join([head, *filter(None, [*texts, *asked])])
