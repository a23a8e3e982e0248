"""Eight threads mix both worlds over one pool, with real commits: nobody's scope stays behind on a connection."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, select

from metro.app import create_app
from metro.config import Settings
from metro.kernel.db import make_engine, make_sessions, transaction
from metro.kernel.embedded import Embedded
from metro.kernel.scopes import Scope
from tests.isolation.stage import Stage, set_up
from tests.support import server as test_server

THREADS, REQUESTS = 8, 40
OWN = ("/me", "/me/data", "/me/profile", "/")


@pytest.fixture(scope="module")
def crowd(postgres: Embedded, worker_name: str) -> Iterator[Stage]:
    """The application on a pool smaller than the number of threads, with both worlds in it."""
    name = f"crowd_{worker_name}"
    addresses = test_server.clone(postgres, test_server.DEMO, name)
    mighty = create_engine(postgres.url("postgres", name), poolclass=NullPool)
    engine = make_engine(addresses.app, 3)
    app: Flask = create_app(Settings(log_level="ERROR", secret_key="a secret of the crowd of two worlds"), engine)
    yield set_up(app, engine, mighty)
    engine.dispose()
    test_server.drop(postgres, name)


def canaries(answer: str, mark: str) -> list[str]:
    """The texts of world `mark` in `answer`."""
    return re.findall(rf"kanarie-[a-z-]+-{mark}\d", answer)


def test_threads_that_share_connections_see_their_own_world_only(crowd: Stage) -> None:
    worlds = {"a": (crowd.ours, "b"), "b": (crowd.theirs, "a")}
    crowd.app.extensions["metro.sessions"] = make_sessions(crowd.engine)

    def ride(number: int) -> tuple[list[str], int]:
        chance, leaks, own = random.Random(number), [], 0
        for _each in range(REQUESTS):
            mark = chance.choice("ab")
            world, other = worlds[mark]
            company = world.id("company")
            path = chance.choice((*OWN, f"/companies/{company}", f"/companies/{company}/people"))
            client = crowd.app.test_client()
            client.set_cookie("session", world.secrets[chance.choice(["manager", "viewer"])])
            answer = client.get(path)
            text = answer.get_data(as_text=True)
            leaks += [f"{path}: {each}" for each in canaries(text, other)]
            own += len(canaries(text, mark))
            if answer.status_code not in (200, 503):
                leaks.append(f"{path}: {answer.status_code}")
        return leaks, own

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(ride, range(THREADS)))
    assert [leak for leaks, _own in results for leak in leaks] == []
    assert all(own for _leaks, own in results)


def test_scopes_mixed_on_one_pool_read_and_write_their_own_rows_only(crowd: Stage) -> None:
    from academies.companies.models import Company, Team

    sessions = make_sessions(crowd.engine)
    companies = {world.id("company"): world.mark for world in (crowd.ours, crowd.theirs)}

    def write(number: int) -> set[int]:
        company = list(companies)[number % 2]
        with transaction(sessions, Scope(company=company)) as session:
            session.add(Team(company_id=company, name=f"draad {number}"))
        with transaction(sessions, Scope(company=company)) as session:
            return set(session.execute(select(Company.id)).scalars()) | set(
                session.execute(select(Team.company_id)).scalars()
            )

    with ThreadPoolExecutor(THREADS) as pool:
        seen = list(pool.map(write, range(THREADS * 4)))
    assert seen == [{list(companies)[number % 2]} for number in range(THREADS * 4)]
