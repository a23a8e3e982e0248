"""The places of an academy, in the wizard."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from academies.tenants import repository, settings
from academies.tenants.domain import read_place
from academies.tenants.models import Academy
from academies.web.academy_pages import REFUSED, SEE_OTHER, START, start_page, the_academy
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("academy_places", __name__)

PLACES = f"{START}/places"
PLACE = f"{PLACES}/<id:place_id>"


@bp.get(PLACES)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def places(slug: str) -> str:
    """Where stations are given, and a form for one more."""
    return _page(the_academy(slug), {}, {})


@bp.post(PLACES)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def add(slug: str) -> ResponseReturnValue:
    """One more."""
    academy = the_academy(slug)
    address, errors = read_place(request.form)
    if address is None:
        return _page(academy, request.form, errors), REFUSED
    try:
        settings.add_place(session(), academy, address, the_actor().person)
    except (InvalidInput, Conflict) as error:
        return _page(academy, request.form, {"name": error.message}), REFUSED
    return _back(slug)


@bp.get(PLACE)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def show(slug: str, place_id: int) -> str:
    """The form of one place."""
    academy = the_academy(slug)
    place = settings.place_of(session(), academy, place_id)
    values = {name: getattr(place, name) for name in ("name", "street", "postcode", "city")}
    return _page(academy, values, {}, place_id)


@bp.post(PLACE)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def edit(slug: str, place_id: int) -> ResponseReturnValue:
    """Describe it anew."""
    academy = the_academy(slug)
    settings.place_of(session(), academy, place_id)
    address, errors = read_place(request.form)
    if address is None:
        return _page(academy, request.form, errors, place_id), REFUSED
    try:
        settings.edit_place(session(), academy, place_id, address, the_actor().person)
    except InvalidInput as error:
        return _page(academy, request.form, {"name": error.message}, place_id), REFUSED
    return _back(slug)


@bp.post(f"{PLACE}/remove")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def remove(slug: str, place_id: int) -> ResponseReturnValue:
    """Take it away."""
    settings.remove_place(session(), the_academy(slug), place_id, the_actor().person)
    return _back(slug)


def _back(slug: str) -> ResponseReturnValue:
    return redirect(f"/academies/{slug}/start/places", SEE_OTHER)


def _page(academy: Academy, values: Mapping[str, str], errors: Mapping[str, str], place_id: int | None = None) -> str:
    return start_page(
        "academies/academy_start_places.html", academy, "places", places=repository.places(session(), academy.id),
        values=values, errors=errors, place_id=place_id,
    )  # fmt: skip
