"""Inviting a list: pasted or as a file, first shown row by row, then confirmed."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.members import imports
from academies.members.csv_reader import ListedPerson, as_list, decode, read_list
from academies.members.domain import LARGEST_IMPORT_ROWS, Organisation, short_role_names
from academies.members.service import profile_names
from academies.web.mail_limits import count_list
from academies.web.pages import COMPANY, REFUSED, back_to, company_page
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_imports", __name__)


@bp.get(f"{COMPANY}/invitations/import")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def import_form(company_id: int) -> str:  # noqa: ARG001 - of the address; the frame knows the company
    """A field to paste a list in, or a file."""
    return _form("", "")


@bp.post(f"{COMPANY}/invitations/import")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def show_plan(company_id: int) -> ResponseReturnValue:
    """What the list would do; nothing is done yet."""
    text = request.form.get("list", "")
    try:
        people = read_list(_uploaded() or text)
    except InvalidInput as error:
        return _form(text, error.message), REFUSED
    plan = imports.plan_import(session(), company_id, people, the_actor().person)
    return company_page(
        "academies/import_plan.html", plan=plan, list=as_list(people), fields=_field_names(),
        role_names=short_role_names(), profiles=profile_names(session()),
    )  # fmt: skip


@bp.post(f"{COMPANY}/invitations/import/confirm")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def confirm(company_id: int) -> ResponseReturnValue:
    """Invite those who can be; sent a second time it finds everybody invited already."""
    text = request.form.get("list", "")
    try:
        people: tuple[ListedPerson, ...] = read_list(text)
    except InvalidInput as error:
        return _form(text, error.message), REFUSED
    count_list(Organisation(company=company_id))
    imports.carry_out(session(), company_id, people, request.form.getlist("new_team"), the_actor().person)
    return back_to(f"/companies/{company_id}/invitations")


def _uploaded() -> str:
    """The file that was sent along as text, "" without one."""
    file = request.files.get("file")
    return decode(file.read()) if file is not None and file.filename else ""


def _form(text: str, error: str) -> str:
    return company_page(
        "academies/import.html",
        text=text,
        error=error,
        most=LARGEST_IMPORT_ROWS,
        profiles=sorted(profile_names(session()).values()),
    )


def _field_names() -> dict[str, str]:
    return {
        "name": _("naam"), "email": _("e-mailadres"), "team": _("team"), "job_profile": _("beroep"), "role": _("rol"),
    }  # fmt: skip
