"""A station: what it is about, who gives it, what it needs and where it leads."""

from __future__ import annotations

from flask import Blueprint

from lines.web.pages import network, page
from lines.web.station_page import station_page
from lines.web.why import why_on_route
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.web.permissions import public

bp = Blueprint("stations", __name__)


@bp.get("/stations/<path:station_id>", merge_slashes=False)
@public
def station(station_id: str) -> str:
    """Everything about one station, and why it is on the traveller's route when it is."""
    shown = network()
    found = shown.catalogue.station_by_id.get(station_id)
    if found is None:
        raise NotFound(_("Dat station is er niet op dit net."))
    return page(
        "lines/station.html",
        shown,
        page=station_page(shown.catalogue, shown.signs, found),
        why=why_on_route(shown, station_id),
    )
