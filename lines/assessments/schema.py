"""The JSON Schemas of `metronet-instrument/1` and `metronet-answers/1`."""

from __future__ import annotations

from lines.assessments import answer_files, files
from lines.assessments.domain import LEVELS
from lines.network.schema_parts import (
    ID,
    LANGUAGE_CODE,
    LONG_TEXT,
    NAME,
    Schema,
    group,
    integer,
    list_of,
    nullable,
    titled,
    translated,
)
from metro.kernel.documents_values import TEXT_LIMIT

_LEVEL = group(["title"], {"title": NAME, "text": LONG_TEXT})
_QUESTION = group(
    ["number", "text"],
    {
        "number": integer(1),
        "text": translated(TEXT_LIMIT),
        "dma": {"enum": [*files.DIMENSIONS, None]},
        "levels": {
            "anyOf": [{**list_of(_LEVEL), "maxItems": 0}, {**list_of(_LEVEL), "minItems": LEVELS, "maxItems": LEVELS}]
        },
    },
)
_TOPIC = group(["id", "name"], {"id": ID, "name": NAME, "questions": list_of(_QUESTION)})
_TRANSITION = group(["id", "name"], {"id": ID, "name": NAME, "topics": list_of(_TOPIC)})

INSTRUMENT_SCHEMA: Schema = titled(
    "Metronet instrument",
    group(
        ["format", "id", "version", "name"],
        {
            "format": {"const": files.FORMAT},
            "id": ID,
            "version": integer(1),
            "language": nullable(LANGUAGE_CODE),
            "name": NAME,
            "transitions": list_of(_TRANSITION),
            "scan": {**list_of(integer(1)), "uniqueItems": True},
        },
    ),
)

_ANSWER: Schema = {
    **group(
        ["question"],
        {
            "question": integer(1),
            "current": nullable(integer(1, LEVELS)),
            "wanted": nullable(integer(1, LEVELS)),
            "importance": nullable(integer(1, answer_files.HIGHEST_IMPORTANCE)),
            "proof": {"enum": [*answer_files.PROOFS, None]},
            "not_applicable": {"type": "boolean"},
            "unsure": {"type": "boolean"},
        },
    ),
    "oneOf": [
        {"required": ["current"], "properties": {"current": {"type": "integer"}}},
        {"required": ["not_applicable"], "properties": {"not_applicable": {"const": True}}},
        {"required": ["unsure"], "properties": {"unsure": {"const": True}}},
    ],
}

ANSWERS_SCHEMA: Schema = titled(
    "Metronet answers",
    group(
        ["format", "instrument", "version"],
        {
            "format": {"const": answer_files.FORMAT},
            "instrument": ID,
            "version": integer(1),
            "answers": list_of(_ANSWER),
        },
    ),
)
