"""Every route with every foreign id in every place, and what was found in the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from metro.config import ROOT
from tests.isolation.stage import NEVER, Stage
from tests.isolation.worlds import World, owned_models

SKIPPED = ("static", "mailbox", "mailbox_letter")
OWN_WORDS = {"email": "nieuw@voorbeeld.nl", "name": "Nieuw Iemand", "kvk_number": "12345678", "sure": "yes",
             "roles": "learner", "role": "learner", "language": "nl", "reason": "kijken", "next": "/me"}  # fmt: skip
IDS = re.compile(
    rf"(?<!\d)(?:7|8){str(NEVER)[1:-3]}\d{{3}}(?!\d)|wereld-[a-z]+|[0-9a-f]{{64}}|kanarie-academy-b\d+q|nooit-geweest"
)
CHANGING = re.compile(r"Content-Length: \d+|nonce-[\w-]+|nonce=\"[\w-]+\"|\b[0-9a-f]{16}\b|=[\w.-]{20,}(?=;)")
TABLE_OF = {
    "proposal_id": "line_proposal",
    "membership_id": "membership",
    "team_id": "team",
    "invitation_id": "invitation",
    "session_id": "login_session",
    "request_id": "access_request",
    "person_id": "person",
    "company_id": "company",
    "card_id": "card",
    "draft_id": "station_draft",
    "academy_request_id": "academy_request",
    "place_id": "academy_place",
    "vat_id": "academy_vat",
    "file_id": "stored_file",
}
FIXED = {
    "number": "1",
    "line_id": "smart-maken",
    "station_id": "geen-station",
    "path": "css/base.css",
    "kind": "line",
    "name": "smart-maken",
    "language": "nl",
    "skill_id": "geen-vaardigheid",
    "profile_id": "onderhoudsmonteur",
    "version": "old",
    "extension": "pdf",
    "until": "1",
    "signature": "geen-handtekening",
}
# The network office is one organisation: its people choose a colleague by name, whichever world made him.
TOLD_ON = {"franchise_pipeline": frozenset({"person"})}


@dataclass(frozen=True)
class Try:
    """One request to make: twice, with their ids and with ids that never were."""

    endpoint: str
    method: str
    role: str
    way: str
    theirs: tuple[str, dict[str, str]]
    never: tuple[str, dict[str, str]]


@cache
def field_names() -> tuple[str, ...]:
    """Every name of a field that a template writes or a view reads."""
    names: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        names |= set(re.findall(r'\bname="([a-z_]+)"', path.read_text(encoding="utf-8")))
    for folder in ("metro", "lines", "academies"):
        for path in (ROOT / folder).rglob("*.py"):
            found = re.findall(
                r'request\.(?:form|args|values)\.get(?:list)?\("([a-z_]+)"', path.read_text(encoding="utf-8")
            )
            names |= set(found)
    return tuple(sorted(names - {"viewport", "lang"}))


def value_of(argument: str, world: World | None) -> str:
    """The value of a route's argument in `world`, in None one that never was; KeyError for one without a value yet."""
    if argument in FIXED:
        return FIXED[argument]
    if argument == "slug":
        return str(world.one("academy").slug) if world else "nooit-geweest"
    if argument == "sha256":
        return str(world.one("stored_file").sha256) if world else "f" * 64
    if argument == "secret":
        return str(world.one("invitation").token_hash.hex()) if world else "0" * 64
    if argument not in TABLE_OF:
        raise KeyError(f"say in TABLE_OF or FIXED of {__name__} what a route's {argument!r} is")
    return str(world.id(TABLE_OF[argument]) if world else NEVER)


def tries(stage: Stage, app: Flask, role: str) -> Iterator[Try]:
    """What `role` can try on every route."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint in SKIPPED:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield from _tries_of(stage, adapter, rule, method, role)


def _tries_of(stage: Stage, adapter: Any, rule: Rule, method: str, role: str) -> Iterator[Try]:
    arguments = sorted(rule.arguments)
    ours = {name: value_of(name, stage.ours) for name in arguments}
    theirs = {name: value_of(name, stage.theirs) for name in arguments}
    never = {name: value_of(name, None) for name in arguments}
    paths = {"all": (theirs, never)} | {
        name: ({**ours, name: theirs[name]}, {**ours, name: never[name]}) for name in arguments
    }
    for way, (one, other) in paths.items():
        yield Try(rule.endpoint, method, role, way, (_url(adapter, rule, one), {}), (_url(adapter, rule, other), {}))
    for name in ("team", "membership", "person", "company", "invitation", "access_request"):
        one, other = (dict.fromkeys(field_names(), str(each)) for each in (stage.theirs.id(name), NEVER))
        url = _url(adapter, rule, ours)
        yield Try(
            rule.endpoint, method, role, f"field: {name}", (url, {**one, **OWN_WORDS}), (url, {**other, **OWN_WORDS})
        )


def _url(adapter: Any, rule: Rule, arguments: dict[str, str]) -> str:
    converted = {
        name: int(value) if value.isdigit() and name != "secret" else value for name, value in arguments.items()
    }
    return str(adapter.build(rule.endpoint, converted))


def told_to(role: str) -> frozenset[str]:
    """The tables of the other world that `role` may see for what it is."""
    owned = {name: owners for name, (_model, owners) in owned_models().items()}
    shared = {name for name, owners in owned.items() if owners.is_shared}
    if role == "network-office":
        return frozenset(shared | {name for name, owners in owned.items() if owners.office})
    return frozenset(owned) - {"scan", "recovery_code", "mail_link"} if role == "operator" else frozenset(shared)


def _send(client: Any, one: Try, part: tuple[str, dict[str, str]], how: str) -> tuple[int, str]:
    url, fields = part
    headers = {"Sec-Fetch-Site": "same-origin"}
    if one.method == "GET":
        answer = client.get(url, query_string=fields, headers=headers, buffered=True)
    else:
        body = {"json": fields} if how == "json" else {"data": fields}
        answer = client.open(url, method=one.method, headers=headers, buffered=True, **body)
    return answer.status_code, f"{answer.headers}\n{answer.get_data().decode(errors='replace')}"


def faults_of(stage: Stage, one: Try, how: str = "form") -> list[str]:
    """What went wrong with one try: a canary seen, a row changed, or their id answered otherwise than no id at all."""
    faults, answers = [], []
    for part in (one.theirs, one.never):
        with stage.scene(one.role) as (client, connection):
            status, answer = _send(client, one, part, how)
            answers.append((status, CHANGING.sub("*", IDS.sub("ID", answer))))
            changed = stage.changed(connection)
        seen = stage.shown(answer, f"{part}") - told_to(one.role) - TOLD_ON.get(one.endpoint.split(".")[0], frozenset())
        faults += [f"{status}: {seen} seen"] if seen else []
        faults += [f"{status}: {changed} changed"] if changed - told_to(one.role) else []
        faults += [f"{status}: failed"] if status >= 500 else []
    if answers[0] != answers[1] and one.role not in ("network-office", "operator"):
        faults.append(f"theirs ({answers[0][0]}) is not as never ({answers[1][0]})")
    return [f"{one.role} {one.method} {one.theirs[0]} [{one.way}, {how}]: {fault}" for fault in faults]
