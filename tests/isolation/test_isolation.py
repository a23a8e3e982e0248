"""Nobody gets at another world: every route, every role, every foreign id, in path, query, form and JSON."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine

from metro.config import Settings
from metro.kernel.db import make_engine
from metro.kernel.embedded import Embedded
from tests.isolation.fuzz import Try, faults_of, tries
from tests.isolation.stage import ROLES, Stage, Unheld, set_up
from tests.support import server as test_server

IS_FULL = os.environ.get("METRO_TEST_SIZE") == "full"
SAMPLE = 25


@pytest.fixture(scope="module")
def mighty(postgres: Embedded, worker_name: str) -> Iterator[Engine]:
    """A superuser on the database of these tests."""
    name = f"isolation_{worker_name}"
    test_server.clone(postgres, test_server.DEMO, name)
    engine = create_engine(postgres.url("postgres", name), poolclass=NullPool)
    yield engine
    test_server.drop(postgres, name)


@pytest.fixture(scope="module")
def stage(postgres: Embedded, mighty: Engine, worker_name: str) -> Iterator[Stage]:
    from metro.app import create_app

    engine = make_engine(postgres.url("metro_app", f"isolation_{worker_name}"), 2)
    app: Flask = create_app(Settings(log_level="ERROR"), engine)
    stage = set_up(app, engine, mighty)
    with stage.scene("visitor") as (_client, connection):
        stage.sums = stage.checksums(connection)
    yield stage
    engine.dispose()


def chosen(stage: Stage, role: str, most: int) -> list[Try]:
    """All that `role` can try, or a part that is the same each time."""
    every = list(tries(stage, stage.app, role))
    return every if IS_FULL or len(every) <= most else random.Random(role).sample(every, most)


@pytest.mark.parametrize("role", ["visitor", *ROLES])
def test_no_route_shows_or_changes_another_world(stage: Stage, role: str) -> None:
    faults = [fault for one in chosen(stage, role, SAMPLE) for fault in faults_of(stage, one)]
    assert faults == []


def test_json_opens_nothing_either(stage: Stage) -> None:
    posts = [one for one in chosen(stage, "manager", 4 * SAMPLE) if one.method != "GET"]
    some = posts if IS_FULL else random.Random(1).sample(posts, min(len(posts), SAMPLE // 2))
    assert [fault for one in some for fault in faults_of(stage, one, "json")] == []


def _paths(stage: Stage, role: str) -> list[Try]:
    return [one for one in tries(stage, stage.app, role) if one.way.endswith("_id") and one.way != "company_id"]


def test_with_the_database_alone_nothing_leaks(stage: Stage) -> None:
    unheld = replace(stage, kind=Unheld)
    assert [fault for one in _paths(stage, "manager") for fault in faults_of(unheld, one)] == []


def test_without_guard_and_database_the_fuzz_finds_leaks(stage: Stage, mighty: Engine) -> None:
    unheld = replace(stage, kind=Unheld, engine=mighty)
    faults = [fault for one in _paths(stage, "manager") for fault in faults_of(unheld, one)]
    assert [fault for fault in faults if "changed" in fault]
