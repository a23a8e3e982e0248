"""What was typed in the studio's form, as the fields of a document.

A draft may be unfinished, so nothing is refused for what it says: a price that is no number stays as it was typed, and
`lines.studio.faults` tells. Only what no draft needs is refused: more than the limits here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from lines.network.files import HIGHEST_LEVEL
from lines.studio.domain import Document, Kind
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

Values = Mapping[str, Sequence[str]]
"""A form: every value that was sent under a name."""
Finder = Callable[[str], str]
"""The id of the station that somebody called by name; what was typed when there is none."""

TEXTS = ("name", "goal", "audience", "summary", "need")
LINES_OF_TEXT = tuple(f"{text}_{language}" for text in TEXTS for language in ("nl", "en"))
WORDS = ("minutes", "form", "place", "price")
GROUPS = ("prerequisites", "advised")
FIELDS = (*LINES_OF_TEXT, *WORDS, "languages", "teaches", "requires", *GROUPS, "lines", "no_line", "steps")
STEP_TEXTS = ("title_nl", "title_en", "source")
STEP_BODIES = ("body_nl", "body_en")
QUESTION_TEXTS = ("question_nl", "options_nl", "feedback_nl", "question_en", "options_en", "feedback_en")

LONGEST_TEXT, LONGEST_BODY, LONGEST_WORD = 5_000, 100_000, 300
MOST_ROWS, MOST_STEPS, MOST_TYPED_QUESTIONS = 20, 30, 12
_ROW = re.compile(r"([0-9]{1,3})-(.+)", re.ASCII)


def empty_document() -> dict[str, Any]:
    """The fields of a station that nobody has written anything of."""
    lists: dict[str, Any] = {name: [] for name in ("teaches", "requires", *GROUPS, "lines", "steps")}
    texts: dict[str, Any] = dict.fromkeys((*LINES_OF_TEXT, *WORDS), "")
    return {**texts, **lists, "languages": ["nl"], "no_line": False}


def read_form(values: Values, fields: Collection[str], station: Finder) -> dict[str, Any]:
    """The `fields` of a form; InvalidInput for more than a draft may hold."""
    return {field: _field(values, field, station) for field in FIELDS if field in fields}


def fingerprints(document: Document) -> dict[str, str]:
    """A short sign for the value of each field, by which a form can tell what was changed in it."""
    return {field: fingerprint(document.get(field)) for field in FIELDS}


def fingerprint(value: object) -> str:
    """Eight characters that differ where the values do."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:8]


def _field(values: Values, field: str, station: Finder) -> object:
    if field in LINES_OF_TEXT:
        return _limited(one_line(_first(values, field)), LONGEST_TEXT)
    if field in WORDS:
        return _limited(one_line(_first(values, field)), LONGEST_WORD)
    if field in GROUPS:
        return _groups(values, field, station)
    if field == "languages":
        return [code for code in ("nl", "en") if code in values.get(field, ())]
    if field == "no_line":
        return bool(_first(values, field))
    readers: dict[str, Callable[[Values], list[dict[str, Any]]]] = {
        "teaches": _teaches, "requires": _requires, "lines": _lines, "steps": _steps,
    }  # fmt: skip
    return readers[field](values)


def _first(values: Values, name: str) -> str:
    found = values.get(name, ())
    return found[0] if found else ""


def _limited(text: str, most: int) -> str:
    if len(text) > most:
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=most + 1))
    return text


