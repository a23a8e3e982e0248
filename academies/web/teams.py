"""A company's teams: added, renamed, taken away."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.companies import domain, repository, service
from academies.members.repository import members
from academies.web.pages import COMPANY, REFUSED, back_to, company_page
from metro.kernel.errors import InvalidInput
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_teams", __name__)


@bp.get(f"{COMPANY}/teams")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def list_teams(company_id: int) -> str:
    """The teams and how many are in each."""
    return _page(company_id, 0, "", "")


@bp.post(f"{COMPANY}/teams")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def add_team(company_id: int) -> ResponseReturnValue:
    """A new team."""
    typed = request.form.get("name", "")
    try:
        service.add_team(session(), company_id, domain.team_name(typed), the_actor().person)
    except InvalidInput as error:
        return _page(company_id, 0, typed, error.message), REFUSED
    return back_to(f"/companies/{company_id}/teams")


@bp.post(f"{COMPANY}/teams/<id:team_id>")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def rename_team(company_id: int, team_id: int) -> ResponseReturnValue:
    """Another name for a team."""
    typed = request.form.get("name", "")
    service.team_of(session(), company_id, team_id)
    try:
        service.rename_team(session(), company_id, team_id, domain.team_name(typed), the_actor().person)
    except InvalidInput as error:
        return _page(company_id, team_id, typed, error.message), REFUSED
    return back_to(f"/companies/{company_id}/teams")


@bp.post(f"{COMPANY}/teams/<id:team_id>/delete")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def delete_team(company_id: int, team_id: int) -> ResponseReturnValue:
    """Take a team away; its people are in no team then."""
    service.delete_team(session(), company_id, team_id, the_actor().person)
    return back_to(f"/companies/{company_id}/teams")


def _page(company_id: int, wrong_team: int, typed: str, error: str) -> str:
    """`wrong_team` is the team whose new name cannot be used, 0 for the form of a new team."""
    sizes = Counter(row.team_id for row in members(session(), company_id))
    rows = [(team.id, team.name, sizes[team.id]) for team in repository.teams(session(), company_id)]
    return company_page("academies/teams.html", rows=rows, wrong_team=wrong_team, typed=typed, error=error)
