"""A small instrument for tests, and the worked example of docs/formats.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lines.assessments.answer_files import read_answers
from lines.assessments.domain import Answers, Instrument
from lines.assessments.files import read_instrument

FORMATS_PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


def json_examples(mark: str) -> list[dict[str, Any]]:
    """The JSON examples in docs/formats.md that contain `mark`."""
    page = FORMATS_PAGE.read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```json\n")[1:]]
    return [json.loads(block) for block in blocks if mark in block]


def question(number: int, **values: Any) -> dict[str, Any]:
    """A question as a file has it."""
    return {"number": number, "text": f"Vraag {number}?", **values}


def plain_instrument(**values: Any) -> dict[str, Any]:
    """An instrument as a file has it: two transitions with topics of two, one, three and one questions."""
    return {
        "format": "metronet-instrument/1",
        "id": "klein",
        "version": 2,
        "name": {"nl": "Kleine scan", "en": "Small scan"},
        "transitions": [
            {
                "id": "data",
                "name": "Data",
                "topics": [
                    {"id": "T1", "name": "Beheer", "questions": [question(1, dma="D"), question(2, dma="S")]},
                    {"id": "T2", "name": "Analyse", "questions": [question(3, dma="D")]},
                ],
            },
            {
                "id": "mens",
                "name": "Mens",
                "topics": [
                    {"id": "T3", "name": "Leren", "questions": [question(4), question(5), question(6, dma="D")]},
                    {"id": "T4", "name": "Leiden", "questions": [question(7)]},
                ],
            },
        ],
        "scan": [1, 5],
        **values,
    }


def instrument(**values: Any) -> Instrument:
    """The instrument of `plain_instrument(**values)`."""
    return read_instrument(json.dumps(plain_instrument(**values)).encode())


def plain_answers(*answers: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Answers to the small instrument as a file has them."""
    return {"format": "metronet-answers/1", "instrument": "klein", "version": 2, "answers": list(answers), **values}


def answered(*answers: dict[str, Any]) -> Answers:
    """The answers to the small instrument."""
    return read_answers(json.dumps(plain_answers(*answers)).encode(), instrument())
