"""The wizard of a new academy: where it stands, and the stops that need no form of their own module."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from academies.members.domain import Organisation
from academies.members.repository import invited_addresses
from academies.tenants import repository, settings
from academies.tenants.stages import change_stage
from academies.web.academy_pages import REFUSED, SEE_OTHER, START, onward, start_page, the_academy
from lines.api import academy_offer, line_names
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission, Role
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("academy_start", __name__)


@bp.get(START)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def overview(slug: str) -> str:
    """How far the academy is, and where to go on."""
    return _overview(slug, "")


def _overview(slug: str, error: str) -> str:
    return start_page("academies/academy_start.html", the_academy(slug), "", error=error)


@bp.post(f"{START}/live")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def go_live(slug: str) -> ResponseReturnValue:
    """Let everybody see the academy."""
    academy = the_academy(slug)
    try:
        if academy.stage != "onboarding":
            raise Conflict(_("Deze academie is al open geweest. Het netwerkkantoor kan haar stap veranderen."))
        change_stage(session(), academy, "live", the_actor().person)
    except Conflict as error:
        return _overview(slug, error.message), REFUSED
    return redirect(f"/academies/{slug}", SEE_OTHER)


@bp.get(f"{START}/staff")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def staff(slug: str) -> str:
    """Who is there and who is invited; inviting has a page of its own."""
    academy = the_academy(slug)
    people = [
        (row.name, [Role(role) for role in row.roles], True) for row in repository.staff(session(), academy.id)
    ] + [
        (invited.name or address, [Role(role) for role in invited.roles], False)
        for address, invited in invited_addresses(session(), Organisation(academy=academy.id)).items()
    ]
    return start_page("academies/academy_start_staff.html", academy, "staff", people=people)


@bp.get(f"{START}/payout")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def payout(slug: str) -> str:
    """Where the money will go: comes with paying."""
    return start_page("academies/academy_start_payout.html", the_academy(slug), "payout")


@bp.get(f"{START}/lines")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def lines(slug: str) -> str:
    """The national lines to choose from."""
    return _lines(slug, "")


@bp.post(f"{START}/lines")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def wish_lines(slug: str) -> ResponseReturnValue:
    """Keep the choice."""
    academy = the_academy(slug)
    known = [line.id for line in line_names(session())]
    try:
        settings.wish_lines(session(), academy, request.form.getlist("lines"), known, the_actor().person)
    except InvalidInput as error:
        return _lines(slug, error.message), REFUSED
    return onward(academy, "lines")


def _lines(slug: str, error: str) -> str:
    offer = academy_offer(session(), slug)
    return start_page(
        "academies/academy_start_lines.html", the_academy(slug), "lines",
        known_lines=line_names(session()), lines_css=offer.style_url, error=error,
    )  # fmt: skip


@bp.get(f"{START}/station")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def station(slug: str) -> str:
    """The way to the studio, for the first station."""
    offer = academy_offer(session(), slug)
    return start_page("academies/academy_start_station.html", the_academy(slug), "station", offer=offer)
