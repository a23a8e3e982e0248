"""The studio: an academy's stations as a list, and the form in which one is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from lines.network.domain import Catalogue
from lines.studio import reviewing, service
from lines.studio.domain import Draft, Giver, State
from lines.studio.faults import faults
from lines.studio.merging import Clash
from lines.studio.publishing import Unfinished, is_offered
from lines.web import studio_words as words
from lines.web.pages import network, page
from lines.web.studio_form import Names, form_page, read_part, read_whole, shown_questions, signs_of, unfinished
from metro.accounts.repository import names_of
from metro.kernel import markdown
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission, allows
from metro.web.actors import the_actor, the_place
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("studio", __name__)

STATIONS = "/academies/<slug>/stations"
DRAFT = f"{STATIONS}/<id:draft_id>"
REFUSED, SEE_OTHER, CLASHED = 400, 303, 409
HOME_ZONE = ZoneInfo("Europe/Amsterdam")


def academy(slug: str) -> int:
    """The id of the academy at `slug`, where who asks has a place."""
    place = the_actor().place("academy", slug)
    return (place.organisation if place else None) or 0


def giver() -> Giver:
    """That academy as a giver of stations."""
    place = the_place()
    return Giver(place.slug or "", place.name)


def catalogue() -> Catalogue:
    """The newest published network's catalogue."""
    return network().catalogue


def back_to(slug: str, rest: str = "") -> ResponseReturnValue:
    """On to a page of this academy's stations, after something was done."""
    return redirect(f"/academies/{slug}/stations{rest}", SEE_OTHER)


def studio_page(slug: str, template: str, **values: object) -> str:
    """`template` in the frame of the academy's stations."""
    place = the_place()
    return page(
        f"studio/{template}.html",
        network(),
        place=place,
        base=f"/academies/{slug}/stations",
        may_edit=allows(Permission.ACADEMY_STATIONS_EDIT, place.roles),
        may_manage=allows(Permission.ACADEMY_LINES_EDIT, place.roles),
        may_review=allows(Permission.ACADEMY_STATIONS_REVIEW, place.roles),
        state_names=words.state_names(),
        home_zone=HOME_ZONE,
        **values,
    )


def people(*ids: int) -> Mapping[int, str]:
    """The names of people as far as they may be seen; somebody's without one is not in it."""
    return {person: name for person, name in names_of(session(), set(ids)).items() if name}


@bp.get(STATIONS)
@requires(Permission.ACADEMY_STATIONS_READ)
def list_stations(slug: str) -> str:
    """What the academy writes and gives."""
    drafts = service.drafts_of(session(), academy(slug))
    offered = {draft.id for draft in drafts if is_offered(catalogue(), draft)}
    return studio_page(slug, "list", drafts=drafts, offered=offered)


@bp.get(f"{STATIONS}/new")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def ask_new(slug: str) -> str:
    """Empty, or beginning with a station of the map."""
    return _new_page(slug, "", "")


@bp.post(f"{STATIONS}/new")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def start(slug: str) -> ResponseReturnValue:
    """A new draft: empty, like a station of the map, or the same station given by this academy as well."""
    typed, way = request.form.get("station", "").strip(), request.form.get("way", "empty")
    person, whose = the_actor().person, academy(slug)
    if way == "empty":
        return back_to(slug, f"/{service.start(session(), whose, giver(), person).id}")
    station = catalogue().station_by_id.get(Names(catalogue()).id_of(typed))
    if station is None or way not in ("like", "same"):
        return _new_page(slug, typed, _("Kies een station uit de lijst.")), REFUSED
    template = service.template_of(station, catalogue())
    if way == "same":
        return back_to(slug, f"/{service.adopt(session(), whose, giver(), person, template, station.id).id}")
    begun = service.start_like(
        session(), whose, giver(), person, {**template, "name_nl": "", "name_en": ""}, station.id
    )
    return back_to(slug, f"/{begun.id}")


def _new_page(slug: str, typed: str, error: str) -> str:
    return studio_page(slug, "new", stations=list(Names(catalogue()).by_id.items()), typed=typed, error=error)


@bp.get(DRAFT)
@requires(Permission.ACADEMY_STATIONS_READ)
def show(slug: str, draft_id: int) -> str:
    """The form for who may write in it; for others, and while it is reviewed, what stands there."""
    draft = service.draft_of(session(), academy(slug), draft_id)
    may_edit = allows(Permission.ACADEMY_STATIONS_EDIT, the_place().roles)
    if draft.state is State.IN_REVIEW or not may_edit:
        return draft_page(slug, "draft", draft)
    return edit_page(slug, draft, draft.document, {}, ())


