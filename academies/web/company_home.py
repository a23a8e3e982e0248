"""A company's home: the team on its way."""

from __future__ import annotations

from flask import Blueprint

from academies.members import employer_view, repository, service
from academies.members.domain import Organisation
from academies.web.pages import COMPANY, company_page
from metro.kernel.permissions import Permission
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_home", __name__)


@bp.get(COMPANY)
@requires(Permission.COMPANY_HOME_READ)
def home(company_id: int) -> str:
    """Who is on the way and how far, who is invited, and what to do next."""
    members = service.team_on_its_way(session(), company_id)
    return company_page(
        "academies/company_home.html",
        members=members,
        invitations=repository.open_invitations(session(), Organisation(company=company_id)),
        together=employer_view.together(members),
    )
