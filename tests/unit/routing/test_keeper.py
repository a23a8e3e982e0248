"""A page gets an answer whatever the planning process does: answer, hang, crash or talk nonsense."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest

from lines.routing import keeper as module
from lines.routing.checking import route_faults
from lines.routing.domain import Gap
from lines.routing.keeper import Keeper
from lines.routing.planner import compile_network, plan_with_alternatives
from lines.routing.vetting import InvalidProfile
from tests.unit.routing.building import network, station, wanting

CATALOGUE = network(
    station("a", {"x": (0, 1)}, minutes=50), station("b", {"x": (0, 1)}, minutes=40, price=100), p="a b"
)
NETWORK = compile_network(CATALOGUE)
PROFILE = wanting(x=1)

READING = "import sys, time; from multiprocessing.connection import Connection; c = Connection(int(sys.argv[1])); "
HANGS = READING + "c.recv(); c.send(True); c.recv(); time.sleep(600)"
CRASHES = READING + "c.recv(); c.send(True); c.recv(); import os; os.abort()"
NONSENSE = READING + "c.recv(); c.send(True); c.recv(); c.send('wat'); time.sleep(600)"


@contextmanager
def kept(*command: str) -> Iterator[Keeper]:
    keeper = Keeper(command) if command else Keeper()
    try:
        yield keeper
    finally:
        keeper.close()


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_process_gives_the_answer_that_the_planner_gives() -> None:
    with kept() as keeper:
        route = keeper.planned("n", NETWORK, PROFILE, 10.0)

    expected = plan_with_alternatives(NETWORK, PROFILE, 10.0)
    assert route.stops == expected.stops
    assert [other.stops for other in route.alternatives] == [other.stops for other in expected.alternatives]
    assert route.proof.optimal


def test_the_share_done_is_told_while_the_process_plans() -> None:
    told: list[float] = []
    with kept() as keeper:
        keeper.planned("n", NETWORK, PROFILE, 10.0, told.append)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1


def test_one_process_answers_question_after_question_and_threads_take_turns() -> None:
    answers = []
    with kept() as keeper:
        keeper.planned("n", NETWORK, PROFILE, 10.0)
        first = keeper.process_id
        asking = [Thread(target=lambda: answers.append(keeper.planned("n", NETWORK, PROFILE, 10.0))) for _ in range(4)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        assert keeper.process_id == first

    assert [answer.station_ids for answer in answers] == [("b",)] * 4


@pytest.mark.parametrize("program", [HANGS, CRASHES, NONSENSE])
def test_a_process_that_fails_is_ended_and_the_page_gets_a_valid_route(
    program: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.2)
    caplog.set_level("WARNING")  # whatever level an application made by another test has set
    with kept(sys.executable, "-c", program) as keeper:
        started: list[int | None] = []
        begin = keeper._start

        def start() -> None:
            begin()
            started.append(keeper.process_id)

        monkeypatch.setattr(keeper, "_start", start)
        route = keeper.planned("n", NETWORK, PROFILE, 0.2)

        assert keeper.process_id is None
    assert route_faults(CATALOGUE, PROFILE, route) == ()
    assert route.closed == ("x",)
    assert "gave no answer" in caplog.text
    (process_id,) = started
    assert process_id is not None
    assert not is_running(process_id)


def test_closing_leaves_no_process_behind_and_the_next_question_starts_another() -> None:
    with kept() as keeper:
        keeper.planned("n", NETWORK, PROFILE, 10.0)
        first = keeper.process_id
        keeper.close()
        assert first is not None
        assert not is_running(first)
        assert keeper.planned("n", NETWORK, PROFILE, 10.0).station_ids == ("b",)


def test_a_wrong_profile_is_refused_before_any_process_is_asked() -> None:
    with kept(sys.executable, "-c", HANGS) as keeper:
        with pytest.raises(InvalidProfile):
            keeper.planned("n", NETWORK, replace(PROFILE, gaps=(Gap("niet", 1),)), 1.0)
        assert keeper.process_id is None


def test_without_any_time_no_process_is_asked() -> None:
    with kept(sys.executable, "-c", HANGS) as keeper:
        assert keeper.planned("n", NETWORK, PROFILE, 0.0).closed == ("x",)
        assert keeper.process_id is None
