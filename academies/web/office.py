"""The network office's home: companies that wait for somebody, academies, and the trail."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from academies.companies.access import grant_request, refuse_request
from academies.companies.repository import requests_without_manager
from academies.franchise.domain import stage_names
from academies.franchise.repository import count_new
from academies.franchise.service import open_directly
from academies.members.trail import TrailOf
from academies.tenants import repository
from academies.web.audit_pages import act_name, audit_file, audit_page, subject_words, who
from metro.kernel import audit
from metro.kernel.addresses import normal_address
from metro.kernel.db import transaction
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission, Role
from metro.kernel.scopes import system
from metro.web.actors import the_actor
from metro.web.database import session, sessions
from metro.web.permissions import requires

bp = Blueprint("office", __name__)

REFUSED, SEE_OTHER = 400, 303


@bp.get("/office")
@requires(Permission.OFFICE_HOME_READ)
def home() -> str:
    """What waits, and who is on board."""
    return _page({}, "")


def _page(typed: dict[str, str], error: str) -> str:
    return render_template(
        "academies/office.html",
        requests=requests_without_manager(session()),
        unmanaged=repository.companies_without_manager(session()),
        companies=repository.count_companies(session()),
        academies=repository.academies(session()),
        new_requests=count_new(session()),
        stage_names={stage.value: words for stage, words in stage_names().items()},
        typed=typed,
        error=error,
    )


@bp.post("/office/requests/<id:request_id>")
@requires(Permission.OFFICE_ACCESS_ANSWER)
def answer(request_id: int) -> ResponseReturnValue:
    """Let somebody manage a company that has no manager left, or not."""
    given = request.form.get("answer")
    if given not in ("yes", "no"):
        raise InvalidInput(_("Kies ja of nee."))
    if not any(row.id == request_id for row in requests_without_manager(session())):
        raise Conflict(_("Deze aanvraag is al beantwoord, of het bedrijf heeft weer een eigen beheerder."))
    if given == "yes":
        grant_request(session(), None, request_id, Role.COMPANY_MANAGER, the_actor().person)
    else:
        refuse_request(session(), None, request_id, the_actor().person)
    return redirect("/office", SEE_OTHER)


@bp.post("/office/academies")
@requires(Permission.OFFICE_ACADEMIES_MANAGE)
def open_academy() -> ResponseReturnValue:
    """A new academy. In a transaction of the program's own: only an academy writes its invitations, and this one has
    nobody yet."""
    typed = {name: request.form.get(name, "").strip() for name in ("name", "slug", "email")}
    try:
        email = normal_address(typed["email"])
        with transaction(sessions(), system("open an academy")) as own:
            open_directly(own, typed["name"], typed["slug"], email, the_actor().person)
    except (InvalidInput, Conflict) as error:
        return _page(typed, error.message), REFUSED
    return redirect("/office", SEE_OTHER)


@bp.get("/office/audit")
@requires(Permission.OFFICE_AUDIT_READ)
def show_audit() -> str:
    """Everything that was done, the newest first."""
    found = audit_page(TrailOf())
    return render_template(
        "academies/other_audit.html", trail=found, act_name=act_name, who=who, subject=subject_words,
        name=_("Netwerkkantoor"), base="/office",
    )  # fmt: skip


@bp.get("/office/audit.csv")
@requires(Permission.OFFICE_AUDIT_READ)
def export_audit() -> Response:
    """The same as a file; that it was taken is written down as well."""
    answer = audit_file(TrailOf(), "logboek.csv")
    if the_actor().viewer is None:
        audit.record(session(), "office:audit:export", actor=the_actor().person)
    return answer
