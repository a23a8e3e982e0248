"""What keeps the steps of a station from being published."""

from __future__ import annotations

from collections.abc import Iterator

from lines.studio.domain import LEAST_QUESTIONS, MOST_QUESTIONS, Document, Kind
from lines.studio.options import options_of
from metro.kernel import markdown
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

PROOFS = (Kind.ASSIGNMENT, Kind.CHECK)
Fault = tuple[str, str]


def faults(document: Document) -> Iterator[Fault]:
    """A sentence for "steps" with the first step that cannot stay so, and one for "proof" when there is none."""
    if not document["steps"]:
        yield "steps", _("Schrijf minstens één stap.")
    for number, step in enumerate(document["steps"], start=1):
        for sentence in _of_step(step):
            yield "steps", _("Stap %(number)s: %(sentence)s", number=number, sentence=sentence)
    if not any(is_proof(step) for step in document["steps"]):
        yield "proof", _("Bewijs ontbreekt: kies een opdracht of een check van 3 tot 8 vragen.")


def is_proof(step: Document) -> bool:
    """Whether somebody can show in this step what he learned."""
    if step["kind"] == Kind.ASSIGNMENT:
        return bool(step["body_nl"])
    return step["kind"] == Kind.CHECK and LEAST_QUESTIONS <= len(step["questions"]) <= MOST_QUESTIONS


def _of_step(step: Document) -> Iterator[str]:
    kind = Kind(step["kind"])
    if not step["title_nl"]:
        yield _("geef de stap een titel.")
    if kind in (Kind.TEXT, Kind.ASSIGNMENT) and not step["body_nl"]:
        yield _("schrijf wat je hier leest of doet.")
    if kind == Kind.IMAGE and not markdown.is_own_file(step["source"]):
        yield _("zet het plaatje eerst bij je bestanden, en vul hier het adres in dat met /files/ begint.")
    if kind in (Kind.VIDEO, Kind.DOWNLOAD) and not _is_source(step["source"]):
        yield _("vul het adres in van een bestand (/files/…) of een link die met https:// begint.")
    if kind == Kind.CHECK:
        yield from _of_check(step)
    for name in ("body_nl", "body_en"):
        try:
            markdown.to_html(step[name])
        except InvalidInput as error:
            yield error.message


def _is_source(address: str) -> bool:
    is_link = address.startswith("https://") and len(address) > len("https://") and " " not in address
    return is_link or markdown.is_own_file(address)


def _of_check(step: Document) -> Iterator[str]:
    if not LEAST_QUESTIONS <= len(step["questions"]) <= MOST_QUESTIONS:
        yield _("een check heeft %(least)s tot %(most)s vragen.", least=LEAST_QUESTIONS, most=MOST_QUESTIONS)
    for number, question in enumerate(step["questions"], start=1):
        options = options_of(question["options_nl"])
        if not question["question_nl"]:
            yield _("vraag %(number)s heeft nog geen vraag.", number=number)
        if len(options) < 2 or not 0 < sum(option.is_right for option in options) < len(options):
            yield _("vraag %(number)s heeft minstens twee antwoorden nodig, waarvan een of meer met een * ervoor.",
                    number=number)  # fmt: skip
