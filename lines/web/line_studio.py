"""Editing lines: the network office its national ones, an academy its own, and proposals from one to the other."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from lines.network.domain import Catalogue
from lines.studio import line_service as service
from lines.studio import repository
from lines.studio.domain import Giver
from lines.studio.line_edits import LineEdit, edit_of, line_faults, remarks, with_line
from lines.studio.line_service import Owner
from lines.studio.publishing import Unfinished
from lines.web.line_form import NEW, edit_in, known_stops, pressed
from lines.web.pages import network, page
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.kernel.typed import one_line
from metro.web.actors import the_actor, the_place
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("line_studio", __name__)

OFFICE, ACADEMY = "/office/lines", "/academies/<slug>/lines"
REFUSED, SEE_OTHER = 400, 303


@bp.get(OFFICE)
@requires(Permission.OFFICE_LINES_MANAGE)
def office_lines() -> str:
    """Every line of the network, and what academies propose."""
    catalogue = _catalogue()
    waiting = [(row, service.edit_from(row.document)) for row in repository.open_proposals(session())]
    return page(
        "studio/office_lines.html", network(), lines=network().signs.lines.values(),
        regional=repository.regional_lines(session()), waiting=waiting, stations=network().signs.stations,
        known=catalogue.line_by_id, academies={each.id: each for each in catalogue.academies},
    )  # fmt: skip


@bp.route(f"{OFFICE}/new", methods=["GET", "POST"])
@requires(Permission.OFFICE_LINES_MANAGE)
def office_new() -> ResponseReturnValue:
    """A new national line."""
    return _edited(None, OFFICE, None)


@bp.route(f"{OFFICE}/edit/<path:line_id>", methods=["GET", "POST"])
@requires(Permission.OFFICE_LINES_MANAGE)
def office_edit(line_id: str) -> ResponseReturnValue:
    """A national line."""
    return _edited(line_id, OFFICE, None)


@bp.post(f"{OFFICE}/proposals/<id:proposal_id>")
@requires(Permission.OFFICE_LINES_MANAGE)
def decide(proposal_id: int) -> ResponseReturnValue:
    """Yes, which publishes it, or no."""
    given = request.form.get("answer")
    if given not in ("yes", "no"):
        raise InvalidInput(_("Kies ja of nee."))
    service.decide(session(), proposal_id, given == "yes", one_line(request.form.get("why", "")), the_actor().person)
    return redirect(OFFICE, SEE_OTHER)


@bp.get(ACADEMY)
@requires(Permission.ACADEMY_LINES_EDIT)
def academy_lines(slug: str) -> str:
    """The academy's own lines, those of everybody, and what it proposed."""
    regional = repository.regional_lines(session())
    own = {line for line, row in regional.items() if row.academy_id == the_place().organisation}
    signs = network().signs.lines.values()
    return page(
        "studio/academy_lines.html", network(), place=the_place(), base=f"/academies/{slug}/lines",
        own=[sign for sign in signs if sign.id in own], regional=regional,
        national=[sign for sign in signs if sign.id not in regional],
        proposals=repository.proposals_of(session(), the_place().organisation or 0), may_manage=True,
    )  # fmt: skip


@bp.route(f"{ACADEMY}/new", methods=["GET", "POST"])
@requires(Permission.ACADEMY_LINES_EDIT)
def academy_new(slug: str) -> ResponseReturnValue:
    """A new line of this academy's own, or one to propose to the network office."""
    return _edited(None, f"/academies/{slug}/lines", _owner())


@bp.route(f"{ACADEMY}/edit/<path:line_id>", methods=["GET", "POST"])
@requires(Permission.ACADEMY_LINES_EDIT)
def academy_edit(slug: str, line_id: str) -> ResponseReturnValue:
    """A line of its own to change, or a national one to propose a change of."""
    return _edited(line_id, f"/academies/{slug}/lines", _owner())


def _edited(line_id: str | None, base: str, owner: Owner | None) -> ResponseReturnValue:
    """The form of a line: shown, with its stops moved, kept, proposed, or taken off the map."""
    catalogue = _catalogue()
    if line_id is not None and line_id not in catalogue.line_by_id:
        raise NotFound(_("Die lijn is er niet op dit net."))
    is_own = _is_own(line_id, owner)
    if request.method == "GET":
        edit = NEW if line_id is None else edit_of(catalogue.line_by_id[line_id])
        return _form(catalogue, edit, base, owner, is_own, {})
    edit = edit_in(request.form, line_id)
    changed = pressed(edit, request.form)
    if changed is not None:
        return _form(catalogue, known_stops(changed, catalogue), base, owner, is_own, {})
    try:
        _carry_out(request.form.get("do", ""), edit, owner, is_own)
    except Unfinished as refused:
        return _form(catalogue, known_stops(edit, catalogue), base, owner, is_own, refused.faults), REFUSED
    return redirect(base, SEE_OTHER)


def _carry_out(do: str, edit: LineEdit, owner: Owner | None, is_own: bool) -> None:
    person = the_actor().person
    if do == "propose" and owner is not None:
        service.propose(session(), edit, owner, one_line(request.form.get("note", "")), person)
    elif do == "remove" and is_own and edit.id is not None:
        service.take_off(session(), edit.id, owner, person)
    elif do == "save" and is_own:
        service.publish_line(session(), edit, owner, person)
        if owner is not None and edit.id is not None:
            labels = (one_line(request.form.get(name, "")) for name in ("funder", "project"))
            service.label_line(session(), edit.id, owner, *labels)
    else:
        raise InvalidInput(_("Kies een van de knoppen onder het formulier."))


def _is_own(line_id: str | None, owner: Owner | None) -> bool:
    """Whether who asks may put it on the map alone; NotFound for a line that he has nothing to do with."""
    if line_id is None:
        return True
    row = repository.regional_line(session(), line_id)
    if row is not None and (owner is None or row.academy_id != owner.academy):
        raise NotFound(_("Die lijn is er niet op dit net."))
    return (row is not None) == (owner is not None)


def _form(
    catalogue: Catalogue, edit: LineEdit, base: str, owner: Owner | None, is_own: bool, faults: dict[str, str]
) -> str:
    is_whole = not line_faults(edit, catalogue)
    row = repository.regional_line(session(), edit.id) if edit.id is not None else None
    return page(
        "studio/line.html", network(), edit=edit, base=base, is_office=owner is None, is_own=is_own, faults=faults,
        place=None if owner is None else the_place(), stations=network().signs.stations,
        remarks=remarks(catalogue, with_line(catalogue, edit)[0]) if is_whole else (),
        others=sorted(
            (sign for sign in network().signs.stations.values() if sign.id not in edit.stations),
            key=lambda sign: sign.name.text_in("nl"),
        ),
        funder=row.funder if row else "", project=row.project if row else "",
    )  # fmt: skip


def _catalogue() -> Catalogue:
    return network().catalogue


def _owner() -> Owner:
    place = the_place()
    return Owner(place.organisation or 0, Giver(place.slug or "", place.name))
