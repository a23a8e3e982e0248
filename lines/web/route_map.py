"""A route on the map: lit over the dimmed network, with "je bent hier" and the destination."""

from __future__ import annotations

from collections.abc import Iterable

from lines.network.domain import Catalogue
from lines.routing.domain import Route
from lines.web.lighting import Flag, Light
from lines.web.ride import Ridden, lit_tracks
from metro.kernel.i18n import gettext as _


def route_light(catalogue: Catalogue, route: Route, completed: Iterable[str]) -> Light:
    """Stations `done`, `here`, `next` and `ready`, and the tracks between them."""
    stops = route.station_ids
    states = dict.fromkeys(completed, "done") | dict.fromkeys(stops, "ready")
    states |= dict(zip(stops[1:2], ("next",), strict=False)) | dict(zip(stops[:1], ("here",), strict=False))
    flags = [Flag(stop, _("Je bent hier"), "here") for stop in stops[:1]]
    flags += [Flag(stop, _("Bestemming"), "goal") for stop in stops[-1:] if len(stops) > 1]
    tracks = lit_tracks(catalogue, [Ridden(stop.station, stop.line) for stop in route.stops])
    return Light(states, tracks, tuple(flags))
