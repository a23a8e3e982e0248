"""Reading `metronet-profile/1` and writing `metronet-route/1` (docs/formats.md)."""

from __future__ import annotations

from pathlib import Path

from lines.network.domain import Catalogue, SkillLevel
from lines.routing.blocking import blocked_by
from lines.routing.domain import (
    HIGHEST_LEVEL,
    Because,
    Budget,
    Closes,
    Exclude,
    Filter,
    Gap,
    Objective,
    Profile,
    Route,
    Stop,
    Weights,
)
from metro.kernel.documents import CLI_LIMIT_BYTES, load
from metro.kernel.documents_reader import Fields, Reader
from metro.kernel.i18n import gettext as _

PROFILE_FORMAT = "metronet-profile/1"
ROUTE_FORMAT = "metronet-route/1"

PROFILE_KEYS = ("format", "id", "current", "completed", "gaps", "objective", "budget", "weights", "filter", "exclude")
GAP_KEYS = ("skill", "current", "target", "importance")
LEVEL_KEYS = ("skill", "level")
WEIGHT_KEYS = ("minutes", "price_cents", "transfer", "academy_switch")


def read_profiles(source: bytes | Path, *, limit_bytes: int = CLI_LIMIT_BYTES, name: str = "") -> tuple[Profile, ...]:
    """The profiles in a file of one profile, or of `{"profiles": [...]}`, in the order of the file.

    Raises Refused (an InvalidInput) with every fault and its place. Whether skills and stations exist is for the
    network to say: see `vetting.vetted`.
    """
    reader = Reader(load(source, limit_bytes=limit_bytes, name=name))
    value = reader.document.value
    if isinstance(value, dict) and "profiles" in value:
        file = reader.root(("format", "profiles"))
        profiles = tuple(_profile(fields) for fields in file.each("profiles", PROFILE_KEYS))
    else:
        profiles = (_profile(reader.root(PROFILE_KEYS)),)
    reader.finish()
    return profiles


def _profile(fields: Fields) -> Profile:
    if "format" in fields:
        fields.format(PROFILE_FORMAT)
    if "gaps" not in fields:
        fields.reader.report(fields.path, _("Hier ontbreekt 'gaps'. Voeg het toe."))
    budget = fields.group("budget", ("minutes", "price_cents"))
    wanted = fields.group("filter", ("regions", "languages", "forms", "academies"))
    exclude = fields.group("exclude", ("stations", "academies"))
    return Profile(
        id=fields.optional_id("id") or "",
        current=tuple(
            SkillLevel(each.id("skill"), each.integer("level", 0, HIGHEST_LEVEL))
            for each in _distinct(fields, "current", LEVEL_KEYS)
        ),
        completed=_ids(fields, "completed"),
        gaps=tuple(_gap(each) for each in _distinct(fields, "gaps", GAP_KEYS)),
        objective=Objective(fields.choice("objective", [each.value for each in Objective]) or Objective.MINUTES),
        budget=Budget(budget.optional_integer("minutes", 0), budget.optional_integer("price_cents", 0)),
        weights=_weights(fields.group("weights", WEIGHT_KEYS)),
        filter=Filter(
            regions=wanted.texts("regions"),
            languages=wanted.languages("languages"),
            forms=wanted.texts("forms"),
            academies=_ids(wanted, "academies"),
        ),
        exclude=Exclude(_ids(exclude, "stations"), _ids(exclude, "academies")),
    )


def _distinct(fields: Fields, key: str, known: tuple[str, ...]) -> list[Fields]:
    """The groups of a list about skills; two that speak of one skill differently are reported."""
    found: dict[object, Fields] = {}
    for each in fields.each(key, known):
        skill = each.value.get("skill")
        name = skill if isinstance(skill, str) else each.path
        if name in found and found[name].value != each.value:
            each.report("skill", _("Deze vaardigheid staat er al, met andere waarden. Houd er een over."))
        found.setdefault(name, each)
    return list(found.values())


def _gap(fields: Fields) -> Gap:
    current = fields.optional_integer("current", 0, HIGHEST_LEVEL)
    importance = fields.optional_integer("importance", 1)
    return Gap(
        skill=fields.id("skill"),
        target=fields.integer("target", 0, HIGHEST_LEVEL),
        current=current or 0,
        importance=1 if importance is None else importance,
    )


def _weights(fields: Fields) -> Weights:
    given = {key: fields.optional_number(key) for key in WEIGHT_KEYS}
    return Weights(**{key: weight for key, weight in given.items() if weight is not None})


def _ids(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fields.reader.id(item, path) for path, item in fields.items(key)))


def route_document(catalogue: Catalogue, route: Route) -> dict[str, object]:
    """A route as plain JSON values; `blocked_by` is a sentence in the language of the moment."""
    return {
        "format": ROUTE_FORMAT,
        **_body(catalogue, route),
        "alternatives": [_body(catalogue, other) for other in route.alternatives],
    }


def _body(catalogue: Catalogue, route: Route) -> dict[str, object]:
    totals, proof = route.totals, route.proof
    return {
        "profile": route.profile,
        "objective": route.objective.value,
        "kinds": [kind.value for kind in route.kinds],
        "stations": [_stop(stop) for stop in route.stops],
        "totals": {
            "minutes": totals.minutes,
            "price_cents": totals.price_cents,
            "transfers": totals.transfers,
            "academy_switches": totals.academy_switches,
        },
        "closed": list(route.closed),
        "open": list(route.open),
        "uncloseable": [
            {
                "skill": gap.skill,
                "target": gap.target,
                "reachable": gap.reachable,
                "blocked_by": blocked_by(catalogue, gap.blocked),
            }
            for gap in route.uncloseable
        ],
        "proof": {"optimal": proof.optimal, "bound": proof.bound, "seconds": proof.seconds},
    }


def _stop(stop: Stop) -> dict[str, object]:
    return {
        "id": stop.station,
        "line": stop.line,
        "academy": stop.academy,
        "minutes": stop.minutes,
        "price_cents": stop.price_cents,
        "raises": [{"skill": r.skill, "from": r.from_level, "to": r.to_level} for r in stop.raises],
        "because": [_because(reason) for reason in stop.because],
    }


def _because(reason: Because) -> dict[str, str]:
    return {"closes": reason.skill} if isinstance(reason, Closes) else {"needed_by": reason.station}
