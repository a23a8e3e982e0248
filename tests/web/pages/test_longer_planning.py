"""A page waits shortly for the planner; who wants to be sure has it look longer."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from lines.routing.tasks import plan_longer
from lines.web import planning
from metro.kernel import jobs
from tests.support.pages import PageClient
from tests.web.pages.rides import ride_the_scan, stops_of

CUT_SHORT = "We zochten kort"


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that do not wait for the planner at all."""
    monkeypatch.setattr(planning, "PAGE_SECONDS", 0.0)


@pytest.mark.usefixtures("no_time")
def test_a_route_that_was_cut_short_is_valid_and_says_so(client: PageClient) -> None:
    ride_the_scan(client)
    page = client.get("/route").text
    assert stops_of(page)
    assert CUT_SHORT in page
    assert "bewezen" not in page


@pytest.mark.usefixtures("no_time")
def test_a_job_looks_longer_and_the_page_tells_how_far_it_is(
    client: PageClient, session: Session, sessions: sessionmaker[Session]
) -> None:
    ride_the_scan(client)
    client.get("/route")
    answer = client.post("/route/longer")
    assert (answer.status_code, answer.location) == (303, "/route")
    assert "We zoeken verder" in client.get("/route").text
    assert client.get("/route/progress").json == {"percent": 0}
    client.post("/route/longer")
    waiting = text("select args from procrastinate_jobs where task_name = 'plan_longer'")
    [arguments] = session.execute(waiting).scalars().all()  # asked twice, planned once
    jobs.bind(sessions)
    plan_longer(**arguments)
    plan_longer(**arguments)
    assert client.get("/route/progress").json == {"percent": None}
    page = client.get("/route").text
    assert CUT_SHORT not in page
    assert "bewezen kortste" in page


def test_a_proved_route_is_not_planned_again(client: PageClient) -> None:
    ride_the_scan(client)
    before = client.get("/route").text
    assert CUT_SHORT not in before
    assert client.post("/route/longer").status_code == 303
    assert client.get("/route").text == before


def test_without_a_scan_looking_longer_leads_to_the_page_that_says_what_to_do(client: PageClient) -> None:
    assert client.post("/route/longer").location == "/route"
    assert client.get("/route/longer").status_code == 405
    assert client.get("/route/progress").json == {"percent": None}
