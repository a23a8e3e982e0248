"""Pages as somebody in a hurry would write them: no owner in any question. Only the nets under them hold.

They join the routes that the fuzz tries. What they show with both nets off is what the nets keep in.
"""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import func, select, update

from academies.companies.models import Team
from academies.members.models import Invitation
from metro.accounts.models import Person
from metro.kernel.errors import NotFound
from metro.kernel.permissions import Permission
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("careless", __name__, url_prefix="/companies/<int:company_id>/careless")


@bp.get("/teams")
@requires(Permission.COMPANY_HOME_READ)
def teams(company_id: int) -> str:
    """Every team there is."""
    return " ".join(session().scalars(select(Team.name)))


@bp.get("/teams/<int:team_id>")
@requires(Permission.COMPANY_HOME_READ)
def team(company_id: int, team_id: int) -> str:
    """A team by its id alone."""
    row = session().get(Team, team_id)
    if row is None:
        raise NotFound("no team")
    return row.name


@bp.get("/count/<int:team_id>")
@requires(Permission.COMPANY_HOME_READ)
def count(company_id: int, team_id: int) -> str:
    """Whether a team exists, by counting."""
    return str(session().scalar(select(func.count()).select_from(Team).where(Team.id == team_id)))


@bp.get("/people.csv")
@requires(Permission.COMPANY_HOME_READ)
def export(company_id: int) -> Response:
    """Everybody, and everybody's invitation."""
    names = [*session().scalars(select(Person.name)), *session().scalars(select(Invitation.email))]
    return Response("\r\n".join(names), mimetype="text/csv")


@bp.post("/teams/<int:team_id>/rename")
@requires(Permission.COMPANY_HOME_READ)
def rename(company_id: int, team_id: int) -> str:
    """Another name for a team by its id alone."""
    session().execute(update(Team).where(Team.id == team_id).values(name="veranderd"))
    return "ok"
