"""Arriving with an invitation from a mail: looking at it uses nothing up; one button does."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.members import invitations
from academies.members.domain import highest_role, short_role_names
from academies.members.invitations import OpenInvitation
from academies.web.doors import SEE_OTHER, acting, to_sign_in
from metro.accounts import signing_in, throttling
from metro.kernel.errors import InvalidInput
from metro.web.database import session
from metro.web.permissions import door
from metro.web.safe_next import HOME
from metro.web.sign_in import by_address, welcome

bp = Blueprint("arrivals", __name__)

REFUSED = 400


@bp.get("/invitations/<secret>")
@door("open an invitation")
def open_invitation(secret: str) -> ResponseReturnValue:
    """Who invites for what."""
    by_address(throttling.SECRET_BY_ADDRESS)
    found, actor = invitations.open_invitation(session(), secret), acting()
    if found.accepted_by is not None and actor is not None and found.accepted_by == actor.person:
        return redirect(HOME, SEE_OTHER)
    return _page(found, secret, found.name, "")


@bp.post("/invitations/<secret>")
@door("accept an invitation")
def accept_invitation(secret: str) -> ResponseReturnValue:
    """Take part: with the account that is signed in, or as somebody new whose address the mail proves."""
    by_address(throttling.SECRET_BY_ADDRESS)
    found, actor = invitations.open_invitation(session(), secret), acting()
    if actor is not None:
        invitations.accept(session(), secret, actor.person)
        return redirect(HOME, SEE_OTHER)
    if found.has_account:
        return to_sign_in(f"/invitations/{secret}")
    typed = request.form.get("name", "")
    try:
        person = invitations.accept_as_newcomer(session(), secret, typed)
    except InvalidInput as error:
        return _page(found, secret, typed, error.message), REFUSED
    return welcome(signing_in.admit(session(), person), "invitation", HOME)


def _page(found: OpenInvitation, secret: str, name: str, error: str) -> str:
    role = short_role_names()[highest_role(found.roles).value] if found.is_company else ""
    return render_template(
        "academies/invitation.html", invitation=found, role=role, name=name, error=error, secret=secret
    )
