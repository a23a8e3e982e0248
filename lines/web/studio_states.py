"""Where a draft goes: to a reviewer and back, on the map and off it, and to an older version."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lines.studio import publishing, reviewing, service
from lines.studio.domain import Draft, State
from lines.studio.publishing import Unfinished
from lines.studio.reviewing import Desk
from lines.web import studio_words as words
from lines.web.studio import (
    DRAFT,
    REFUSED,
    academy,
    back_to,
    catalogue,
    draft_page,
    people,
    send_in,
    studio_page,
)
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("studio_states", __name__)


@bp.post(f"{DRAFT}/submit")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def submit(slug: str, draft_id: int) -> ResponseReturnValue:
    """Send it in as it is stored."""
    service.draft_of(session(), academy(slug), draft_id)
    return send_in(slug, draft_id)


@bp.post(f"{DRAFT}/withdraw")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def withdraw(slug: str, draft_id: int) -> ResponseReturnValue:
    """Take it back from the reviewer."""
    reviewing.withdraw(session(), academy(slug), draft_id, the_actor().person)
    return back_to(slug, f"/{draft_id}")


@bp.post(f"{DRAFT}/retire")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def retire(slug: str, draft_id: int) -> ResponseReturnValue:
    """Take the station off the map."""
    publishing.retire(session(), academy(slug), draft_id, the_actor().person)
    return back_to(slug, f"/{draft_id}")


@bp.get(f"{DRAFT}/review")
@requires(Permission.ACADEMY_STATIONS_REVIEW)
def ask_review(slug: str, draft_id: int) -> str:
    """What stands there, with room for a comment beside each field."""
    return _review_page(slug, service.draft_of(session(), academy(slug), draft_id), {})


@bp.post(f"{DRAFT}/review")
@requires(Permission.ACADEMY_STATIONS_REVIEW)
def review(slug: str, draft_id: int) -> ResponseReturnValue:
    """Approve, which publishes, or give back with comments."""
    draft = service.draft_of(session(), academy(slug), draft_id)
    try:
        decide(draft, Desk.ACADEMY)
    except (Unfinished, InvalidInput) as refused:
        return _review_page(slug, draft, refused_words(refused)), REFUSED
    return back_to(slug, f"/{draft_id}")


@bp.get(f"{DRAFT}/versions/<int:number>")
@requires(Permission.ACADEMY_STATIONS_READ)
def compare(slug: str, draft_id: int, number: int) -> str:
    """What is different between a version and what stands there now."""
    draft = service.draft_of(session(), academy(slug), draft_id)
    version = service.version_of(session(), draft, number)
    return studio_page(
        slug,
        "compare",
        draft=draft,
        version=version,
        versions=service.versions_of(session(), draft),
        differences=words.differences(version.document, draft.document, catalogue()),
        people=people(version.saved_by),
        words=words,
        may_restore=draft.state is not State.IN_REVIEW,
    )


@bp.post(f"{DRAFT}/restore")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def restore(slug: str, draft_id: int) -> ResponseReturnValue:
    """Put an older version back."""
    typed = request.form.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    service.restore(session(), academy(slug), draft_id, number, the_actor().person)
    return back_to(slug, f"/{draft_id}")


def decide(draft: Draft, desk: Desk) -> None:
    """What the reviewer's form says, done; nothing is kept of an approval that cannot be published."""
    typed, person = request.form.get("number", ""), the_actor().person
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    if request.form.get("decision") == "approved":
        with session().begin_nested():
            reviewing.approve(session(), draft, number, desk, person)
        return
    comments = {
        name.removeprefix("comment-"): value
        for name, value in request.form.items()
        if name.startswith("comment-")
    }  # fmt: skip
    reviewing.give_back(session(), draft, number, desk, person, comments)


def refused_words(refused: InvalidInput) -> dict[str, str]:
    """What stands in the way, by field; "all" for what belongs to none."""
    return refused.faults if isinstance(refused, Unfinished) else {"all": refused.message}


def review_values(draft: Draft, desk: Desk) -> dict[str, object]:
    """What the page of a reviewer shows beside the draft; Conflict for one that waits for nobody."""
    if draft.state is not State.IN_REVIEW:
        raise Conflict(_("Dit station is al beoordeeld of teruggetrokken."))
    version = reviewing.newest_version(session(), draft)
    why_not = reviewing.why_not(draft, version, the_actor().person)
    if reviewing.desk_of(session(), draft) is not desk:
        why_not = _("Dit station komt op een landelijke lijn. Het netwerkkantoor beoordeelt het.")
    before = next((each for each in service.versions_of(session(), draft)[1:] if each.reason == "published"), None)
    news = words.differences(before.document, draft.document, catalogue()) if before else []
    typed = {name: value for name, value in request.form.items() if name.startswith("comment-")}
    return {"version": version, "why_not": why_not, "before": before, "differences": news, "typed": typed}


def _review_page(slug: str, draft: Draft, errors: dict[str, str]) -> str:
    return draft_page(slug, "review", draft, errors=errors, **review_values(draft, Desk.ACADEMY))
