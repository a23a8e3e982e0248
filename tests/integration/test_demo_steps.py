"""Loading the demo publishes the steps of its stations, once."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lines.network.service import current_network
from lines.studio import publishing
from lines.studio.content import content_of
from lines.studio.demo import demo_documents, publish_demo_steps
from lines.studio.domain import LEAST_QUESTIONS, MOST_QUESTIONS
from lines.studio.models import StationContent


def rows(session: Session) -> int:
    return session.execute(select(func.count()).select_from(StationContent)).scalar_one()


def test_every_written_station_of_the_demo_has_its_steps_and_a_check_to_prove_them(session: Session) -> None:
    network = current_network(session)
    for station, document in demo_documents().items():
        content = publishing.content_of_station(session, station)
        assert content is not None, station
        assert (content.number, content.network, content.document) == (1, network.number, content_of(document))
        assert content.academy in {each.academy for each in network.catalogue.station_by_id[station].offerings}
        checks = [step["questions"] for step in content.document["steps"] if step["kind"] == "check"]
        assert [LEAST_QUESTIONS <= len(questions) <= MOST_QUESTIONS for questions in checks] == [True], station


def test_doing_it_again_changes_nothing(session: Session) -> None:
    before = rows(session)
    assert publish_demo_steps(session) == 0
    assert rows(session) == before