def _text(typed: str, most: int) -> str:
    """`typed` with its lines, but without signs that nobody sees."""
    plain = unicodedata.normalize("NFC", typed.encode("utf-8", "replace").decode()).replace("\r\n", "\n")
    kept = (sign for sign in plain.replace("\r", "\n") if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return _limited("".join(kept).strip("\n"), most)


def _rows(values: Values, field: str, most: int) -> Iterator[dict[str, Sequence[str]]]:
    """The rows of a repeated part of the form, in the order of their numbers: `teaches-0-skill` and so on."""
    rows: dict[int, dict[str, Sequence[str]]] = {}
    for name, found in values.items():
        row = _ROW.fullmatch(name.removeprefix(f"{field}-")) if name.startswith(f"{field}-") else None
        if row is not None:
            rows.setdefault(int(row[1]), {})[row[2]] = found
    if len(rows) > most + 1:  # one empty row to add to
        raise InvalidInput(_("Dit zijn er te veel: hoogstens %(number)s.", number=most))
    return (rows[number] for number in sorted(rows))


def _level(typed: str) -> int:
    return min(int(typed), HIGHEST_LEVEL) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0


def _teaches(values: Values) -> list[dict[str, Any]]:
    return [
        {"skill": skill, "from": _level(_first(row, "from")), "to": _level(_first(row, "to"))}
        for row in _rows(values, "teaches", MOST_ROWS)
        if (skill := _limited(one_line(_first(row, "skill")), LONGEST_WORD))
    ]


def _requires(values: Values) -> list[dict[str, Any]]:
    return [
        {"skill": skill, "level": _level(_first(row, "level"))}
        for row in _rows(values, "requires", MOST_ROWS)
        if (skill := _limited(one_line(_first(row, "skill")), LONGEST_WORD))
    ]


def _lines(values: Values) -> list[dict[str, Any]]:
    return [
        {"line": line, "place": _limited(one_line(_first(row, "place")), LONGEST_WORD)}
        for row in _rows(values, "lines", MOST_ROWS)
        if (line := _limited(one_line(_first(row, "line")), LONGEST_WORD))
    ]


def _groups(values: Values, field: str, station: Finder) -> list[list[str]]:
    """The groups of stations of which one suffices; one by itself is a group of one."""

    def ids(name: str) -> list[str]:
        typed = (_limited(one_line(each), LONGEST_WORD) for each in values.get(name, ()))
        return list(dict.fromkeys(station(each) for each in typed if each))

    singles = ids(f"{field}-all")
    names = sorted(name for name in values if re.fullmatch(rf"{field}-any-[0-9]{{1,2}}", name))
    groups = [[each] for each in singles] + [group for name in names if (group := ids(name))]
    if len(groups) > MOST_ROWS or any(len(group) > MOST_ROWS for group in groups):
        raise InvalidInput(_("Dit zijn er te veel: hoogstens %(number)s.", number=MOST_ROWS))
    return [list(group) for group in dict.fromkeys(map(tuple, groups))]


def _steps(values: Values) -> list[dict[str, Any]]:
    rows = [row for row in _rows(values, "steps", MOST_STEPS) if not _first(row, "remove")]
    placed = sorted(enumerate(rows), key=lambda each: (_order(each[1], each[0] + 1), each[0]))
    steps = [_step(row) for _number, row in placed if _first(row, "kind") in set(Kind)]
    added = _first(values, "add").removeprefix("steps-")
    if added in set(Kind):
        steps.append(_step({"kind": [added]}))
    if len(steps) > MOST_STEPS:
        raise InvalidInput(_("Dit zijn er te veel: hoogstens %(number)s.", number=MOST_STEPS))
    return steps


def _order(row: Values, default: int) -> float:
    typed = _first(row, "order").strip()
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else default
    # A step that is moved up goes before the one that stands there, one that is moved down after it.
    return number - 0.5 if number < default else number + 0.5 if number > default else number


def _step(row: Values) -> dict[str, Any]:
    texts = {name: _limited(one_line(_first(row, name)), LONGEST_TEXT) for name in STEP_TEXTS}
    bodies = {name: _text(_first(row, name), LONGEST_BODY) for name in STEP_BODIES}
    return {"kind": _first(row, "kind"), **texts, **bodies, "questions": list(_questions(row))}


def _questions(row: Values) -> Iterator[dict[str, str]]:
    for each in _rows(row, "questions", MOST_TYPED_QUESTIONS):
        question = {name: _text(_first(each, name), LONGEST_TEXT) for name in QUESTION_TEXTS}
        if any(question.values()):
            yield question
