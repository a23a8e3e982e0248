"""Requests for access to a company, answered by who manages it."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.companies import access, repository
from academies.members.domain import company_role, role_names
from academies.web.pages import COMPANY, back_to, company_page
from metro.kernel.permissions import Permission, Role
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_requests", __name__)


@bp.get(f"{COMPANY}/requests")
@requires(Permission.COMPANY_ACCESS_ANSWER)
def list_requests(company_id: int) -> str:
    """Who asks to be let in."""
    return company_page(
        "academies/requests.html", rows=repository.open_requests(session(), company_id),
        roles=list(role_names().items()), first_role=Role.COMPANY_VIEWER.value,
    )  # fmt: skip


@bp.post(f"{COMPANY}/requests/<id:request_id>/grant")
@requires(Permission.COMPANY_ACCESS_ANSWER)
def grant(company_id: int, request_id: int) -> ResponseReturnValue:
    """Let somebody in with the role that was chosen."""
    role = company_role(request.form.get("role", ""))
    access.grant_request(session(), company_id, request_id, role, the_actor().person)
    return back_to(f"/companies/{company_id}/requests")


@bp.post(f"{COMPANY}/requests/<id:request_id>/refuse")
@requires(Permission.COMPANY_ACCESS_ANSWER)
def refuse(company_id: int, request_id: int) -> ResponseReturnValue:
    """Say no."""
    access.refuse_request(session(), company_id, request_id, the_actor().person)
    return back_to(f"/companies/{company_id}/requests")
