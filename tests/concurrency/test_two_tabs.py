"""Somebody answers the scan in two tabs at once, and both answers stay."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Barrier, BrokenBarrierError

from sqlalchemy.orm import Session, sessionmaker

from lines.assessments import service
from lines.assessments.scan import ScanAnswers
from lines.network import service as network
from lines.network.content import demo_catalogue
from metro.accounts.secrets import new_secret
from metro.kernel import db
from metro.kernel.scopes import system

Find = Callable[[Session, str | None], service.Scan | None]


def _begun(sessions: sessionmaker[Session]) -> str:
    with db.transaction(sessions, system("test")) as session:
        network.publish(session, demo_catalogue())
        token = new_secret()
        scan = service.start_scan(session, network.current_network(session), token)
        service.save_answers(session, scan, ScanAnswers(job_profile=demo_catalogue().job_profiles[0].id))
    return token


def _answered_in_two_tabs(sessions: sessionmaker[Session], find: Find) -> dict[int, int | None]:
    """What is left after two tabs answered questions 1 and 7 at once, each having found the scan by `find`."""
    token = _begun(sessions)
    both_have_read = Barrier(2)

    def answer(question: int) -> None:
        with db.transaction(sessions, system("test")) as session:
            scan = find(session, token)
            assert scan is not None
            with suppress(BrokenBarrierError):  # taking turns, the second cannot read before the first has written
                both_have_read.wait(0.5)
            given = dict(scan.answers.questions) | {question: 3}
            service.save_answers(session, scan, replace(scan.answers, questions=tuple(sorted(given.items()))))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer, (1, 7)))
    with sessions() as session:
        scan = service.find_scan(session, token)
    assert scan is not None
    return dict(scan.answers.questions)


def test_two_tabs_that_answer_at_once_both_keep_their_answer(own_sessions: sessionmaker[Session]) -> None:
    assert _answered_in_two_tabs(own_sessions, service.scan_to_change) == {1: 3, 7: 3}


def test_without_taking_turns_one_of_the_answers_is_lost(own_sessions: sessionmaker[Session]) -> None:
    """The control: the race that the lock is there for is real."""
    assert len(_answered_in_two_tabs(own_sessions, service.find_scan)) == 1
