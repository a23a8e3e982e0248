"""A line as a strip map."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint

from lines.maps.extracts import Extract, Kind, is_overview
from lines.web.line_page import line_page
from lines.web.pages import Network, network, networks_at_hand, page
from lines.web.parts import part_url
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.web.permissions import public

bp = Blueprint("lines", __name__)


@bp.get("/lines/<path:line_id>", merge_slashes=False)
@public
def line(line_id: str) -> str:
    """The stops of a line in order."""
    shown = next((net for net in networks_at_hand() if line_id in net.catalogue.line_by_id), None)
    if shown is None:
        raise NotFound(_("Die lijn is er niet op dit net."))
    return page(
        "lines/line.html",
        shown,
        page=line_page(shown.catalogue, shown.signs, shown.catalogue.line_by_id[line_id]),
        is_gone=shown is not network(),
        map_url=_map_url(shown, line_id),
    )


def _map_url(shown: Network, line_id: str) -> str:
    """Where the line is seen whole: lit on the map, or on a map of its own where that one is an overview."""
    if is_overview(shown.catalogue):
        return part_url(Extract(Kind.LINE, line_id))
    return f"/?line={quote(line_id, safe='')}"
