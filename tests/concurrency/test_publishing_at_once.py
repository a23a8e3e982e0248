"""Publications take turns: numbers follow each other, and the same content published at once is published once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from lines.network import repository, service
from lines.network.domain import Catalogue
from lines.network.models import NetworkVersionRow
from metro.kernel import clock, db
from metro.kernel.scopes import system

PUBLISHERS = 4
EMPTY = Catalogue(name="leeg", language="nl")


def _at_once(act: Callable[[int], int]) -> list[int]:
    """What `act` gives in threads that begin together; the first failure is raised."""
    start = Barrier(PUBLISHERS)

    def run(index: int) -> int:
        start.wait()
        return act(index)

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        return list(pool.map(run, range(PUBLISHERS)))


def test_publishers_at_once_get_numbers_that_follow_each_other(own_sessions: sessionmaker[Session]) -> None:
    def publish(index: int) -> int:
        with db.transaction(own_sessions, system("test")) as session:
            return service.publish(session, replace(EMPTY, name=f"netwerk {index}")).number

    assert sorted(_at_once(publish)) == [1, 2, 3, 4]


def test_the_same_network_published_at_once_is_published_once(own_sessions: sessionmaker[Session]) -> None:
    def publish(_index: int) -> int:
        with db.transaction(own_sessions, system("test")) as session:
            return service.publish(session, EMPTY).number

    assert _at_once(publish) == [1, 1, 1, 1]


def test_without_taking_turns_two_publishers_take_the_same_number(own_sessions: sessionmaker[Session]) -> None:
    """The control: the race that the lock is there for is real."""
    meet = Barrier(PUBLISHERS)

    def publish_without_lock(index: int) -> int:
        with db.transaction(own_sessions, system("test")) as session:
            number = repository.next_number(session)
            meet.wait()
            session.add(NetworkVersionRow(number=number, digest=str(index), document="", published_at=clock.now()))
            return number

    with pytest.raises(IntegrityError):
        _at_once(publish_without_lock)
