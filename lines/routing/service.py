"""Planning for a page: a process of its own plans, the compiled network is kept, an answer is kept for good.

The same profile on the same version gets the stored answer, so a page never changes by itself, not even when an answer
was cut short by time; only who asks for it has it planned longer.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import replace
from weakref import WeakKeyDictionary

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from lines.network.service import NetworkVersion
from lines.routing import repository
from lines.routing.domain import Profile, Route
from lines.routing.keeper import keeper
from lines.routing.models import PlannedRouteRow
from lines.routing.planner import CompiledNetwork, compile_network
from metro.kernel import clock
from metro.kernel.kept import Kept

PLANNER_EDITION = "3"  # raised when the planner's answers change, so that old ones are not taken for new
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


def plan_longer(session: Session, version: NetworkVersion, profile: Profile, limit_seconds: float) -> None:
    """Look again, with more time, where the stored answer was cut short; a better answer takes its place."""
    if route_for(session, version, profile, limit_seconds).is_cut_short:
        route = keeper.planned(version.digest, compiled(version), profile, limit_seconds)
        # Once is enough: there is no more time than this.
        longest = replace(route, is_cut_short=False)
        repository.store_instead(session, _row(version, profile_digest(profile), longest))


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
