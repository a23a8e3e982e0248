""" "Word een academie": the form by which an organisation asks to become one, open to everybody."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.franchise import domain, service
from academies.tenants.domain import PROVINCES, kind_names
from academies.web.doors import SEE_OTHER, acting
from metro.accounts import throttling
from metro.kernel.i18n import gettext as _
from metro.web.database import session
from metro.web.permissions import door, public
from metro.web.sign_in import by_address, limit

bp = Blueprint("franchise_request", __name__)

REFUSED = 400
BY_ADDRESS = throttling.Limit("academy request by address", 20, timedelta(hours=1))
BY_RECEIVER = throttling.Limit("academy request by receiver", 3, timedelta(days=1))


@bp.get("/academies/new")
@public
def ask_form() -> str:
    """The form, and what comes after it."""
    return _form({}, {})


@bp.post("/academies/new")
@door("ask to become an academy")
def ask() -> ResponseReturnValue:
    """Keep the request. The answer is the same for who asked before; over the receiver's limit nothing is kept, so
    that nobody's mailbox or our list is filled by somebody else."""
    acting()
    wish, errors = domain.read_wish(request.form)
    if wish is None:
        return _form(request.form, errors), REFUSED
    by_address(BY_ADDRESS)
    with suppress(throttling.TooManyTries):
        limit(BY_RECEIVER, wish.email)
        service.ask(session(), wish)
    return redirect("/academies/asked", SEE_OTHER)


@bp.get("/academies/asked")
@public
def asked() -> str:
    """What happens now."""
    return render_template("academies/become_asked.html")


def _form(values: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "academies/become.html",
        values=values,
        errors=errors,
        kinds=[("", _("Kies wat het beste past")), *kind_names().items()],
        provinces=[("", _("Kies je provincie")), *((each, each) for each in PROVINCES)],
    )
