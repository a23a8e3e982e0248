"""The JSON Schema of catalogue files, `metronet-catalogue/1`."""

from __future__ import annotations

from lines.network.files import FORMAT, FORMS
from lines.network.schema_parts import (
    ID,
    LANGUAGE_CODE,
    LEVEL,
    LONG_TEXT,
    NAME,
    Schema,
    group,
    integer,
    list_of,
    nullable,
    optional_text,
    text,
    titled,
)
from lines.network.signs import CODE_LIMIT, COLOR
from metro.kernel.documents_values import NAME_LIMIT

_OFFERING: dict[str, Schema] = {
    "academy": nullable(ID),
    "price_cents": nullable(integer(0)),
    "form": {"enum": [*FORMS, None]},
    "place": optional_text(NAME_LIMIT),
    "languages": list_of(LANGUAGE_CODE),
}
_GROUPS = list_of({"anyOf": [ID, group(["any_of"], {"any_of": {**list_of(ID), "minItems": 1}})]})

_STATION: Schema = {
    **group(
        ["id", "name", "minutes"],
        {
            "id": ID,
            "name": NAME,
            "goal": LONG_TEXT,
            "audience": LONG_TEXT,
            "summary": LONG_TEXT,
            "minutes": integer(1),
            "offerings": list_of(group([], _OFFERING)),
            **_OFFERING,
            "teaches": list_of(
                group(["skill", "from_level", "to_level"], {"skill": ID, "from_level": LEVEL, "to_level": LEVEL})
            ),
            "requires": list_of(group(["skill", "level"], {"skill": ID, "level": LEVEL})),
            "prerequisites": _GROUPS,
            "advised": _GROUPS,
        },
    ),
    "not": {"required": ["offerings"], "anyOf": [{"required": [key]} for key in _OFFERING]},
}

_TARGET = group(["skill", "level"], {"skill": ID, "level": LEVEL, "importance": nullable(integer(1))})

CATALOGUE_SCHEMA: Schema = titled(
    "Metronet catalogue",
    group(
        ["format", "name"],
        {
            "format": {"const": FORMAT},
            "name": text(NAME_LIMIT),
            "language": nullable(LANGUAGE_CODE),
            "skills": list_of(
                group(
                    ["id", "name"], {"id": ID, "name": NAME, "topic": nullable(ID), "esco": optional_text(NAME_LIMIT)}
                )
            ),
            "academies": list_of(group(["id", "name"], {"id": ID, "name": NAME, "region": optional_text(NAME_LIMIT)})),
            "stations": list_of(_STATION),
            "lines": list_of(
                group(
                    ["id", "name"],
                    {
                        "id": ID,
                        "code": optional_text(CODE_LIMIT),
                        "name": NAME,
                        "color": nullable({"type": "string", "pattern": rf"^(?:\s*|\s*{COLOR.pattern}\s*)$"}),
                        "stations": list_of(ID),
                    },
                )
            ),
            "job_profiles": list_of(group(["id", "name"], {"id": ID, "name": NAME, "targets": list_of(_TARGET)})),
        },
    ),
)
