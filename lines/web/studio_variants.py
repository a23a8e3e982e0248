"""What the station on the map says from which one's own came, and taking it over field by field."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lines.studio import service, variants
from lines.studio.domain import Draft, State
from lines.web import studio_words as words
from lines.web.studio import DRAFT, REFUSED, academy, back_to, catalogue, studio_page
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("studio_variants", __name__)


@bp.get(f"{DRAFT}/original")
@requires(Permission.ACADEMY_STATIONS_READ)
def compare(slug: str, draft_id: int) -> str:
    """Where the two differ."""
    return _page(slug, service.draft_of(session(), academy(slug), draft_id), "")


@bp.post(f"{DRAFT}/original")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def take(slug: str, draft_id: int) -> ResponseReturnValue:
    """Take over the fields that were chosen."""
    draft = service.draft_of(session(), academy(slug), draft_id)
    try:
        variants.take(
            session(), academy(slug), draft_id, request.form.getlist("field"), catalogue(), the_actor().person
        )
    except InvalidInput as error:
        return _page(slug, draft, error.message), REFUSED
    return back_to(slug, f"/{draft_id}/original")


def _page(slug: str, draft: Draft, error: str) -> str:
    station = catalogue().station_by_id.get(draft.based_on or "")
    if station is None:
        raise NotFound(_("Dit station komt niet van een ander station op de kaart."))
    changes = variants.offered(draft, catalogue())
    told = {
        field: words.differences({**draft.document}, {**draft.document, field: value}, catalogue())
        for field, value in changes.items()
    }
    return studio_page(
        slug, "original", draft=draft, station=station, error=error, words=words,
        offered=[(field, found[0]) for field, found in told.items() if found],
        may_take=draft.state is not State.IN_REVIEW,
    )  # fmt: skip
