"""Reading a document field by field: what is there, of which kind, within which bounds.

A reader goes on after a fault and collects; a field that is wrong reads as an empty value of its type, and
`Reader.finish` refuses the document with every fault at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import isfinite

from metro.kernel.documents import Document
from metro.kernel.documents_faults import Path, Problem
from metro.kernel.documents_tree import PROBLEM_LIMIT
from metro.kernel.documents_values import (
    ID_LIMIT,
    LANGUAGE_CODE,
    NAME_LIMIT,
    TEXT_LIMIT,
    WHOLE_LIMIT,
    id_problem,
    not_a_language,
    not_text,
    shown,
    text_problem,
    unknown_key,
)
from metro.kernel.i18n import gettext as _

Translations = tuple[tuple[str, str], ...]


class Reader:
    """Collects the problems of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)
        self._told = {problem.path for problem in document.problems}

    def report(self, path: Path, message: str) -> None:
        """Remember that the value at `path` is wrong."""
        self.add(Problem(path, message))

    def add(self, problem: Problem) -> None:
        """Remember a problem, one per flawed value; after `PROBLEM_LIMIT` of them the document is refused at once."""
        if problem.path in self._told:
            return
        self.problems.append(problem)
        if len(self.problems) >= PROBLEM_LIMIT:
            self.finish()

    def root(self, known: Collection[str]) -> Fields:
        """The document itself, which has to be a group of named values; `known` are the names it may have."""
        fields = self.fields(self.document.value, (), known)
        if fields is None:
            raise self.document.refusal(self.problems)
        return fields

    def fields(self, value: object, path: Path, known: Collection[str]) -> Fields | None:
        """`value` as a group of named values, with each unknown name reported; None when it is something else."""
        if not isinstance(value, dict):
            message = _("Hier hoort een groep met namen en waarden, maar er staat %(found)s.", found=shown(value))
            self.report(path, message)
            return None
        if len(value.keys() & known) < len(value):
            for key in value:
                if key not in known:
                    self.add(Problem((*path, key), unknown_key(key, known), at="key"))
        return Fields(self, value, path)

    def text(self, value: object, path: Path, limit: int) -> str:
        """`value` as a stripped text of 1 to `limit` characters."""
        if not isinstance(value, str):
            self.report(path, not_text(value))
            return ""
        return self.checked(value.strip(), path, text_problem(value.strip(), limit))

    def id(self, value: object, path: Path) -> str:
        """`value` as an id."""
        if not isinstance(value, str):
            self.report(path, not_text(value))
            return ""
        return self.checked(value, path, id_problem(value))

    def checked(self, text: str, path: Path, problem: str | None) -> str:
        """`text`, or "" and a report when there is a problem."""
        if problem is None:
            return text
        self.report(path, problem)
        return ""

    def language(self, value: object, path: Path) -> str:
        """`value` as a language code: nl, en, pt-BR."""
        text = self.text(value, path, ID_LIMIT)
        if text and not LANGUAGE_CODE.fullmatch(text):
            self.report(path, not_a_language(text))
        return text

    def integer(self, value: object, path: Path, least: int, most: int) -> int:
        """`value` as a whole number from `least` to `most`; true and 1.0 are none."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        bounds = {"least": least, "most": most, "found": shown(value)}
        if most == WHOLE_LIMIT:
            message = _("Dit moet een geheel getal van %(least)s of meer zijn, maar er staat %(found)s.", **bounds)
        else:
            message = _("Dit moet een geheel getal van %(least)s tot en met %(most)s zijn, "
                        "maar er staat %(found)s.", **bounds)  # fmt: skip
        self.report(path, message)
        return least

    def finish(self) -> None:
        """Raise Refused when anything was reported."""
        if self.problems:
            raise self.document.refusal(self.problems)


class Fields:
    """One group of named values in a document. Each method reads the value under `key`."""

    __slots__ = ("path", "reader", "value")

    def __init__(self, reader: Reader, value: dict[str, object], path: Path) -> None:
        self.reader = reader
        self.value = value
        self.path = path

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def has(self, key: str) -> bool:
        """Whether there is something under `key`; null counts as absent."""
        return self.value.get(key) is not None

    def report(self, key: str, message: str) -> None:
        """Remember that the value under `key` is wrong."""
        self.reader.report((*self.path, key), message)

    def _required(self, key: str) -> bool:
        if key in self.value:
            return True
        self.reader.report(self.path, _("Hier ontbreekt '%(key)s'. Voeg het toe.", key=key))
        return False

    def format(self, expected: str) -> None:
        """Check that `format` names the format and version that is read here."""
        if self._required("format") and self.value["format"] != expected:
            found = shown(self.value["format"])
            message = _("Dit moet '%(expected)s' zijn, maar er staat %(found)s.", expected=expected, found=found)
            self.report("format", message)

    def id(self, key: str = "id") -> str:
        """The required id."""
        return self.reader.id(self.value[key], (*self.path, key)) if self._required(key) else ""

    def optional_id(self, key: str) -> str | None:
        """The id, or None when it is absent."""
        return self.reader.id(self.value[key], (*self.path, key)) if self.has(key) else None

    def text(self, key: str, limit: int = NAME_LIMIT) -> str:
        """The required text in one language."""
        return self.reader.text(self.value[key], (*self.path, key), limit) if self._required(key) else ""

    def optional_text(self, key: str, limit: int = NAME_LIMIT) -> str | None:
        """The text in one language, or None when it is absent or empty."""
        value = self.value.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return self.reader.text(value, (*self.path, key), limit)

    def translations(self, key: str, language: str, limit: int = NAME_LIMIT) -> Translations:
        """The required text: a plain one is in `language`, else one a language; sorted by language."""
        if not self._required(key):
            return ()
        value, path = self.value[key], (*self.path, key)
        if isinstance(value, str):
            return ((language, self.reader.text(value, path, limit)),)
        if not isinstance(value, dict) or not value:
            self.reader.report(path, not_text(value))
            return ()
        return tuple(sorted(self._translated(value, path, limit)))

    def _translated(self, value: dict[str, object], path: Path, limit: int) -> Iterator[tuple[str, str]]:
        for name, text in value.items():
            if not LANGUAGE_CODE.fullmatch(name):
                self.reader.add(Problem((*path, name), not_a_language(name), at="key"))
            yield name, self.reader.text(text, (*path, name), limit)

    def optional_translations(self, key: str, language: str, limit: int = TEXT_LIMIT) -> Translations:
        """The text as `translations` reads it, or () when it is absent or empty."""
        value = self.value.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return ()
        return self.translations(key, language, limit)

    def language(self, key: str, default: str) -> str:
        """The language code, or `default` when it is absent."""
        return self.reader.language(self.value[key], (*self.path, key)) if self.has(key) else default

    def integer(self, key: str, least: int, most: int = WHOLE_LIMIT) -> int:
        """The required whole number from `least` to `most`."""
        if not self._required(key):
            return least
        return self.reader.integer(self.value[key], (*self.path, key), least, most)

    def optional_integer(self, key: str, least: int, most: int = WHOLE_LIMIT) -> int | None:
        """The whole number from `least` to `most`, or None when it is absent."""
        if not self.has(key):
            return None
        return self.reader.integer(self.value[key], (*self.path, key), least, most)

    def optional_number(self, key: str) -> float | None:
        """The number of 0 or more, or None when it is absent."""
        value = self.value.get(key)
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value) and value >= 0:
            return float(value)
        self.report(key, _("Dit moet een getal van 0 of meer zijn, maar er staat %(found)s.", found=shown(value)))
        return 0.0

    def flag(self, key: str) -> bool:
        """The true or false, false when it is absent."""
        value = self.value.get(key, False)
        if not isinstance(value, bool):
            self.report(key, _("Dit moet true of false zijn, maar er staat %(found)s.", found=shown(value)))
        return value is True

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """The word, one of `choices`, or None when it is absent."""
        value = self.value.get(key)
        if value is None or (isinstance(value, str) and value in choices):
            return value
        message = _("Kies uit %(choices)s; er staat %(found)s.", choices=", ".join(choices), found=shown(value))
        self.report(key, message)
        return None

    def items(self, key: str) -> Iterator[tuple[Path, object]]:
        """The values of the list with their paths; nothing when it is absent."""
        if key not in self.value:
            return
        value, path = self.value[key], (*self.path, key)
        if not isinstance(value, list):
            self.reader.report(path, _("Hier hoort een lijst, maar er staat %(found)s.", found=shown(value)))
            return
        for place, item in enumerate(value):
            yield (*path, place), item

    def each(self, key: str, known: Collection[str]) -> Iterator[Fields]:
        """The groups of the list; what is no group is reported and passed over."""
        for path, item in self.items(key):
            fields = self.reader.fields(item, path, known)
            if fields is not None:
                yield fields

    def group(self, key: str, known: Collection[str]) -> Fields:
        """The group under `key`, an empty one when it is absent or wrong."""
        path = (*self.path, key)
        empty = Fields(self.reader, {}, path)
        return self.reader.fields(self.value[key], path, known) or empty if self.has(key) else empty

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of single texts."""
        return tuple(self.reader.text(item, path, NAME_LIMIT) for path, item in self.items(key))

    def languages(self, key: str) -> tuple[str, ...]:
        """The list of language codes."""
        return tuple(self.reader.language(item, path) for path, item in self.items(key))
