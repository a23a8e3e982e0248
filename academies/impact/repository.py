"""Every select on team figures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from academies.companies.models import Company, Team
from academies.impact.models import TeamFigure
from metro.accounts.models import Membership


def company_ids(session: Session) -> list[int]:
    """Every company."""
    return list(session.execute(select(Company.id).order_by(Company.id)).scalars())


def teams_of_people(session: Session, company: int) -> dict[int, int | None]:
    """The people of a company now, each with the team."""
    rows = session.execute(
        select(Membership.person_id, Membership.team_id).where(
            Membership.company_id == company, Membership.ended_at.is_(None)
        )
    )
    return {row.person_id: row.team_id for row in rows}


def delete_figures(session: Session, company: int) -> None:
    """Delete the figures of a company."""
    session.execute(delete(TeamFigure).where(TeamFigure.company_id == company))


def figures(session: Session, company: int) -> list[Row[Any]]:
    """The figures (`TeamFigure`, `team` its name) of a company."""
    return list(
        session.execute(
            select(TeamFigure, Team.name.label("team"))
            .outerjoin(Team, Team.id == TeamFigure.team_id)
            .where(TeamFigure.company_id == company)
            .order_by(TeamFigure.skill, Team.name.nulls_first())
        )
    )
