"""Jobs are part of the transaction that asks for them, and are done by a worker."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from lines.maps.tasks import defer_drawing
from lines.network import service as network
from lines.network.content import demo_catalogue
from metro.database import Addresses
from metro.kernel import db, jobs
from metro.kernel.scopes import system
from tests.support.working import work_off


def _queued(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return int(session.execute(text("select count(*) from procrastinate_jobs")).scalar_one())


def test_a_job_goes_with_the_transaction_that_rolls_back(own_sessions: sessionmaker[Session]) -> None:
    with own_sessions() as session:
        defer_drawing(session, 1)
        session.rollback()
    assert _queued(own_sessions) == 0


def test_publishing_queues_a_drawing_that_a_worker_makes(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    with db.transaction(own_sessions, system("test")) as session:
        number = network.publish(session, demo_catalogue()).number
        defer_drawing(session, number)
    assert _queued(own_sessions) == 1
    work_off(own_addresses, tmp_path)
    with own_sessions() as session:
        assert session.execute(text("select network_number from map_layout")).scalars().all() == [number]
    assert _queued(own_sessions) == 0


def test_a_job_needs_a_database_bound_to_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_sessions", None)
    with pytest.raises(RuntimeError, match="bind"), jobs.transaction(system("test")):
        pass
