"""A company's people: the list, a person's page, and leaving."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.forms import Typed
from academies.members import service
from academies.members.domain import company_role, role_names, short_role_names
from academies.members.service import Colleague, Place
from academies.web.pages import (
    COMPANY,
    REFUSED,
    back_to,
    chosen,
    chosen_id,
    company_page,
    profile_options,
    role_options,
    team_options,
)
from metro.kernel.errors import Conflict
from metro.kernel.permissions import Permission, Role, allows
from metro.web.actors import the_actor, the_place
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_people", __name__)


@bp.get(f"{COMPANY}/people")
@requires(Permission.COMPANY_PEOPLE_READ)
def list_people(company_id: int) -> str:
    """Everybody, or one team."""
    members = service.team_on_its_way(session(), company_id)
    teams = sorted({member.team for member in members if member.team is not None}, key=str.casefold)
    wanted = request.args.get("team", "")
    shown = [member for member in members if not wanted or member.team == wanted]
    return company_page(
        "academies/people.html", members=shown, teams=teams, wanted=wanted if wanted in teams else "",
        role_names=short_role_names(),
    )  # fmt: skip


@bp.get(f"{COMPANY}/people/<id:membership_id>")
@requires(Permission.COMPANY_PEOPLE_READ)
def person(company_id: int, membership_id: int) -> str:
    """What the company knows of one colleague; who looked is written down."""
    profiles = service.profile_names(session())
    colleague = service.look_at(session(), company_id, membership_id, profiles)
    page = _page(company_id, colleague, profiles, colleague.place.role.value, {})
    actor = the_actor()
    if actor.viewer is None:  # who looks along writes nothing here; his looking is on record elsewhere
        service.note_view(session(), company_id, colleague, actor.person)
    return page


@bp.post(f"{COMPANY}/people/<id:membership_id>")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def change_person(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Another role, team or job profile."""
    profiles = service.profile_names(session())
    colleague = service.look_at(session(), company_id, membership_id, profiles)
    typed = Typed(request.form)
    role = typed.read("role", company_role)
    if role is None:
        return _page(company_id, colleague, profiles, "", typed.errors), REFUSED
    place = Place(
        role,
        chosen_id(team_options(company_id), request.form.get("team", "")),
        chosen(profile_options(profiles), request.form.get("job_profile", "")),
    )
    try:
        service.change_member(session(), company_id, membership_id, place, the_actor().person)
    except Conflict as error:
        return _page(company_id, colleague, profiles, role.value, {"role": error.message}), error.status
    if the_place().membership == membership_id and role is Role.LEARNER:
        return back_to("/me")  # who takes his own role away has no page left here
    return back_to(f"/companies/{company_id}/people/{membership_id}")


@bp.post(f"{COMPANY}/people/<id:membership_id>/end")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def end_person(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Let the company's view of a colleague end now."""
    service.end_membership(session(), company_id, membership_id, the_actor().person)
    return back_to(f"/companies/{company_id}/people")


def _page(company_id: int, colleague: Colleague, profiles: dict[str, str], role: str, errors: dict[str, str]) -> str:
    may_manage = allows(Permission.COMPANY_PEOPLE_MANAGE, the_place().roles)
    membership = colleague.seen.membership
    return company_page(
        "academies/person.html",
        member=colleague.seen,
        place=colleague.place,
        role=role,
        errors=errors,
        role_names=role_names(),
        roles=role_options(),
        profiles=profile_options(profiles),
        teams=team_options(company_id) if may_manage else [],
        has_card=colleague.has_card,
        is_own=the_place().membership == membership,
    )
