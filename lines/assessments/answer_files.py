"""Answer files of a full assessment, `metronet-answers/1`: read whole or refused with every fault (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lines.assessments.domain import LEVELS, Answer, Answers, Instrument, Proof
from metro.kernel.documents import CLI_LIMIT_BYTES, load
from metro.kernel.documents_reader import Fields, Reader
from metro.kernel.i18n import gettext as _

FORMAT = "metronet-answers/1"
PROOFS = ("said", "seen", "measured")
HIGHEST_IMPORTANCE = 3

ANSWERS_KEYS = frozenset(("format", "instrument", "version", "answers"))
ANSWER_KEYS = frozenset(("question", "current", "wanted", "importance", "proof", "not_applicable", "unsure"))


def read_answers(
    source: bytes | Path, instrument: Instrument, *, limit_bytes: int = CLI_LIMIT_BYTES, name: str = ""
) -> Answers:
    """The answers in a JSON or YAML file to the questions of `instrument`.

    Raises Refused with every fault at once, among them answers to another instrument or version, to a question that
    does not exist, and two answers to one question.
    """
    reader = Reader(load(source, limit_bytes=limit_bytes, name=name))
    root = reader.root(ANSWERS_KEYS)
    root.format(FORMAT)
    _check_instrument(root, instrument)
    answers = tuple(_answers(root, instrument))
    reader.finish()
    return Answers(instrument.id, instrument.version, answers)


def _check_instrument(root: Fields, instrument: Instrument) -> None:
    found = root.id("instrument")
    if found and found != instrument.id:
        message = _("Deze antwoorden horen bij '%(found)s', niet bij '%(expected)s'.",
                    found=found, expected=instrument.id)  # fmt: skip
        root.report("instrument", message)
    version = root.integer("version", 1)
    if version != instrument.version:
        message = _("Deze antwoorden horen bij versie %(found)s, niet bij versie %(expected)s.",
                    found=version, expected=instrument.version)  # fmt: skip
        root.report("version", message)


def _answers(root: Fields, instrument: Instrument) -> Iterator[Answer]:
    answered: set[int] = set()
    for fields in root.each("answers", ANSWER_KEYS):
        answer = _answer(fields)
        if answer.question not in instrument.question_by_number:
            fields.report("question", _("Er is geen vraag met nummer %(number)s.", number=answer.question))
        elif answer.question in answered:
            message = _("Vraag %(number)s is al beantwoord. Laat één antwoord staan.", number=answer.question)
            fields.report("question", message)
        answered.add(answer.question)
        yield answer


def _answer(fields: Fields) -> Answer:
    is_unsure, is_not_applicable = fields.flag("unsure"), fields.flag("not_applicable")
    if is_unsure + is_not_applicable + fields.has("current") != 1:
        message = _("Geef bij elke vraag één van de drie: 'current', 'not_applicable: true' of 'unsure: true'.")
        fields.reader.report(fields.path, message)
    return Answer(
        question=fields.integer("question", 1),
        current=fields.optional_integer("current", 1, LEVELS),
        wanted=fields.optional_integer("wanted", 1, LEVELS),
        importance=fields.optional_integer("importance", 1, HIGHEST_IMPORTANCE) or 1,
        proof=cast(Proof | None, fields.choice("proof", PROOFS)),
        is_applicable=not is_not_applicable,
    )
