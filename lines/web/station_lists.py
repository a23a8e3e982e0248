"""An academy's stations as a list: taken along as a file, and brought back, shown before anything is written."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from lines.studio import importing, service
from lines.studio.importing import Effect
from lines.studio.station_lists import HEADERS, MOST_ROWS, StationList, as_list, read_stations
from lines.web.studio import SEE_OTHER, STATIONS, academy, catalogue, giver, studio_page
from metro.kernel import spreadsheets
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("station_lists", __name__)

REFUSED = 400


@bp.get(f"{STATIONS}/list")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def ask(slug: str) -> str:
    """A file to choose, and what may stand in it."""
    return _form(slug, "")


@bp.get(f"{STATIONS}/list.csv")
@requires(Permission.ACADEMY_STATIONS_READ)
def export(slug: str) -> Response:
    """Every station of the academy as a list that can be brought back."""
    drafts = service.drafts_of(session(), academy(slug))
    ordered = sorted(drafts, key=lambda draft: draft.id)
    answer = Response(as_list([(draft.station, draft.document) for draft in ordered]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="stations-{slug}.csv"'
    return answer


@bp.post(f"{STATIONS}/list")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def show(slug: str) -> ResponseReturnValue:
    """What the list would do, row by row; nothing is written yet."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InvalidInput(_("Kies een bestand."))
        data = file.read()
        read = read_stations(data, catalogue())
    except InvalidInput as error:
        return _form(slug, error.message), REFUSED
    return _plan(slug, read, spreadsheets.decode(data))


@bp.post(f"{STATIONS}/list/confirm")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def confirm(slug: str) -> ResponseReturnValue:
    """Write all of it; with a fault nothing, and a second time nothing more."""
    text = request.form.get("list", "")
    try:
        read = read_stations(text.encode(), catalogue())
    except InvalidInput as error:
        return _form(slug, error.message), REFUSED
    if read.faults:
        return _plan(slug, read, text)
    importing.carry_out(session(), academy(slug), giver(), catalogue(), read.rows, the_actor().person)
    return redirect(f"/academies/{slug}/stations", SEE_OTHER)


def _form(slug: str, error: str) -> str:
    return studio_page(
        slug, "station_list", error=error, most=MOST_ROWS, headers=[names[0] for names in HEADERS.values()]
    )


def _plan(slug: str, read: StationList, text: str) -> ResponseReturnValue:
    rows = () if read.faults else importing.planned(session(), academy(slug), read.rows)
    counts = {effect: sum(row.effect is effect for row in rows) for effect in Effect}
    page = studio_page(slug, "station_plan", faults=read.faults, rows=rows, counts=counts, list=text)
    return (page, REFUSED) if read.faults else page
