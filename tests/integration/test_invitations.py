"""Invitations from the job that mails them to the place they give, also when things happen at once."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email import policy
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from academies.members import imports, invitations
from academies.members.csv_reader import read_list
from academies.members.domain import Invitee, Organisation
from academies.members.models import Invitation
from metro.accounts.models import Membership
from metro.database import Addresses
from metro.kernel import db
from metro.kernel.errors import AppError
from metro.kernel.permissions import Role
from metro.kernel.scopes import Scope, system
from tests.factories.companies import company, invitation, person
from tests.support.working import work_off

BRAM = Invitee("Bram de Wit", "bram@werk.example", (Role.LEARNER,))


def _begun(sessions: sessionmaker[Session]) -> tuple[int, Scope]:
    """A company, and the scope of its manager."""
    with db.transaction(sessions, system("test")) as session:
        made, manager = company(session)
        return made.id, Scope(person=manager.person_id, company=made.id)


def _invite(sessions: sessionmaker[Session], company_id: int, scope: Scope) -> int:
    with db.transaction(sessions, scope) as session:
        return invitations.invite(session, company_id, BRAM, scope.person or 0).id


def _letters(folder: Path) -> list[str]:
    """The letters in a mailbox as text, the oldest first."""
    found = []
    for path in sorted((folder / "mailbox").glob("*.eml")):
        body = email.message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
        assert body is not None
        found.append(str(body.get_content()))
    return found


def _secret(letter: str) -> str:
    found = re.search(r"/invitations/([\w-]{43})", letter)
    assert found is not None
    return found[1]


def test_a_job_mails_a_link_that_opens_and_knows_an_id_only(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    company_id, scope = _begun(own_sessions)
    made = _invite(own_sessions, company_id, scope)
    with own_sessions() as session:
        arguments = session.execute(text("select args from procrastinate_jobs")).scalars().all()
    assert arguments == [{"invitation": made}]
    work_off(own_addresses, tmp_path)
    [letter] = _letters(tmp_path)
    assert "Nova Metaal BV" in letter
    with db.transaction(own_sessions, system("test")) as session:
        opened = invitations.open_invitation(session, _secret(letter))
    assert (opened.organisation, opened.email, opened.has_account) == ("Nova Metaal BV", BRAM.email, False)


def test_sent_again_the_new_link_works_and_the_old_one_does_not(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    company_id, scope = _begun(own_sessions)
    made = _invite(own_sessions, company_id, scope)
    work_off(own_addresses, tmp_path)
    with db.transaction(own_sessions, scope) as session:
        for _twice in range(2):
            invitations.resend(session, Organisation(company=company_id), made, scope.person or 0)
    work_off(own_addresses, tmp_path)
    first, second = _letters(tmp_path)  # two requests before the mail left are one letter
    opened: dict[str, bool] = {}
    for letter in (first, second):
        with db.transaction(own_sessions, system("test")) as session, suppress(AppError):
            opened[letter] = bool(invitations.open_invitation(session, _secret(letter)))
    assert opened == {second: True}


def test_what_was_withdrawn_while_it_waited_is_not_mailed(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    company_id, scope = _begun(own_sessions)
    made = _invite(own_sessions, company_id, scope)
    with db.transaction(own_sessions, scope) as session:
        invitations.withdraw(session, Organisation(company=company_id), made, scope.person or 0)
    work_off(own_addresses, tmp_path)
    assert _letters(tmp_path) == []


def _at_once(act: Callable[[int], None], times: int = 4) -> None:
    def quietly(number: int) -> None:
        with suppress(AppError):
            act(number)

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(quietly, range(times)))


def test_accepted_by_many_at_once_it_lets_one_in(own_sessions: sessionmaker[Session]) -> None:
    company_id, scope = _begun(own_sessions)
    with db.transaction(own_sessions, system("test")) as session:
        _row, secret = invitation(session, company_id, BRAM.email, scope.person or 0)
        people = [person(session, f"Reiziger {number}") for number in range(2)] * 2

    def accept(number: int) -> None:
        with db.transaction(own_sessions, system("test")) as session:
            invitations.accept(session, secret, people[number])

    _at_once(accept)
    with own_sessions() as session:
        count = session.execute(select(func.count()).select_from(Membership)).scalar_one()
        row = session.execute(select(Invitation)).scalar_one()
    assert count == 2  # the manager and one other
    assert row.accepted_by in people


def test_two_newcomers_with_one_link_make_one_account(own_sessions: sessionmaker[Session]) -> None:
    company_id, scope = _begun(own_sessions)
    with db.transaction(own_sessions, system("test")) as session:
        _row, secret = invitation(session, company_id, BRAM.email, scope.person or 0)

    def accept(number: int) -> None:
        with db.transaction(own_sessions, system("test")) as session:
            invitations.accept_as_newcomer(session, secret, f"Bram {number}")

    _at_once(accept)
    with own_sessions() as session:
        assert session.execute(select(func.count()).select_from(Membership)).scalar_one() == 2


def test_a_list_that_is_sent_many_times_at_once_invites_once(own_sessions: sessionmaker[Session]) -> None:
    company_id, scope = _begun(own_sessions)
    people = read_list("\n".join(f"Reiziger {at};reiziger{at}@nova.example;Ploeg" for at in range(20)))

    def confirm(_number: int) -> None:
        with db.transaction(own_sessions, scope) as session:
            imports.carry_out(session, company_id, people, ["Ploeg"], scope.person or 0)

    _at_once(confirm)
    with own_sessions() as session:
        assert session.execute(select(func.count()).select_from(Invitation)).scalar_one() == 20
        assert session.execute(text("select count(*) from procrastinate_jobs")).scalar_one() == 20
        assert session.execute(text("select count(*) from team")).scalar_one() == 1
