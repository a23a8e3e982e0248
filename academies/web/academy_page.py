"""The front page of an academy, for everybody once it is open, and before that for its own people and the office."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound as NoSuchPage

from academies.tenants import repository
from academies.tenants.domain import short_kind_names
from academies.tenants.models import Academy
from academies.tenants.stages import is_on_show
from academies.web.academy_pages import ACADEMY, brand_url, logo_url
from lines.api import academy_offer
from metro.kernel.permissions import Permission, allows
from metro.web.actors import current_actor
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("academy_page", __name__)


@bp.get(ACADEMY)
@public
def front(slug: str) -> str:
    """Who the academy is, what it gives, and where."""
    academy = repository.academy_at(session(), slug)
    if academy is None or not may_see(academy):
        raise NoSuchPage
    offer = academy_offer(session(), slug)
    return render_template(
        "academies/academy_page.html",
        academy=academy,
        kind_name=short_kind_names()[academy.kind],
        places=repository.places(session(), academy.id),
        stations=[(station, f"/stations/{quote(station.id, safe='')}") for station in offer.stations],
        lines_css=offer.style_url,
        brand_url=brand_url(academy),
        logo_url=logo_url(academy),
        map_url=f"/map/academy/{quote(slug, safe='')}",
        is_on_show=is_on_show(academy),
        may_edit=_may_edit(academy),
    )


def may_see(academy: Academy) -> bool:
    """Whether the visitor may see the academy: open for everybody, else its own people and the office."""
    actor = current_actor()
    if is_on_show(academy) or actor is None:
        return is_on_show(academy)
    own, office = actor.place("academy", academy.slug), actor.place("office", None)
    return own is not None or (office is not None and allows(Permission.OFFICE_PIPELINE_MANAGE, office.roles))


def _may_edit(academy: Academy) -> bool:
    actor = current_actor()
    own = actor.place("academy", academy.slug) if actor is not None else None
    return own is not None and allows(Permission.ACADEMY_SETTINGS_EDIT, own.roles)
