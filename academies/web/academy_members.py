"""The people of an academy: who works there, in which roles, and who is invited; and what they did."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.members import invitations
from academies.members.domain import Invitee, Organisation
from academies.members.repository import open_invitations
from academies.members.trail import TrailOf
from academies.tenants import repository, service
from academies.web.audit_pages import act_name, audit_file, audit_page, subject_words, who
from academies.web.mail_limits import count_mail
from metro.accounts.people import LONGEST_NAME
from metro.kernel import audit
from metro.kernel.addresses import normal_address
from metro.kernel.db import transaction
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.permissions import ACADEMY_ROLES, Permission, Role, allows
from metro.kernel.scopes import system
from metro.kernel.typed import one_line
from metro.web.actors import the_actor, the_place
from metro.web.database import session, sessions
from metro.web.permissions import requires

bp = Blueprint("academy_members", __name__)

ACADEMY = "/academies/<slug>"
REFUSED, SEE_OTHER = 400, 303


def _academy() -> int:
    """The id of the academy that this page belongs to."""
    return the_place().organisation or 0


def _organisation() -> Organisation:
    return Organisation(academy=_academy())


def _back(slug: str) -> ResponseReturnValue:
    return redirect(f"/academies/{slug}/members", SEE_OTHER)


@bp.get(f"{ACADEMY}/members")
@requires(Permission.ACADEMY_MEMBERS_READ)
def members(slug: str) -> str:
    """Who works here."""
    return _page(slug, {}, "")


def _page(slug: str, typed: dict[str, str], error: str) -> str:
    place = the_place()
    may_manage = allows(Permission.ACADEMY_MEMBERS_MANAGE, place.roles)
    return render_template(
        "academies/academy_members.html",
        place=place,
        base=f"/academies/{slug}",
        staff=[(row, [Role(role) for role in row.roles]) for row in repository.staff(session(), _academy())],
        invitations=[row.Invitation for row in open_invitations(session(), _organisation())] if may_manage else [],
        roles=ACADEMY_ROLES,
        may_manage=may_manage,
        own_person=the_actor().person,
        typed=typed,
        error=error,
    )


@bp.post(f"{ACADEMY}/invitations")
@requires(Permission.ACADEMY_MEMBERS_MANAGE)
def invite(slug: str) -> ResponseReturnValue:
    """Ask somebody to come and work here."""
    typed = {name: request.form.get(name, "") for name in ("email", "name")}
    try:
        roles = service.academy_roles(request.form.getlist("roles"))
        if Role.ACADEMY_OWNER in roles:
            service.refuse_no_owner(the_place().roles)
        email = normal_address(typed["email"])
        count_mail(_organisation(), email)
        name = one_line(typed["name"])[:LONGEST_NAME]
        service.invite(session(), _academy(), Invitee(name, email, roles), the_actor().person)
    except (InvalidInput, Conflict) as error:
        return _page(slug, typed, error.message), REFUSED
    return _back(slug)


@bp.post(f"{ACADEMY}/invitations/<id:invitation_id>/resend")
@requires(Permission.ACADEMY_MEMBERS_MANAGE)
def resend(slug: str, invitation_id: int) -> ResponseReturnValue:
    """Once more."""
    count_mail(_organisation(), f"invitation {invitation_id}")
    invitations.resend(session(), _organisation(), invitation_id, the_actor().person)
    return _back(slug)


@bp.post(f"{ACADEMY}/invitations/<id:invitation_id>/withdraw")
@requires(Permission.ACADEMY_MEMBERS_MANAGE)
def withdraw(slug: str, invitation_id: int) -> ResponseReturnValue:
    """No longer."""
    invitations.withdraw(session(), _organisation(), invitation_id, the_actor().person)
    return _back(slug)


@bp.post(f"{ACADEMY}/members/<id:membership_id>/roles")
@requires(Permission.ACADEMY_MEMBERS_MANAGE)
def change_roles(slug: str, membership_id: int) -> ResponseReturnValue:
    """Other roles."""
    roles = service.academy_roles(request.form.getlist("roles"))
    service.change_roles(session(), _academy(), membership_id, roles, the_actor().person, the_place().roles)
    return _back(slug)


@bp.post(f"{ACADEMY}/members/<id:membership_id>/end")
@requires(Permission.ACADEMY_MEMBERS_MANAGE)
def end(slug: str, membership_id: int) -> ResponseReturnValue:
    """Somebody's work here ends. In a transaction of the program's own: the row leaves the academy's sight with it."""
    with transaction(sessions(), system("end work at an academy")) as own:
        service.end_staff(own, _academy(), membership_id, the_actor().person, the_place().roles)
    return _back(slug)


@bp.get(f"{ACADEMY}/audit")
@requires(Permission.ACADEMY_AUDIT_READ)
def show_audit(slug: str) -> str:
    """Who did what to whom, the newest first."""
    found = audit_page(TrailOf(academy=_academy()))
    return render_template(
        "academies/other_audit.html", trail=found, act_name=act_name, who=who, subject=subject_words,
        name=the_place().name, base=f"/academies/{slug}",
    )  # fmt: skip


@bp.get(f"{ACADEMY}/audit.csv")
@requires(Permission.ACADEMY_AUDIT_READ)
def export_audit(slug: str) -> Response:
    """The same as a file; that it was taken is written down as well."""
    answer = audit_file(TrailOf(academy=_academy()), f"{slug}.csv")
    if the_actor().viewer is None:
        audit.record(session(), "academy:audit:export", actor=the_actor().person, academy=_academy())
    return answer
