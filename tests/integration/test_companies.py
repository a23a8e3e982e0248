"""Companies under row-level security, with the scopes that pages have: places, teams, requests, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from academies.companies import access, repository, service
from academies.members import service as members
from academies.members.service import Place
from lines.api import StopsDone, progress_of
from lines.journeys.service import note_progress
from metro.accounts.models import Membership
from metro.database import Addresses
from metro.kernel import db
from metro.kernel.audit import AuditEntry
from metro.kernel.errors import Conflict, NotFound
from metro.kernel.permissions import Role
from metro.kernel.scopes import Scope, system
from tests.factories.companies import World, access_request, person, world
from tests.support.working import work_off


def _worlds(sessions: sessionmaker[Session]) -> tuple[World, World, Scope]:
    """Two companies, and the scope of the first one's manager."""
    with db.transaction(sessions, system("test")) as session:
        nova, other = world(session), world(session, "Andere BV")
        note_progress(session, nova.learner.person_id, StopsDone(2, 5))
        return nova, other, Scope(person=nova.manager.person_id, company=nova.company)


def test_a_manager_gives_places_and_teams_within_his_own_scope(own_sessions: sessionmaker[Session]) -> None:
    nova, other, scope = _worlds(own_sessions)
    actor = scope.person or 0
    with db.transaction(own_sessions, scope) as session:
        made = service.add_team(session, nova.company, "Nacht", actor)
        members.change_member(
            session, nova.company, nova.learner.id, Place(Role.COMPANY_VIEWER, made.id, None), actor
        )  # fmt: skip
        service.delete_team(session, nova.company, nova.team, actor)
        with pytest.raises(NotFound):
            service.delete_team(session, nova.company, other.team, actor)
        with pytest.raises(NotFound):
            members.change_member(session, nova.company, other.learner.id, Place(Role.LEARNER, None, None), actor)
    with db.transaction(own_sessions, scope) as session:
        seen = {member.name: member for member in members.team_on_its_way(session, nova.company)}
    assert set(seen) == {"Nova Metaal BV baas", "Nova Metaal BV kijker", "Nova Metaal BV monteur"}
    monteur = seen["Nova Metaal BV monteur"]
    assert (monteur.role, monteur.team, monteur.stops) == (Role.COMPANY_VIEWER, "Nacht", StopsDone(2, 5))


def test_who_leaves_is_out_of_sight_and_keeps_what_is_his(own_sessions: sessionmaker[Session]) -> None:
    nova, _other, scope = _worlds(own_sessions)
    with db.transaction(own_sessions, system("leave a company")) as session:
        members.leave(session, nova.learner.id, nova.learner.person_id)
    with db.transaction(own_sessions, scope) as session:
        names = [member.name for member in members.team_on_its_way(session, nova.company)]
    assert "Nova Metaal BV monteur" not in names
    with db.transaction(own_sessions, Scope(person=nova.learner.person_id)) as session:
        assert progress_of(session, [nova.learner.person_id]) == {nova.learner.person_id: StopsDone(2, 5)}
        assert session.get_one(Membership, nova.learner.id).ended_at is not None


def test_a_manager_ends_a_place_within_his_own_scope(own_sessions: sessionmaker[Session]) -> None:
    nova, _other, scope = _worlds(own_sessions)
    with db.transaction(own_sessions, scope) as session:
        members.end_membership(session, nova.company, nova.learner.id, scope.person or 0)
    with db.transaction(own_sessions, scope) as session:
        names = [member.name for member in members.team_on_its_way(session, nova.company)]
        assert names == ["Nova Metaal BV baas", "Nova Metaal BV kijker"]
        assert progress_of(session, [nova.learner.person_id]) == {}


def test_the_last_manager_does_not_leave_and_nobody_leaves_for_another(own_sessions: sessionmaker[Session]) -> None:
    nova, _other, _scope = _worlds(own_sessions)
    with db.transaction(own_sessions, system("leave a company")) as session:
        with pytest.raises(Conflict, match="eerst een collega beheerder"):
            members.leave(session, nova.manager.id, nova.manager.person_id)
        with pytest.raises(NotFound):
            members.leave(session, nova.learner.id, nova.manager.person_id)


def test_a_request_is_mailed_to_the_managers_and_its_answer_to_the_asker(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    nova, _other, scope = _worlds(own_sessions)
    with db.transaction(own_sessions, system("ask access to a company")) as session:
        asker = person(session, "Wim Vrager", "wim@werk.example")
        found = repository.company(session, nova.company)
        assert found is not None
        for _twice in range(2):
            access.ask_access(session, found, asker, "Wim Vrager", "wim@werk.example", "Hoi")
    work_off(own_addresses, tmp_path)
    assert len(list((tmp_path / "mailbox").glob("*.eml"))) == 1
    with db.transaction(own_sessions, scope) as session:
        [row] = [
            row for row in repository.open_requests(session, nova.company) if row.name == "Wim Vrager"
        ]  # fmt: skip
        access.grant_request(session, nova.company, row.id, Role.LEARNER, scope.person or 0)
    work_off(own_addresses, tmp_path)
    assert len(list((tmp_path / "mailbox").glob("*.eml"))) == 2


def test_the_office_answers_for_a_company_without_a_manager(own_sessions: sessionmaker[Session]) -> None:
    nova, _other, _scope = _worlds(own_sessions)
    with db.transaction(own_sessions, system("test")) as session:
        session.get_one(Membership, nova.manager.id).roles = ["learner"]
        asked = access_request(session, nova.company, "Wim").id
        office = person(session, "Karin Kantoor")
    with db.transaction(own_sessions, Scope(person=office, is_office=True)) as session:
        waiting = {row.id for row in repository.requests_without_manager(session)}
        assert waiting == {nova.request, asked}
        access.grant_request(session, None, asked, Role.COMPANY_MANAGER, office)
    with db.transaction(own_sessions, system("test")) as session:
        assert repository.requests_without_manager(session) == []
        verbs = [row.verb for row in session.query(AuditEntry).filter_by(actor_id=office)]
    assert verbs == ["company:access:grant"]
