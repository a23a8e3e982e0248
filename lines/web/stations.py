"""A station: what it is about, who gives it, what it needs and where it leads."""

from __future__ import annotations

from flask import Blueprint

from lines.studio.publishing import content_of_station
from lines.web.pages import Network, network, networks_at_hand, page
from lines.web.station_page import StationPage, station_page
from lines.web.why import why_on_route
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.kept import Kept
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("stations", __name__)

KEPT_PAGES = 256

_pages: Kept[StationPage] = Kept(KEPT_PAGES)


def _station_page(shown: Network, station_id: str) -> StationPage:
    return station_page(shown.catalogue, shown.signs, shown.catalogue.station_by_id[station_id])


@bp.get("/stations/<path:station_id>", merge_slashes=False)
@public
def station(station_id: str) -> str:
    """Everything about one station, and why it is on the traveller's route when it is."""
    shown = next((net for net in networks_at_hand() if station_id in net.catalogue.station_by_id), None)
    if shown is None:
        raise NotFound(_("Dat station is er niet op dit net."))
    content = content_of_station(session(), station_id)
    return page(
        "lines/station.html",
        shown,
        content=content,
        page=_pages.got((shown.version.digest, station_id), lambda: _station_page(shown, station_id)),
        is_gone=shown is not network(),
        why=why_on_route(shown, station_id),
    )
