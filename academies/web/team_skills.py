"""What the team can do together: means from five people, never of somebody."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from academies.impact import repository
from academies.web.pages import COMPANY, company_page
from lines.api import skill_names
from metro.kernel.permissions import Permission
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("team_skills", __name__)


@dataclass(frozen=True, slots=True)
class TeamLevel:
    """A mean level; `team` None for the whole company."""

    team: str | None
    people: int
    level: float


@bp.get(f"{COMPANY}/skills")
@requires(Permission.COMPANY_PEOPLE_READ)
def skills(company_id: int) -> str:
    """Each skill with its mean level in the company and in the teams that are large enough."""
    rows, names = repository.figures(session(), company_id), skill_names(session())
    by_skill: dict[str, list[TeamLevel]] = {}
    for row in rows:
        figure = row.TeamFigure
        level = TeamLevel(row.team, figure.people, figure.tenths / 10)
        by_skill.setdefault(names.get(figure.skill, figure.skill), []).append(level)
    made_at = rows[0].TeamFigure.made_at if rows else None
    return company_page("academies/team_skills.html", by_skill=sorted(by_skill.items()), made_at=made_at)
