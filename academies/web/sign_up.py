"""Signing a company up, and asking to be let into one that is here already."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.companies import access, domain, repository, service
from academies.companies.models import Company
from academies.members.domain import Organisation
from academies.members.repository import address_of, membership_of
from academies.web.doors import SEE_OTHER, acting, to_sign_in
from metro.accounts import throttling
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web.database import session
from metro.web.permissions import door, requires
from metro.web.sign_in import limit

bp = Blueprint("company_sign_up", __name__)

REFUSED = 400
# A sign-up also tells whether a number is here: few enough that nobody reads the whole register that way.
SIGN_UP_BY_PERSON = throttling.Limit("company sign-up by person", 30, timedelta(days=1))


@bp.get("/companies/new")
@requires(Permission.ACCOUNT_COMPANY_START)
def new_company() -> str:
    """The form."""
    return _form({}, {})


@bp.post("/companies/new")
@door("sign up a company")
def start_company() -> ResponseReturnValue:
    """Make the company with the actor as its manager; ask for access when its number is here already."""
    actor = acting()
    if actor is None:
        return to_sign_in("/companies/new")
    profile, errors = domain.read_profile(request.form)
    if profile is None:
        return _form(request.form, errors), REFUSED
    limit(SIGN_UP_BY_PERSON, str(actor.person))
    found = repository.company_with_kvk(session(), profile.kvk_number)
    if found is None:
        company = service.start_company(session(), profile, actor.person)
        return redirect(f"/companies/{company.id}", SEE_OTHER)
    if membership_of(session(), Organisation(company=found.id), actor.person) is not None:
        return redirect(_home_of(found, actor.person), SEE_OTHER)
    return _access_form(found, "", "")


@bp.post("/companies/access")
@door("ask access to a company")
def ask_access() -> ResponseReturnValue:
    """Send the request to who manages the company."""
    actor = acting()
    if actor is None:
        return to_sign_in("/companies/new")
    limit(SIGN_UP_BY_PERSON, str(actor.person))
    found = _company_in_form()
    if membership_of(session(), Organisation(company=found.id), actor.person) is not None:
        return redirect(_home_of(found, actor.person), SEE_OTHER)
    typed = request.form.get("message", "")
    try:
        message = domain.message(typed)
    except InvalidInput as error:
        return _access_form(found, typed, error.message), REFUSED
    email = address_of(session(), actor.person) or ""
    access.ask_access(session(), found, actor.person, actor.name, email, message)
    return redirect("/companies/asked", SEE_OTHER)


@bp.get("/companies/asked")
@requires(Permission.ACCOUNT_COMPANY_START)
def access_asked() -> str:
    """What happens now."""
    return render_template("academies/access_asked.html")


def _company_in_form() -> Company:
    try:
        found = repository.company_with_kvk(session(), domain.kvk_number(request.form.get("kvk_number", "")))
    except InvalidInput:
        found = None
    if found is None:
        raise NotFound(_("Dit bedrijf is hier nog niet. Meld het eerst aan."))
    return found


def _home_of(company: Company, person: int) -> str:
    place = membership_of(session(), Organisation(company=company.id), person)
    return f"/companies/{company.id}" if place is not None and set(place.roles) != {"learner"} else "/me"


def _access_form(company: Company, message: str, error: str) -> str:
    return render_template(
        "academies/ask_access.html", name=company.name, kvk_number=company.kvk_number, message=message, error=error
    )


def _form(values: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "academies/new_company.html",
        values=values,
        errors=errors,
        sectors=[("", _("Kies een sector")), *domain.sectors().items()],
        size_classes=[("", _("Kies een aantal")), *domain.size_classes().items()],
    )
