"""The brand of an academy: its form in the wizard, and its style sheet for everybody."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from academies.tenants import settings
from academies.tenants.brand import shades_of, style_hash, style_sheet
from academies.tenants.models import Academy
from academies.tenants.repository import academy_at
from academies.web.academy_page import may_see
from academies.web.academy_pages import ACADEMY, REFUSED, SEE_OTHER, START, onward, start_page, the_academy
from metro.kernel.errors import Conflict, InvalidInput, TooLarge
from metro.kernel.permissions import Permission
from metro.web import files
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import public, requires
from metro.web.static import YEAR_SECONDS

bp = Blueprint("academy_brand", __name__)

BRAND = f"{START}/brand"


@bp.get(BRAND)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def brand(slug: str) -> str:
    """The form, with what there is."""
    academy = the_academy(slug)
    return _page(academy, _values(academy), {})


@bp.post(BRAND)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def edit_brand(slug: str) -> ResponseReturnValue:
    """Keep the name, the sentence, the colour and a new logo; all of it, or nothing when one is not right."""
    files.allow_upload()
    academy, actor = the_academy(slug), the_actor().person
    wanted, errors = settings.read_brand(request.form)
    if wanted is None:
        return _page(academy, request.form, errors), REFUSED
    logo = files.uploaded("logo")
    if logo is not None:
        try:
            settings.set_logo(session(), files.folder(), academy, logo, actor)
        except (InvalidInput, TooLarge, Conflict) as error:
            return _page(academy, request.form, {"logo": error.message}), REFUSED
    settings.describe(session(), academy, wanted, actor)
    return redirect(request.path, SEE_OTHER) if "stay" in request.form else onward(academy, "brand")


@bp.post(f"{BRAND}/logo/remove")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def remove_logo(slug: str) -> ResponseReturnValue:
    """Show no logo any more."""
    settings.remove_logo(session(), the_academy(slug), the_actor().person)
    return redirect(f"/academies/{slug}/start/brand", SEE_OTHER)


@bp.get(f"{ACADEMY}/brand-<version>.css")
@public
def style(slug: str, version: str) -> Response:
    """The academy's colour, for whoever may see its page; under the address of another colour it may not be kept."""
    academy = academy_at(session(), slug)
    if academy is None or not may_see(academy):
        raise NoSuchPage
    answer = Response(style_sheet(academy.color), mimetype="text/css")
    is_current = version == style_hash(academy.color)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable" if is_current else "no-cache"
    return answer


def _values(academy: Academy) -> dict[str, str]:
    return {"name": academy.name, "motto": academy.motto, "color": academy.color}


def _page(academy: Academy, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return start_page(
        "academies/academy_start_brand.html", academy, "brand", values=values, errors=errors,
        shades=shades_of(academy.color) if academy.color else None,
    )  # fmt: skip
