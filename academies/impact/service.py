"""Making the team figures, and reading them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.impact import domain, repository
from academies.impact.models import TeamFigure
from lines.api import levels_of
from metro.kernel import clock


def make_figures(session: Session, company: int) -> int:
    """Make the figures of a company anew, in a system scope; how many there are."""
    teams = repository.teams_of_people(session, company)
    made = domain.figures(levels_of(session, teams.keys()), teams)
    repository.delete_figures(session, company)
    now = clock.now()
    session.add_all(
        TeamFigure(
            company_id=company, team_id=each.team, skill=each.skill, people=each.people, tenths=each.tenths, made_at=now
        )
        for each in made
    )
    session.flush()
    return len(made)


def make_all_figures(session: Session) -> int:
    """The same for every company."""
    return sum(make_figures(session, company) for company in repository.company_ids(session))
