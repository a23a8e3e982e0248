"""Planning for a page: a process of its own plans, the compiled network is kept, an answer is kept for good.

The same profile on the same version gets the stored answer, so a page never changes by itself, not even when an answer
was cut short by time; only who asks for it has it planned longer.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from lines.network.service import NetworkVersion, network_version
from lines.routing import repository
from lines.routing.domain import Profile, Route, Tell
from lines.routing.keeper import keeper
from lines.routing.models import PlannedRouteRow
from lines.routing.planner import CompiledNetwork, compile_network
from metro.kernel import clock
from metro.kernel.kept import Kept

PLANNER_EDITION = "4"  # raised when the planner's answers change, so that old ones are not taken for new
KEPT_NETWORKS = 4
KEPT_ROUTES = 256

_routes = TypeAdapter(Route)
_profiles = TypeAdapter(Profile)
_compiled: OrderedDict[str, CompiledNetwork] = OrderedDict()
_compiling = threading.Lock()
_read: WeakKeyDictionary[Engine | Connection, Kept[Route]] = WeakKeyDictionary()
_reading = threading.Lock()


def compiled(version: NetworkVersion) -> CompiledNetwork:
    """The planner's own form of `version`, made once per process."""
    with _compiling:
        if version.digest not in _compiled:
            _compiled[version.digest] = compile_network(version.catalogue)
            while len(_compiled) > KEPT_NETWORKS:
                _compiled.popitem(last=False)
        return _compiled[version.digest]


def route_for(session: Session, version: NetworkVersion, profile: Profile, limit_seconds: float) -> Route:
    """The best route for `profile` with its alternatives: the stored answer, else a fresh one, which is then stored."""
    digest = profile_digest(profile)
    read, key = _read_from(session), (version.number, version.digest, digest)
    kept = read.get(key)
    if kept is not None:
        return kept
    known = repository.stored(session, version.number, digest)
    if known is None:
        route = keeper.planned(version.digest, compiled(version), profile, limit_seconds)
        repository.store(session, _row(version, digest, route))
        return route
    route = _routes.validate_python(known)
    # An answer that time cut short may be bettered, in another process too.
    return route if route.is_cut_short else read.put(key, route)


def ask_longer(session: Session, version: NetworkVersion, profile: Profile) -> bool:
    """Have the answer to `profile` planned longer, if it was cut short; whether nobody asked before."""
    if not route_for(session, version, profile, 0.0).is_cut_short:
        return False
    return repository.ask_longer(
        session, version.number, profile_digest(profile), _profiles.dump_python(profile, mode="json")
    )


def percent_of(session: Session, version: NetworkVersion, profile: Profile) -> int | None:
    """How far the longer planning for `profile` is; None when nobody asked for it, or it is done."""
    return repository.percent(session, version.number, profile_digest(profile))


def question_of(session: Session, number: int, digest: str) -> tuple[NetworkVersion, Profile] | None:
    """What is to be planned longer: network and profile; None when it was done meanwhile."""
    question = repository.question(session, number, digest)
    return None if question is None else (network_version(session, number), _profiles.validate_python(question))


def planned_longer(version: NetworkVersion, profile: Profile, limit_seconds: float, tell: Tell) -> dict[str, Any]:
    """The best route that is found with more time, ready to be stored; `tell` hears the share done."""
    route = keeper.planned(version.digest, compiled(version), profile, limit_seconds, tell)
    # Once is enough: there is no more time than this.
    stored: dict[str, Any] = _routes.dump_python(replace(route, is_cut_short=False), mode="json")
    return stored


def _row(version: NetworkVersion, digest: str, route: Route) -> PlannedRouteRow:
    return PlannedRouteRow(
        network_number=version.number,
        profile_digest=digest,
        route=_routes.dump_python(route, mode="json"),
        planned_at=clock.now(),
    )


def _read_from(session: Session) -> Kept[Route]:
    """The stored answers that this process has read from the session's database: what is stored never changes."""
    bind = session.get_bind()
    with _reading:
        return _read.setdefault(bind, Kept(KEPT_ROUTES))


def profile_digest(profile: Profile) -> str:
    """What a profile's answer is stored under."""
    return hashlib.sha256(PLANNER_EDITION.encode() + _profiles.dump_json(profile)).hexdigest()
