"""The network office: stations that come on a national line, and the versions of the network."""

from __future__ import annotations

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from lines.network.service import current_network
from lines.studio import publishing, reviewing, service
from lines.studio.domain import Draft
from lines.studio.reviewing import Desk
from lines.web import studio_words as words
from lines.web.pages import network, page
from lines.web.studio import HOME_ZONE, REFUSED, SEE_OTHER, catalogue, people, preview_of
from lines.web.studio_states import decide, refused_words, review_values
from metro.kernel.errors import InvalidInput
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("studio_office", __name__)


@bp.get("/office/reviews")
@requires(Permission.OFFICE_STATIONS_REVIEW)
def list_reviews() -> str:
    """What waits for the office, the longest waiting first."""
    return _office_page("reviews", drafts=reviewing.waiting_for_office(session()))


@bp.get("/office/reviews/<id:draft_id>")
@requires(Permission.OFFICE_STATIONS_REVIEW)
def ask_review(draft_id: int) -> str:
    """A station to review."""
    return _review_page(reviewing.draft_for_office(session(), draft_id), {})


@bp.post("/office/reviews/<id:draft_id>")
@requires(Permission.OFFICE_STATIONS_REVIEW)
def review(draft_id: int) -> ResponseReturnValue:
    """Approve, which publishes, or give back with comments."""
    draft = reviewing.draft_for_office(session(), draft_id)
    try:
        decide(draft, Desk.OFFICE)
    except InvalidInput as refused:
        return _review_page(draft, refused_words(refused)), REFUSED
    return redirect("/office/reviews", SEE_OTHER)


@bp.get("/office/publications")
@requires(Permission.OFFICE_PUBLICATIONS_MANAGE)
def list_publications() -> str:
    """Every version of the network with what changed, and by whom."""
    history = publishing.history(session())
    return _office_page(
        "publications",
        history=history,
        newest=current_network(session()).number,
        people=people(*(each.person for each in history if each.person is not None)),
    )


@bp.post("/office/publications/<int:number>/restore")
@requires(Permission.OFFICE_PUBLICATIONS_MANAGE)
def restore(number: int) -> ResponseReturnValue:
    """An older network as the newest."""
    publishing.roll_back(session(), number, the_actor().person)
    return redirect("/office/publications", SEE_OTHER)


def _office_page(template: str, **values: object) -> str:
    return page(f"studio/{template}.html", network(), home_zone=HOME_ZONE, **values)


def _review_page(draft: Draft, errors: dict[str, str]) -> str:
    told = words.all_in_words(draft.document, catalogue())
    told.pop("steps", None)
    versions = service.versions_of(session(), draft)
    return _office_page(
        "office_review",
        draft=draft,
        told=told,
        words=words,
        preview=preview_of,
        people=people(*(each.saved_by for each in versions)),
        errors=errors,
        **review_values(draft, Desk.OFFICE),
    )
