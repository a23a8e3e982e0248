"""The parts that the JSON Schemas of all file formats share (JSON Schema 2020-12).

A schema is for editors and other programs: it knows shapes and bounds. Whether ids exist, circles, doubles and order
are for the readers to say, which also give line and column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metro.kernel.documents_values import (
    ID_LIMIT,
    LANGUAGE,
    NAME_LIMIT,
    REFUSED_CHARACTERS,
    TEXT_LIMIT,
    WHOLE_LIMIT,
)

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ID: Schema = {
    "type": "string",
    "minLength": 1,
    "maxLength": ID_LIMIT,
    "pattern": rf"^(?!.*(?:--|->))\S(?:[^{REFUSED_CHARACTERS}]*\S)?$",
}
_STRIPPED = rf"^\s*\S(?:[^{REFUSED_CHARACTERS}]*\S)?\s*$"


def text(limit: int) -> Schema:
    """One text of 1 to `limit` characters."""
    return {"type": "string", "minLength": 1, "maxLength": limit, "pattern": _STRIPPED}


def optional_text(limit: int) -> Schema:
    """One text of at most `limit` characters, or null."""
    return {"anyOf": [{"type": "null"}, {"type": "string", "pattern": r"^\s*$"}, text(limit)]}


def translated(limit: int) -> Schema:
    """A plain text, or one text a language."""
    by_language = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": f"^{LANGUAGE}$"},
        "additionalProperties": text(limit),
    }
    return {"oneOf": [text(limit), by_language]}


def optional_translated(limit: int) -> Schema:
    """As `translated`, or empty, or null."""
    return {"anyOf": [{"type": "null"}, {"type": "string", "pattern": r"^\s*$"}, translated(limit)]}


def integer(least: int, most: int = WHOLE_LIMIT) -> Schema:
    """A whole number from `least` to `most`."""
    return {"type": "integer", "minimum": least, "maximum": most}


def nullable(schema: Schema) -> Schema:
    """`schema`, or null."""
    return {"anyOf": [{"type": "null"}, schema]}


def list_of(schema: Schema) -> Schema:
    """A list, maybe empty, of what `schema` describes."""
    return {"type": "array", "items": schema}


def group(required: Sequence[str], properties: Mapping[str, Schema]) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": dict(properties),
        "additionalProperties": False,
    }


def titled(title: str, schema: Schema) -> Schema:
    """`schema` as a document of its own."""
    return {"$schema": DIALECT, "title": title, **schema}


NAME = translated(NAME_LIMIT)
LONG_TEXT = optional_translated(TEXT_LIMIT)
LANGUAGE_CODE: Schema = {"type": "string", "pattern": f"^{LANGUAGE}$"}
LEVEL = integer(0, 5)
"""The level of a person in a skill."""
