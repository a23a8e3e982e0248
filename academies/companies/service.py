"""Companies: started, described, divided into teams."""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.companies import repository
from academies.companies.domain import CompanyProfile
from academies.companies.models import Company, Team
from academies.members.domain import Organisation
from academies.members.joining import join
from metro.kernel import audit, clock
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role


def start_company(session: Session, profile: CompanyProfile, person: int) -> Company:
    """A new company with `person` as its manager. Its number must be free: the database refuses a second one."""
    company = Company(created_at=clock.now(), **_columns(profile))
    session.add(company)
    session.flush()
    join(session, person, Organisation(company=company.id), [Role.COMPANY_MANAGER.value])
    audit.record(session, "company:profile:start", actor=person, company=company.id)
    session.flush()
    return company


def edit_profile(session: Session, company: Company, profile: CompanyProfile, actor: int) -> None:
    """Describe `company` anew; its number in the trade register stays what it was."""
    for name, value in _columns(profile).items():
        if name != "kvk_number":
            setattr(company, name, value)
    audit.record(session, "company:profile:edit", actor=actor, company=company.id)
    session.flush()


def add_team(session: Session, company_id: int, name: str, actor: int) -> Team:
    """A new team; InvalidInput when there is one with that name."""
    _refuse_taken(session, company_id, name)
    team = Team(company_id=company_id, name=name)
    session.add(team)
    session.flush()
    audit.record(session, "company:team:add", actor=actor, company=company_id, subject=f"team {team.id}")
    session.flush()
    return team


def rename_team(session: Session, company_id: int, team_id: int, name: str, actor: int) -> None:
    """Give a team another name; NotFound for no team of this company, InvalidInput for a name that is taken."""
    team = team_of(session, company_id, team_id)
    if name.casefold() != team.name.casefold():
        _refuse_taken(session, company_id, name)
    team.name = name
    audit.record(session, "company:team:rename", actor=actor, company=company_id, subject=f"team {team.id}")
    session.flush()


def delete_team(session: Session, company_id: int, team_id: int, actor: int) -> None:
    """Take a team away; who was in it is in no team then. NotFound for no team of this company."""
    team = team_of(session, company_id, team_id)
    repository.empty_team(session, company_id, team_id)
    session.delete(team)
    audit.record(session, "company:team:delete", actor=actor, company=company_id, subject=f"team {team_id}")
    session.flush()


def team_of(session: Session, company_id: int, team_id: int) -> Team:
    """The team with this id; NotFound for another company's as for none."""
    team = repository.team(session, company_id, team_id)
    if team is None:
        raise NotFound(_("Dit team is er niet (meer)."))
    return team


def _refuse_taken(session: Session, company_id: int, name: str) -> None:
    repository.held_company(session, company_id)  # two who add the same team take turns
    if any(team.name.casefold() == name.casefold() for team in repository.teams(session, company_id)):
        raise InvalidInput(_("Er is al een team met deze naam."))


def _columns(profile: CompanyProfile) -> dict[str, str]:
    return {name: getattr(profile, name) for name in CompanyProfile.__slots__}
