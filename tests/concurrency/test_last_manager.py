"""Two managers take each other's role away at once, and one of them stays."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy.orm import Session, sessionmaker

from academies.companies.repository import managers
from academies.members import repository, service
from academies.members.service import Place
from metro.kernel import db
from metro.kernel.errors import Conflict
from metro.kernel.permissions import Role
from metro.kernel.scopes import Scope, system
from tests.factories.companies import company, member

Read = Callable[[Session, int], list[int]]


def _unheld_managers(session: Session, company_id: int) -> list[int]:
    """What `held_managers` reads, without holding it."""
    return [row.id for row in session.execute(repository.managing_memberships(company_id)).scalars()]


def _left_after_both_demoted_each_other(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, read: Read
) -> int:
    """How many managers are left after two demoted each other, having counted the managers by `read`."""
    with db.transaction(sessions, system("test")) as session:
        made, first = company(session)
        second = member(session, made.id, "Tweede baas", Role.COMPANY_MANAGER)
        company_id, pairs = made.id, [(first.person_id, second.id), (second.person_id, first.id)]
    both_have_counted = Barrier(2)

    def counted(session: Session, of: int) -> list[int]:
        found = read(session, of)
        with suppress(BrokenBarrierError):  # taking turns, the second cannot count before the first has written
            both_have_counted.wait(0.5)
        return found

    monkeypatch.setattr(repository, "held_managers", counted)

    def demote(pair: tuple[int, int]) -> None:
        actor, other = pair
        with (
            suppress(Conflict),
            db.transaction(sessions, Scope(person=actor, company=company_id)) as session,
        ):
            service.change_member(session, company_id, other, Place(Role.LEARNER, None, None), actor)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(demote, pairs))
    with db.transaction(sessions, system("test")) as session:
        return len(managers(session, company_id))


def test_of_two_managers_who_demote_each_other_at_once_one_stays(
    own_sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _left_after_both_demoted_each_other(own_sessions, monkeypatch, repository.held_managers) == 1


def test_without_taking_turns_a_company_loses_both(
    own_sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race that the lock is there for is real."""
    assert _left_after_both_demoted_each_other(own_sessions, monkeypatch, _unheld_managers) == 0
