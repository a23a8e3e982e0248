"""The JSON Schemas of what goes into the planner and comes out: `metronet-profile/1` and `metronet-route/1`."""

from __future__ import annotations

from lines.network.files import FORMS
from lines.network.schema_parts import (
    ID,
    LANGUAGE_CODE,
    LEVEL,
    Schema,
    group,
    integer,
    list_of,
    nullable,
    text,
    titled,
)
from metro.kernel.documents_values import NAME_LIMIT

OBJECTIVES = ("minutes", "price", "weighted")
_NUMBER: Schema = {"type": ["number", "null"], "minimum": 0}
_IDS = list_of(ID)

_PROFILE = group(
    ["gaps"],
    {
        "format": {"const": "metronet-profile/1"},
        "id": nullable(ID),
        "current": list_of(group(["skill", "level"], {"skill": ID, "level": LEVEL})),
        "completed": _IDS,
        "gaps": list_of(
            group(
                ["skill", "target"],
                {"skill": ID, "current": nullable(LEVEL), "target": LEVEL, "importance": nullable(integer(1))},
            )
        ),
        "objective": {"enum": [*OBJECTIVES, None]},
        "budget": nullable(group([], {"minutes": nullable(integer(0)), "price_cents": nullable(integer(0))})),
        "weights": nullable(
            group([], dict.fromkeys(("minutes", "price_cents", "transfer", "academy_switch"), _NUMBER))
        ),
        "filter": nullable(
            group(
                [],
                {
                    "regions": list_of(text(NAME_LIMIT)),
                    "languages": list_of(LANGUAGE_CODE),
                    "forms": list_of({"enum": list(FORMS)}),
                    "academies": _IDS,
                },
            )
        ),
        "exclude": nullable(group([], {"stations": _IDS, "academies": _IDS})),
    },
)

PROFILE_SCHEMA: Schema = titled(
    "Metronet profile",
    {
        "if": {"type": "object", "required": ["profiles"]},
        "then": group(["profiles"], {"format": {"const": "metronet-profile/1"}, "profiles": list_of(_PROFILE)}),
        "else": _PROFILE,
    },
)

_STOP = group(
    ["id", "line", "academy", "minutes", "price_cents", "raises", "because"],
    {
        "id": ID,
        "line": nullable(ID),
        "academy": nullable(ID),
        "minutes": integer(1),
        "price_cents": integer(0),
        "raises": list_of(group(["skill", "from", "to"], {"skill": ID, "from": LEVEL, "to": LEVEL})),
        "because": list_of({"oneOf": [group(["closes"], {"closes": ID}), group(["needed_by"], {"needed_by": ID})]}),
    },
)

_TOTALS = ("minutes", "price_cents", "transfers", "academy_switches")

_BODY: dict[str, Schema] = {
    "profile": {"type": "string"},
    "objective": {"enum": list(OBJECTIVES)},
    "kinds": list_of({"enum": ["fastest", "cheapest", "fewest_changes", "balanced"]}),
    "stations": list_of(_STOP),
    "totals": group(_TOTALS, dict.fromkeys(_TOTALS, integer(0))),
    "closed": _IDS,
    "open": _IDS,
    "uncloseable": list_of(
        group(
            ["skill", "target", "reachable", "blocked_by"],
            {"skill": ID, "target": LEVEL, "reachable": LEVEL, "blocked_by": {"type": "string"}},
        )
    ),
    "proof": group(
        ["optimal", "bound", "seconds"],
        {"optimal": {"type": "boolean"}, "bound": {"type": ["number", "null"]}, "seconds": _NUMBER},
    ),
}
_REQUIRED = ["profile", "objective", "stations", "totals", "closed", "open", "uncloseable", "proof"]

ROUTE_SCHEMA: Schema = titled(
    "Metronet route",
    group(
        ["format", *_REQUIRED, "alternatives"],
        {"format": {"const": "metronet-route/1"}, **_BODY, "alternatives": list_of(group(_REQUIRED, _BODY))},
    ),
)
