"""The pipeline of the network office: who wants to become an academy, how far that is, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.franchise import domain, repository, service
from academies.franchise.domain import MOVES, Stage, stage_names
from academies.franchise.models import AcademyRequest
from academies.tenants.domain import PROVINCES, maybe_day, short_kind_names, slug_from
from metro.kernel import clock
from metro.kernel.addresses import normal_address
from metro.kernel.db import transaction
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.kernel.scopes import system
from metro.web.actors import the_actor
from metro.web.database import session, sessions
from metro.web.permissions import requires

bp = Blueprint("franchise_pipeline", __name__)

REQUEST = "/office/pipeline/<id:academy_request_id>"
REFUSED, SEE_OTHER = 400, 303
Values = Mapping[str, str]


@bp.get("/office/pipeline")
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def pipeline() -> str:
    """Every request by stage, with its next action and how long it waits."""
    found = repository.pipeline(session())
    by_stage = {stage: [each for each in found if each.stage is stage] for stage in Stage}
    return render_template(
        "academies/office_pipeline.html",
        by_stage=by_stage,
        stage_names=stage_names(),
        kind_names=short_kind_names(),
        people=_people(),
        days_since=_days_since,
        today=clock.now().date(),
        most=max(map(len, by_stage.values()), default=0),
    )


@bp.get(REQUEST)
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def show(academy_request_id: int) -> str:
    """One request: what was asked, what was noted, what may happen now."""
    return _page(academy_request_id)


@bp.post(f"{REQUEST}/stage")
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def move(academy_request_id: int) -> ResponseReturnValue:
    """Bring it to another stage."""
    try:
        wanted = _stage(request.form.get("stage", ""))
        service.move(session(), academy_request_id, wanted, the_actor().person)
    except (InvalidInput, Conflict) as error:
        return _page(academy_request_id, errors={"stage": error.message}), REFUSED
    return _back(academy_request_id)


@bp.post(f"{REQUEST}/notes")
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def write_note(academy_request_id: int) -> ResponseReturnValue:
    """Note something."""
    try:
        service.write_note(session(), academy_request_id, request.form.get("note", ""), the_actor().person)
    except InvalidInput as error:
        return _page(academy_request_id, request.form, {"note": error.message}), REFUSED
    return _back(academy_request_id)


@bp.post(f"{REQUEST}/plan")
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def plan(academy_request_id: int) -> ResponseReturnValue:
    """Who looks after it, and what comes next."""
    try:
        owner = _owner(request.form.get("owner", ""))
        on = maybe_day(request.form.get("next_action_on", ""))
        action = request.form.get("next_action", "")
        service.plan(session(), academy_request_id, owner, action, on, the_actor().person)
    except InvalidInput as error:
        return _page(academy_request_id, request.form, {"next_action": error.message}), REFUSED
    return _back(academy_request_id)


@bp.post(f"{REQUEST}/approve")
@requires(Permission.OFFICE_PIPELINE_MANAGE)
def approve(academy_request_id: int) -> ResponseReturnValue:
    """Open the academy. In a transaction of the program's own: only an academy writes its invitations, and this one
    has nobody yet."""
    agreement, errors = domain.read_agreement(request.form, request.form.getlist("territory"))
    try:
        email = normal_address(request.form.get("email", ""))
    except InvalidInput as error:
        errors["email"] = error.message
    if agreement is None or errors:
        return _page(academy_request_id, request.form, errors), REFUSED
    slug, actor = request.form.get("slug", "").strip(), the_actor().person
    try:
        with transaction(sessions(), system("open an academy that asked for it")) as own:
            service.approve(own, academy_request_id, agreement, slug, email, actor)
    except (InvalidInput, Conflict) as error:
        return _page(academy_request_id, request.form, {"slug": error.message}), REFUSED
    return _back(academy_request_id)


def _page(request_id: int, typed: Values | None = None, errors: Values | None = None) -> str:
    row = repository.request(session(), request_id)
    if row is None:
        raise NotFound(_("Deze aanvraag is er niet (meer)."))
    academy = repository.academy(session(), row.academy_id) if row.academy_id is not None else None
    progress = repository.progress_of(row, academy)
    return render_template(
        "academies/office_request.html",
        request=row,
        progress=progress,
        stages=[(stage, words) for stage, words in stage_names().items() if stage is not Stage.PAUSED],
        stage_names=stage_names(),
        moves=MOVES[progress.stage],
        kind_name=short_kind_names()[progress.kind],
        notes=repository.notes(session(), request_id),
        agreements=repository.agreements(session(), academy.id) if academy is not None else [],
        people=_people(),
        provinces=PROVINCES,
        chosen=_territory(row, typed),
        typed=typed or _first_values(row),
        errors=errors or {},
        days_since=_days_since,
        today=clock.now().date(),
    )


def _territory(row: AcademyRequest, typed: Values | None) -> list[str]:
    return request.form.getlist("territory") if typed is not None else [row.region]


def _first_values(row: AcademyRequest) -> dict[str, str]:
    """What the forms of the page begin with."""
    return {
        "slug": slug_from(row.organisation),
        "email": row.email,
        "starts_on": clock.now().date().isoformat(),
        "owner": str(row.owner_id or ""),
        "next_action": row.next_action,
        "next_action_on": row.next_action_on.isoformat() if row.next_action_on else "",
    }


def _people() -> dict[int, str]:
    """Who works in the office, by id. In a transaction of the program's own: colleagues there share no row."""
    with transaction(sessions(), system("name the people of the office")) as own:
        return {row[0]: row[1] for row in repository.office_people(own)}


def _owner(typed: str) -> int | None:
    if not typed:
        return None
    found = next((person for person in _people() if str(person) == typed), None)
    if found is None:
        raise InvalidInput(_("Kies iemand van het netwerkkantoor."))
    return found


def _stage(typed: str) -> Stage:
    found = next((stage for stage in Stage if stage.value == typed), None)
    if found is None:
        raise InvalidInput(_("Kies een van deze stappen."))
    return found


def _days_since(moment: datetime) -> int:
    return (clock.now() - moment).days


def _back(request_id: int) -> ResponseReturnValue:
    return redirect(f"/office/pipeline/{request_id}", SEE_OTHER)
