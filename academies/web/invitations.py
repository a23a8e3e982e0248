"""A company's invitations: seen, made, sent again, withdrawn."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.forms import Typed
from academies.members import invitations, repository
from academies.members.domain import Invitee, Organisation, company_role, invitation_state, short_role_names
from academies.members.service import profile_names
from academies.web.mail_limits import count_mail
from academies.web.pages import (
    COMPANY,
    REFUSED,
    Options,
    back_to,
    chosen,
    chosen_id,
    company_page,
    profile_options,
    role_options,
    team_options,
)
from metro.accounts.people import usable_name
from metro.kernel import clock
from metro.kernel.addresses import normal_address
from metro.kernel.errors import InvalidInput
from metro.kernel.permissions import Permission, Role
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_invitations", __name__)


@bp.get(f"{COMPANY}/invitations")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def list_invitations(company_id: int) -> str:
    """Who is invited, and the form to invite somebody."""
    return _page(company_id, {"role": Role.LEARNER.value}, {})


@bp.post(f"{COMPANY}/invitations")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def invite(company_id: int) -> ResponseReturnValue:
    """Invite one person."""
    typed = Typed(request.form)
    email = typed.read("email", normal_address)
    name = typed.read("name", usable_name)
    role = typed.read("role", company_role)
    if email is None or name is None or role is None:
        return _page(company_id, request.form, typed.errors), REFUSED
    count_mail(Organisation(company=company_id), email)
    teams, profiles = team_options(company_id), profile_options(profile_names(session()))
    invitee = Invitee(
        name, email, (role,), chosen_id(teams, request.form.get("team", "")),
        chosen(profiles, request.form.get("job_profile", "")),
    )  # fmt: skip
    try:
        invitations.invite(session(), company_id, invitee, the_actor().person)
    except InvalidInput as error:
        return _page(company_id, request.form, {"email": error.message}), REFUSED
    return back_to(f"/companies/{company_id}/invitations")


@bp.post(f"{COMPANY}/invitations/<id:invitation_id>/resend")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def resend(company_id: int, invitation_id: int) -> ResponseReturnValue:
    """Send an invitation again."""
    count_mail(Organisation(company=company_id), f"invitation {invitation_id}")
    invitations.resend(session(), Organisation(company=company_id), invitation_id, the_actor().person)
    return back_to(f"/companies/{company_id}/invitations")


@bp.post(f"{COMPANY}/invitations/<id:invitation_id>/withdraw")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def withdraw(company_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    invitations.withdraw(session(), Organisation(company=company_id), invitation_id, the_actor().person)
    return back_to(f"/companies/{company_id}/invitations")


def _page(company_id: int, values: dict[str, str], errors: dict[str, str]) -> str:
    now, profiles = clock.now(), profile_names(session())
    rows: list[tuple[object, ...]] = [
        (
            row.Invitation,
            row.team,
            profiles.get(row.Invitation.job_profile or "", row.Invitation.job_profile),
            invitation_state(row.Invitation.expires_at, row.Invitation.sent_at, now),
        )
        for row in repository.open_invitations(session(), Organisation(company=company_id))
    ]
    options: dict[str, Options] = {
        "roles": role_options(),
        "teams": team_options(company_id),
        "profiles": profile_options(profiles),
    }
    return company_page(
        "academies/invitations.html", rows=rows, values=values, errors=errors, role_names=short_role_names(), **options
    )
