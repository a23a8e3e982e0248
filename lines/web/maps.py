"""The home page with the map, its equal as a list, and the colours of the lines."""

from __future__ import annotations

from flask import Blueprint, Response, request

from lines.assessments.service import Scan
from lines.maps.extracts import MAIN, is_overview
from lines.network.domain import Line
from lines.network.service import network_version
from lines.web import travellers
from lines.web.flags import Flag
from lines.web.home_page import found_stations
from lines.web.lighting import line_light
from lines.web.map_parts import embed_code
from lines.web.pages import Network, flagged_map, lit_map, map_state, network, network_of, page, station_list
from lines.web.parts import doors
from lines.web.planning import route_of
from lines.web.route_map import here_flags
from lines.web.signs import StationSign
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("maps", __name__)

LONGEST_QUERY = 100
YEAR_SECONDS = 31_536_000


def _query() -> str:
    query = one_line(request.args.get("q", ""))
    if len(query) > LONGEST_QUERY:
        raise InvalidInput(_("Zoek met hoogstens %(number)s tekens.", number=LONGEST_QUERY))
    return query


def _lit_line(shown: Network) -> Line | None:
    wanted = request.args.get("line", "")
    if not wanted:
        return None
    line = shown.catalogue.line_by_id.get(wanted)
    if line is None:
        raise NotFound(_("Die lijn is er niet op dit net."))
    return line


def _lit_station(shown: Network) -> StationSign | None:
    wanted = request.args.get("station", "")
    if not wanted:
        return None
    if wanted not in shown.signs.stations:
        raise NotFound(_("Dat station is er niet op dit net."))
    return shown.signs.stations[wanted]


def _here(shown: Network, scan: Scan | None) -> tuple[Flag, ...]:
    """Where the traveller of a complete scan is, when his route runs on this network."""
    return here_flags(route_of(scan)) if scan is not None and scan.version.number == shown.version.number else ()


@bp.get("/")
@public
def home() -> str:
    """The map, with `?line=` lit, `?station=` marked, and stations found by `?q=`."""
    shown, query = network(), _query()
    line, station, scan = _lit_line(shown), _lit_station(shown), travellers.current_scan()
    found = (station,) if station is not None else found_stations(shown.catalogue, shown.signs, query)
    resume_url, marked = travellers.resume_url(scan), [sign.id for sign in found]
    if line is not None:
        drawing = lit_map(shown, line_light(line), marked)
    else:
        drawing = flagged_map(shown, _here(shown, scan) if resume_url == travellers.ROUTE else (), marked)
    is_large = is_overview(shown.catalogue)
    return page(
        "lines/home.html",
        shown,
        drawing=drawing,
        state=map_state(shown),
        is_empty=not shown.catalogue.stations,
        is_large=is_large,
        query=query,
        found=found,
        station=station,
        lines=tuple(shown.signs.lines.values()),
        doors=doors(shown) if is_large else ((), ()),
        lit=line.id if line is not None else None,
        station_list=None if is_large else station_list(shown, "h2" if drawing is None else "h3"),
        resume_url=resume_url,
        is_renewed=scan is not None and scan.version.number != shown.version.number,
        embed_code=str(embed_code(shown, MAIN)),
    )


@bp.get("/list")
@public
def as_list() -> str:
    """The map in words; of a large network the lines alone, each with its own page."""
    shown = network()
    if is_overview(shown.catalogue):
        return page("lines/list.html", shown, lines=tuple(shown.signs.lines.values()), doors=doors(shown))
    return page("lines/list.html", shown, station_list=station_list(shown, "h2"))


@bp.get("/networks/<int(max=2147483647):number>/lines.css")
@public
def colours(number: int) -> Response:
    """The colours of the lines of one network version; kept for ever under the address that names its content."""
    shown = network_of(network_version(session(), number))
    response = Response(shown.colours, mimetype="text/css")
    if request.args.get("v") == shown.colours_hash:
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return response
