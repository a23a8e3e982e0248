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
from tests.isolation import careless
from tests.isolation.fuzz import Try, faults_of, tries, value_of
from tests.isolation.stage import ROLES, Stage, Unheld, set_up
from tests.support import server as test_server

IS_FULL = os.environ.get("METRO_TEST_SIZE") == "full"
SAMPLE = 150  # tries of two requests per role, a different part in each role


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
    """The application with careless pages besides, held by both nets."""
    from metro.app import create_app

    engine = make_engine(postgres.url("metro_app", f"isolation_{worker_name}"), 2)
    app: Flask = create_app(Settings(log_level="ERROR"), engine)
    app.register_blueprint(careless.bp)
    yield set_up(app, engine, mighty)
    engine.dispose()


def some(every: list[Try], seed: str, most: int = SAMPLE) -> list[Try]:
    """All of them, or a part that is the same each time."""
    return every if IS_FULL or len(every) <= most else random.Random(seed).sample(every, most)


def found(stage: Stage, chosen: list[Try], how: str = "form") -> list[str]:
    return [fault for one in chosen for fault in faults_of(stage, one, how)]


@pytest.mark.parametrize("role", ["visitor", *ROLES])
def test_no_route_shows_or_changes_another_world(stage: Stage, role: str) -> None:
    assert found(stage, some(list(tries(stage, stage.app, role)), role)) == []


@pytest.mark.parametrize("role", ["learner", "manager", "academy-owner"])
def test_json_opens_nothing_either(stage: Stage, role: str) -> None:
    posts = [one for one in tries(stage, stage.app, role) if one.method != "GET"]
    assert found(stage, some(posts, role, SAMPLE // 3), "json") == []


def test_a_new_argument_asks_for_a_value(stage: Stage) -> None:
    with pytest.raises(KeyError, match="TABLE_OF"):
        value_of("wagon_id", stage.theirs)


def careless_tries(stage: Stage) -> list[Try]:
    """The pages that hold nothing back, and one of ours that leaves it to the scope."""
    every = [one for one in tries(stage, stage.app, "manager") if one.endpoint.startswith("careless.")]
    ended = [one for one in tries(stage, stage.app, "manager") if "/me/sessions/" in one.theirs[0]]
    assert every
    assert ended
    return [one for one in (*every, *ended) if not one.way.startswith("field") or one.way == "field: team"]


def test_careless_pages_are_held_by_both_nets(stage: Stage) -> None:
    assert found(stage, careless_tries(stage)) == []


def test_careless_pages_are_held_by_the_database_alone(stage: Stage) -> None:
    assert found(replace(stage, kind=Unheld), careless_tries(stage)) == []


def test_careless_pages_are_held_by_the_guard_alone(stage: Stage, mighty: Engine) -> None:
    assert found(replace(stage, engine=mighty), careless_tries(stage)) == []


def test_without_guard_and_database_the_fuzz_finds_leaks_of_every_kind(stage: Stage, mighty: Engine) -> None:
    faults = found(replace(stage, kind=Unheld, engine=mighty), careless_tries(stage))
    for page, sign in {
        "careless/teams ": "{'team'} seen",
        f"careless/teams/{stage.theirs.id('team')} ": "{'team'} seen",
        f"careless/count/{stage.theirs.id('team')} ": "is not as never",
        "careless/people.csv ": "seen",
        f"careless/teams/{stage.theirs.id('team')}/rename ": "{'team'} changed",
        "/me/sessions/": "changed",
    }.items():
        assert [fault for fault in faults if page in fault and sign in fault], (page, sign)


@pytest.mark.parametrize("role", ["manager", "academy-owner"])
def test_every_route_is_held_by_the_database_alone(stage: Stage, role: str) -> None:
    by_path = [one for one in tries(stage, stage.app, role) if not one.way.startswith("field")]
    assert found(replace(stage, kind=Unheld), some(by_path, f"alone {role}")) == []
