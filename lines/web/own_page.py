"""A person's own page: where he is on his way, what he can do so far, and where he belongs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from lines.assessments import service
from lines.assessments.service import Scan, find_scan
from lines.network.domain import Text
from lines.routing.domain import Route
from lines.routing.scans import profile_of
from lines.web import travellers
from lines.web.pages import Network, lit_map, network_of, page
from lines.web.planning import route_of
from lines.web.route_map import route_light
from lines.web.signs import StationSign
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("own_page", __name__)


@bp.post("/me/scan")
@requires(Permission.ACCOUNT_HOME_READ)
def use_scan() -> ResponseReturnValue:
    """Take the scan that was answered on this device before signing in, in the place of one's own."""
    service.replace_scan(session(), travellers.token() or "", the_actor().person)
    return redirect("/me", 303)


@dataclass(frozen=True, slots=True)
class Held:
    """A skill and its level, 1 to 5."""

    skill: Text
    level: int


@dataclass(frozen=True, slots=True)
class OwnRoute:
    """Stations done, the one to do now, those to come, and the skills so far."""

    done: tuple[StationSign, ...]
    here: StationSign | None
    ahead: tuple[StationSign, ...]
    skills: tuple[Held, ...]

    @property
    def total(self) -> int:
        return len(self.done) + len(self.ahead) + (self.here is not None)


def own_route(shown: Network, scan: Scan, route: Route) -> OwnRoute:
    """How far the traveller of `scan` is on `route`."""
    signs, catalogue = shown.signs.stations, shown.catalogue
    stops = tuple(signs[stop] for stop in route.station_ids)
    held = tuple(Held(catalogue.skill_by_id[each.skill].name, each.level) for each in profile_of(scan).current)
    done = tuple(signs[station] for station in scan.completed if station in signs)
    return OwnRoute(done, stops[0] if stops else None, stops[1:], held)


@bp.get("/me")
@requires(Permission.ACCOUNT_HOME_READ)
def me() -> ResponseReturnValue:
    """Where I am, and where to go on."""
    actor, scan = the_actor(), travellers.current_scan()
    common = {
        "actor": actor,
        "places": actor.places,
        "resume_url": travellers.resume_url(scan),
        "has_other_scan": scan is not None and find_scan(session(), travellers.token()) is not None,
    }
    if scan is None or travellers.unfinished_url(scan) is not None:
        return render_template("lines/own_page_empty.html", **common)
    shown, route = network_of(scan.version), route_of(scan)
    travellers.note_progress(scan, route)
    light = route_light(shown.catalogue, route, scan.completed)
    return page(
        "lines/own_page.html", shown, route=own_route(shown, scan, route), drawing=lit_map(shown, light), **common
    )
