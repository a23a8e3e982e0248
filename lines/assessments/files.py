"""Instrument files, `metronet-instrument/1`: read whole or refused with every fault (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lines.assessments.domain import LEVELS, Dimension, Instrument, Level, Question, Topic, Transition
from lines.network.domain import Text
from metro.kernel.documents import CLI_LIMIT_BYTES, load
from metro.kernel.documents import Path as ValuePath
from metro.kernel.documents_reader import Fields, Reader
from metro.kernel.documents_values import TEXT_LIMIT
from metro.kernel.i18n import gettext as _

FORMAT = "metronet-instrument/1"
DIMENSIONS = ("S", "R", "H", "D", "A", "G")

INSTRUMENT_KEYS = frozenset(("format", "id", "version", "language", "name", "transitions", "scan"))
TRANSITION_KEYS = frozenset(("id", "name", "topics"))
TOPIC_KEYS = frozenset(("id", "name", "questions"))
QUESTION_KEYS = frozenset(("number", "text", "dma", "levels"))
LEVEL_KEYS = frozenset(("title", "text"))


def read_instrument(source: bytes | Path, *, limit_bytes: int = CLI_LIMIT_BYTES, name: str = "") -> Instrument:
    """The instrument in a JSON or YAML file, given by path or by content. Raises Refused with every fault at once."""
    reader = Reader(load(source, limit_bytes=limit_bytes, name=name))
    instrument = _InstrumentReader(reader, reader.root(INSTRUMENT_KEYS)).read()
    reader.finish()
    return instrument


class _InstrumentReader:
    def __init__(self, reader: Reader, root: Fields) -> None:
        self.reader = reader
        self.root = root
        self.language = root.language("language", "nl")
        self.named: dict[str, set[str | int]] = {}

    def read(self) -> Instrument:
        root = self.root
        root.format(FORMAT)
        transitions = tuple(self._transition(each) for each in root.each("transitions", TRANSITION_KEYS))
        return Instrument(
            id=root.id(),
            version=root.integer("version", 1),
            name=self._name(root),
            language=self.language,
            transitions=transitions,
            scan=tuple(self._scan()),
        )

    def _once(self, kind: str, found: str | int, path: ValuePath) -> None:
        named = self.named.setdefault(kind, set())
        if found and found in named:
            self.reader.report(path, _("De id '%(id)s' bestaat al. Kies een andere.", id=found))
        named.add(found)

    def _id(self, fields: Fields, kind: str) -> str:
        found = fields.id()
        self._once(kind, found, (*fields.path, "id"))
        return found

    def _name(self, fields: Fields) -> Text:
        return Text(fields.translations("name", self.language))

    def _transition(self, fields: Fields) -> Transition:
        topics = tuple(self._topic(each) for each in fields.each("topics", TOPIC_KEYS))
        return Transition(self._id(fields, "transition"), self._name(fields), topics)

    def _topic(self, fields: Fields) -> Topic:
        questions = tuple(self._question(each) for each in fields.each("questions", QUESTION_KEYS))
        return Topic(self._id(fields, "topic"), self._name(fields), questions)

    def _question(self, fields: Fields) -> Question:
        number = fields.integer("number", 1)
        self._once("question", number, (*fields.path, "number"))
        return Question(
            number=number,
            text=Text(fields.translations("text", self.language, TEXT_LIMIT)),
            dma=cast(Dimension | None, fields.choice("dma", DIMENSIONS)),
            levels=self._levels(fields),
        )

    def _levels(self, fields: Fields) -> tuple[Level, ...]:
        levels = tuple(
            Level(
                Text(each.translations("title", self.language)),
                Text(each.optional_translations("text", self.language)),
            )
            for each in fields.each("levels", LEVEL_KEYS)
        )
        if levels and len(levels) != LEVELS:
            message = _("Een vraag heeft vijf niveaus of geen; hier staan er %(count)s.", count=len(levels))
            fields.report("levels", message)
        return levels

    def _scan(self) -> Iterator[int]:
        known = self.named.get("question", set())
        for path, item in self.root.items("scan"):
            number = self.reader.integer(item, path, 1, 2_147_483_647)
            self._once("scan", number, path)
            if number not in known:
                self.reader.report(path, _("Er is geen vraag met nummer %(number)s.", number=number))
            yield number
