"""A station among two thousand: published in seconds, its drawing left to a job."""

from __future__ import annotations

import time
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from lines.network.content import demo_catalogue
from lines.network.service import current_network, publish
from lines.studio import reviewing
from lines.studio.reviewing import Desk
from metro.kernel import db
from metro.kernel.scopes import Scope, system
from tests.factories import studio
from tests.factories.networks import large_catalogue
from tests.support.people import office_person

MOST_SECONDS = 5.0


def test_a_station_among_two_thousand_is_published_within_five_seconds(own_sessions: sessionmaker[Session]) -> None:
    with db.transaction(own_sessions, system("test")) as session:
        publish(session, replace(large_catalogue(), skills=demo_catalogue().skills))
        made, office = studio.studio(session), office_person(session)
        draft = studio.draft(session, made, prerequisites__all=["s3"], lines__0__line="l0")
        reviewing.submit(session, made.academy, draft.id, made.giver, made.editor)
    began = time.monotonic()
    with db.transaction(own_sessions, Scope(person=office, is_office=True)) as session:
        waiting = reviewing.draft_for_office(session, draft.id)
        reviewing.approve(session, waiting, 1, Desk.OFFICE, office)
    assert time.monotonic() - began < MOST_SECONDS
    print(f"published among 2,000 stations in {time.monotonic() - began:.2f} s")  # noqa: T201 - a figure for who asks
    with db.transaction(own_sessions, system("test")) as session:
        assert len(current_network(session).catalogue.stations) == 2001
        jobs = session.connection().execute(
            text("select count(*) from procrastinate_jobs where task_name = 'draw_map'")
        )
        assert jobs.scalar_one() == 1
