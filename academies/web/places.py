"""Leaving a company, an academy or the network office, by oneself."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from academies.members.service import leave
from academies.tenants.service import end_place
from metro.accounts.models import Membership
from metro.kernel.db import transaction
from metro.kernel.permissions import Permission, Place
from metro.kernel.scopes import system
from metro.web.actors import the_actor
from metro.web.database import sessions
from metro.web.permissions import requires

bp = Blueprint("places", __name__)

PLACE = "/me/places/<id:membership_id>"


def _place(membership_id: int) -> Place:
    place = next((place for place in the_actor().places if place.membership == membership_id), None)
    if place is None:
        raise NoSuchPage
    return place


@bp.get(PLACE)
@requires(Permission.ACCOUNT_PLACE_LEAVE)
def ask(membership_id: int) -> str:
    """What leaving means, before it is done."""
    return render_template("academies/leave.html", place=_place(membership_id))


@bp.post(f"{PLACE}/leave")
@requires(Permission.ACCOUNT_PLACE_LEAVE)
def go(membership_id: int) -> ResponseReturnValue:
    """Leave. In a transaction of the program's own: the last manager or owner is told from others one may not see."""
    place, person = _place(membership_id), the_actor().person
    with transaction(sessions(), system("leave a place")) as own:
        if place.kind == "company":
            leave(own, membership_id, person)
        else:
            end_place(own, own.get_one(Membership, membership_id), person)
    return redirect("/me", 303)
