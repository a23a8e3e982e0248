"""A route on the map: lit over the dimmed network, with "je bent hier" and the destination."""

from __future__ import annotations

from collections.abc import Iterable

from lines.network.domain import Catalogue
from lines.routing.domain import Route
from lines.web.flags import Flag
from lines.web.lighting import Light
from lines.web.ride import Ridden, lit_tracks
from metro.kernel.i18n import gettext as _


def here_flags(route: Route) -> tuple[Flag, ...]:
    """ "Je bent hier" on the first stop; nothing on a route without stops."""
    return tuple(Flag(stop, _("Je bent hier"), "here") for stop in route.station_ids[:1])


def route_light(catalogue: Catalogue, route: Route, completed: Iterable[str]) -> Light:
    """Stations `done`, `here`, `next` and `ready`, and the tracks between them."""
    stops = route.station_ids
    states = dict.fromkeys(completed, "done") | dict.fromkeys(stops, "ready")
    states |= dict(zip(stops[1:2], ("next",), strict=False)) | dict(zip(stops[:1], ("here",), strict=False))
    goal = tuple(Flag(stop, _("Bestemming"), "goal") for stop in stops[1:][-1:])
    tracks = lit_tracks(catalogue, [Ridden(stop.station, stop.line) for stop in route.stops])
    return Light(states, tracks, here_flags(route) + goal)
