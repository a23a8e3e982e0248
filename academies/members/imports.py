"""Inviting a whole list: first what would happen, row by row; then doing it. Doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from academies.companies import repository as companies
from academies.companies import service as teams_service
from academies.companies.domain import team_name
from academies.members import invitations
from academies.members.csv_reader import ListedPerson
from academies.members.domain import Invitee, Organisation, company_role, role_names, short_role_names
from academies.members.service import profile_names
from metro.accounts.people import usable_name
from metro.kernel.addresses import normal_address
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role

NEW, MEMBER, INVITED, ERROR = "new", "member", "invited", "error"
_ROLE_WORDS = {
    "learner": Role.LEARNER, "reiziger": Role.LEARNER, "medewerker": Role.LEARNER, "employee": Role.LEARNER,
    "viewer": Role.COMPANY_VIEWER, "meekijker": Role.COMPANY_VIEWER,
    "manager": Role.COMPANY_MANAGER, "beheerder": Role.COMPANY_MANAGER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowResult:
    """What happens to a row: `state` NEW, MEMBER, INVITED or ERROR, that one with its field and what to do."""

    row: ListedPerson
    state: str
    invitee: Invitee | None = None
    field: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a list would do; `new_teams` are named in it and do not exist yet."""

    results: tuple[RowResult, ...]
    new_teams: tuple[str, ...] = field(default=())

    def count(self, state: str) -> int:
        """How many rows end as `state`."""
        return sum(result.state == state for result in self.results)


def plan_import(session: Session, company_id: int, people: Collection[ListedPerson], actor: int) -> ImportPlan:
    """What inviting `people` would do now."""
    known = invitations.known_addresses(session, company_id, actor)
    profiles = _by_word(profile_names(session))
    teams = {team.name.casefold(): team.id for team in companies.teams(session, company_id)}
    results: list[RowResult] = []
    seen: dict[str, int] = {}
    for row in people:
        result = _result(row, known, profiles, teams)
        if result.invitee is not None:
            earlier = seen.setdefault(result.invitee.email, row.number)
            if earlier != row.number:
                remedy = _("Dit adres staat ook op regel %(number)s. Haal er een weg.", number=earlier)
                result = RowResult(row, ERROR, field="email", remedy=remedy)
        results.append(result)
    wanted = [each.row.team for each in results if each.state == NEW and each.row.team]
    new_teams = {name.casefold(): name for name in wanted if name.casefold() not in teams}
    return ImportPlan(tuple(results), tuple(new_teams.values()))


def carry_out(
    session: Session, company_id: int, people: Collection[ListedPerson], new_teams: Collection[str], actor: int
) -> int:
    """Invite those of `people` who can be, in teams that are made when they are among `new_teams`; how many. Conflict
    for more in one day than we send."""
    companies.held_company(session, company_id)  # the same list sent twice at once invites once
    wanted = {name.casefold() for name in new_teams}
    for name in plan_import(session, company_id, people, actor).new_teams:
        if name.casefold() in wanted:
            teams_service.add_team(session, company_id, name, actor)
    plan = plan_import(session, company_id, people, actor)
    invitees = [result.invitee for result in plan.results if result.state == NEW and result.invitee is not None]
    return len(invitations.invite_all(session, Organisation(company=company_id), invitees, actor)) if invitees else 0


def _result(
    row: ListedPerson, known: Mapping[str, str], profiles: Mapping[str, str], teams: Mapping[str, int]
) -> RowResult:
    """What happens to one row, apart from the others."""
    at = ""
    try:
        at = "email"
        email = normal_address(row.email)
        at = "name"
        name = usable_name(row.name) if row.name else ""
        at = "team"
        team = team_name(row.team) if row.team else ""
        at = "job_profile"
        profile = _profile(row.job_profile, profiles)
        at = "role"
        role = _role(row.role)
    except InvalidInput as error:
        return RowResult(row, ERROR, field=at, remedy=error.message)
    return RowResult(row, known.get(email, NEW), Invitee(name, email, (role,), teams.get(team.casefold()), profile))


def _profile(typed: str, profiles: Mapping[str, str]) -> str | None:
    if not typed:
        return None
    found = profiles.get(typed.casefold())
    if found is None:
        raise InvalidInput(_("Dit beroep kennen we niet. Laat het leeg, of kies het later bij de collega."))
    return found


def _role(typed: str) -> Role:
    if not typed:
        return Role.LEARNER
    words = {words.casefold(): role for names in (role_names(), short_role_names()) for role, words in names.items()}
    found = _ROLE_WORDS.get(typed.casefold()) or words.get(typed.casefold())
    if found is None:
        raise InvalidInput(_("Kies reiziger, meekijker of beheerder, of laat de rol leeg."))
    return company_role(found)


def _by_word(profiles: Mapping[str, str]) -> dict[str, str]:
    """The id of a job profile by its name or id, in small letters."""
    return {name.casefold(): id for id, name in profiles.items()} | {id.casefold(): id for id in profiles}
