"""The content of a station as it is published: why it is there, and the steps that a traveller does."""

from __future__ import annotations

from typing import Any

from lines.studio.domain import Document
from lines.studio.options import options_of

LANGUAGES = ("nl", "en")


def content_of(document: Document) -> dict[str, Any]:
    """The content of a document without faults: `{need, steps: [{kind, title, body, source, questions}]}`.

    Texts are by language, and what is empty is left out. `answers` are the places of the right options, from 0.
    """
    return {"need": _texts(document, "need"), "steps": [_step(each) for each in document["steps"]]}


def _texts(values: Document, name: str) -> dict[str, str]:
    return {code: values[f"{name}_{code}"] for code in LANGUAGES if values.get(f"{name}_{code}")}


def _step(step: Document) -> dict[str, Any]:
    made = {"kind": step["kind"], "title": _texts(step, "title"), "body": _texts(step, "body")}
    if step["source"]:
        made["source"] = step["source"]
    if step["questions"]:
        made["questions"] = [_question(each) for each in step["questions"]]
    return {name: value for name, value in made.items() if value}


def _question(question: Document) -> dict[str, Any]:
    dutch, english = (options_of(question[f"options_{code}"]) for code in LANGUAGES)
    is_both = len(dutch) == len(english)
    return {
        "question": _texts(question, "question"),
        "options": [
            {"nl": option.words, **({"en": english[place].words} if is_both else {})}
            for place, option in enumerate(dutch)
        ],
        "answers": [place for place, option in enumerate(dutch) if option.is_right],
        "feedback": _texts(question, "feedback"),
    }
