"""Every route of the URL map as an address in the town; new routes join by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from metro.web.security import SAFE_METHODS
from tests.attacks.town import SLUG, Town

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
_PUBLIC_VALUES: dict[str, object] = {
    "number": 1, "line_id": "slim-onderhoud", "station_id": "trillingen-meten", "version": "old",
    "path": "css/base.css", "slug": SLUG, "kind": "line", "name": "slim-onderhoud", "language": "nl",
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A route at an address that exists in the town, and the methods that it knows."""

    rule: str
    path: str
    methods: frozenset[str]

    @property
    def unsafe(self) -> tuple[str, ...]:
        return tuple(sorted(self.methods - SAFE_METHODS))


def targets(app: Flask, town: Town) -> list[Target]:
    """Every address, in the order of the rules."""
    found: dict[str, set[str]] = {}
    paths: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update(rule.methods or ())
        paths[rule.rule] = _path(app, rule, town)
    return [Target(rule, paths[rule], frozenset(found[rule])) for rule in sorted(found)]


def unsafe_targets(app: Flask, town: Town) -> list[tuple[str, Target]]:
    """Every route that changes something, with its method."""
    return [(method, target) for target in targets(app, town) for method in target.unsafe]


def _path(app: Flask, rule: Rule, town: Town) -> str:
    values = {name: _value(rule.rule, name, town) for name in rule.arguments}
    built = app.url_map.bind("localhost").build(rule.endpoint, values)
    return str(built)


def _value(rule: str, name: str, town: Town) -> object:
    is_academy, world = rule.startswith("/academies"), town.world
    known: dict[str, object] = {
        **_PUBLIC_VALUES,
        "company_id": world.company,
        "team_id": world.team,
        "membership_id": town.owner_place if is_academy else town.own_place if "/me/" in rule else world.learner.id,
        "invitation_id": town.academy_invitation if is_academy else world.invitation,
        "request_id": town.office_request if rule.startswith("/office") else world.request,
        "session_id": town.other_login,
        "academy_request_id": town.academy_request,
        "place_id": town.place,
        "person_id": world.learner.person_id,
        "secret": town.secrets.get(rule.split("/")[1], ""),
    }
    return known.get(name, 1)