@bp.post(DRAFT)
@requires(Permission.ACADEMY_STATIONS_EDIT)
def save(slug: str, draft_id: int) -> ResponseReturnValue:
    """The whole form: what was changed in it is written, unless somebody else changed the same."""
    service.draft_of(session(), academy(slug), draft_id)
    edited = read_whole(dict(request.form.lists()), catalogue())
    saved = service.save(session(), academy(slug), draft_id, edited.seen, edited.changes, the_actor().person)
    if saved.clashes:
        typed = {**saved.draft.document, **{each.field: each.yours for each in saved.clashes}}
        return edit_page(slug, saved.draft, typed, {}, saved.clashes), CLASHED
    section = request.form.get("add", "").partition("-")[0]
    anchor = "#activity" if section == "steps" else "#skill" if section == "rows" else ""
    if request.form.get("then") == "submit":
        return send_in(slug, draft_id)
    return back_to(slug, f"/{draft_id}{anchor}")


@bp.patch(DRAFT)
@requires(Permission.ACADEMY_STATIONS_EDIT)
def save_part(slug: str, draft_id: int) -> ResponseReturnValue:
    """The fields that a script sends while somebody types; 409 with both texts for what somebody else changed."""
    service.draft_of(session(), academy(slug), draft_id)
    edited = read_part(request.get_json(silent=True), catalogue())
    saved = service.save(session(), academy(slug), draft_id, edited.seen, edited.changes, the_actor().person)
    draft = saved.draft
    found = faults(draft.document, catalogue(), draft.station, draft.giver)
    answer = jsonify(
        revision=draft.revision,
        seen=signs_of(draft),
        saved=draft.updated_at.astimezone(HOME_ZONE).strftime("%H:%M"),
        unfinished=sorted(unfinished(draft.document, found)),
        proof=found.get("proof", ""),
        clashes=[told_clash(clash) for clash in saved.clashes],
    )
    answer.status_code = CLASHED if saved.clashes else 200
    return answer


@bp.post(f"{DRAFT}/preview")
@requires(Permission.ACADEMY_STATIONS_EDIT)
def preview(slug: str, draft_id: int) -> ResponseReturnValue:
    """Markdown as it will look, as `{html}`."""
    service.draft_of(session(), academy(slug), draft_id)
    sent = request.get_json(silent=True)
    text = sent.get("markdown") if isinstance(sent, dict) else None
    if not isinstance(text, str):
        raise InvalidInput(_("Dit konden we niet lezen. Laad de pagina opnieuw."))
    return jsonify(html=preview_of(text))


def preview_of(text: str) -> str:
    """Markdown as HTML, or the sentence that says why not."""
    try:
        return markdown.to_html(text)
    except InvalidInput as error:
        return f"<p>{error.message}</p>"


def send_in(slug: str, draft_id: int) -> ResponseReturnValue:
    """Send a draft in for review; the form with what is missing when it is not ready."""
    try:
        reviewing.submit(session(), academy(slug), draft_id, giver(), the_actor().person)
    except Unfinished as refused:
        draft = service.draft_of(session(), academy(slug), draft_id)
        return edit_page(slug, draft, draft.document, refused.faults, ()), REFUSED
    return back_to(slug, f"/{draft_id}")


def edit_page(
    slug: str, draft: Draft, document: Mapping[str, Any], errors: Mapping[str, str], clashes: tuple[Clash, ...]
) -> str:
    """The form with `document` in it, the errors beside their fields."""
    versions = service.versions_of(session(), draft)
    reviews = reviewing.reviews_of(session(), draft)
    newest = reviews[0] if reviews and versions and reviews[0].number == versions[0].number else None
    return studio_page(
        slug,
        "edit",
        draft=draft,
        document=document,
        form=form_page(draft, document, catalogue()),
        signs=network().signs,
        errors=errors,
        clashes=[told_clash(clash) for clash in clashes],
        versions=versions,
        comments=newest.comments if newest and not errors else {},
        words=words,
        names=Names(catalogue()),
        preview=preview_of,
        shown_questions=shown_questions,
        is_offered=is_offered(catalogue(), draft),
    )


def draft_page(slug: str, template: str, draft: Draft, **values: object) -> str:
    """What stands in a draft, to be read; `told` are its fields in words, but for the steps."""
    told = words.all_in_words(draft.document, catalogue())
    told.pop("steps", None)
    versions, reviews = service.versions_of(session(), draft), reviewing.reviews_of(session(), draft)
    people_here = [each.saved_by for each in versions] + [each.reviewer for each in reviews]
    return studio_page(
        slug,
        template,
        draft=draft,
        told=told,
        versions=versions,
        reviews=reviews,
        people=people(*people_here),
        words=words,
        preview=preview_of,
        is_offered=is_offered(catalogue(), draft),
        **values,
    )


def told_clash(clash: Clash) -> dict[str, str]:
    """A clash in words: whose it is, what stands there and what was typed."""
    return {
        "field": clash.field,
        "label": words.labels()[clash.field],
        "person": people(clash.person).get(clash.person, _("Iemand anders")),
        "theirs": words.in_words(clash.field, clash.theirs, catalogue()),
        "yours": words.in_words(clash.field, clash.yours, catalogue()),
    }
