"""A worker draws the parts that were asked for, and writes down what cannot be drawn."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from lines.maps import service
from lines.maps.extracts import MAIN, Extract, Kind
from lines.maps.tasks import ask_drawing, defer_drawing
from lines.network import service as network
from lines.network.domain import Catalogue, Line, Station, Text
from metro.database import Addresses
from metro.kernel import db
from metro.kernel.scopes import system
from tests.support.working import work_off


def _star(spokes: int) -> Catalogue:
    """So many lines of two stations that all meet in one."""
    ends = [f"s{number}" for number in range(spokes)]
    return Catalogue(
        name=f"Ster met {spokes} stralen",
        language="nl",
        stations=tuple(Station(station, Text.of(nl=station), 60) for station in ("midden", *ends)),
        lines=tuple(Line(f"l{end}", end, Text.of(nl=end), "", ("midden", end)) for end in ends),
    )


def _publish(sessions: sessionmaker[Session], catalogue: Catalogue) -> int:
    with db.transaction(sessions, system("test")) as session:
        number = network.publish(session, catalogue).number
        defer_drawing(session, number)
    return number


def test_a_network_that_cannot_be_drawn_leaves_a_reason_and_no_failed_job(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    number = _publish(own_sessions, _star(9))
    work_off(own_addresses, tmp_path)
    with own_sessions() as session:
        assert "hooguit acht richtingen" in (service.refusal(session, number) or "")
        assert not service.is_laid_out(session, number)
        assert session.execute(text("select count(*) from procrastinate_jobs")).scalar_one() == 0


def test_a_better_version_is_drawn_after_one_that_could_not_be(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    _publish(own_sessions, _star(9))
    number = _publish(own_sessions, _star(3))
    work_off(own_addresses, tmp_path)
    with own_sessions() as session:
        version = network.network_version(session, number)
        shown = service.shown_map(session, version, MAIN, "nl")
        assert shown.is_current
        assert shown.svg is not None
        assert 'data-station="midden"' in shown.svg


def test_a_part_is_drawn_when_it_is_asked_for_and_asked_for_once(
    own_addresses: Addresses, own_sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    number = _publish(own_sessions, _star(4))
    part = Extract(Kind.LINE, "ls1")
    with db.transaction(own_sessions, system("test")) as session:
        assert ask_drawing(session, number, part)
        assert not ask_drawing(session, number, part)
        version = network.network_version(session, number)
        waiting = service.shown_map(session, version, part, "nl")
        assert (waiting.svg, waiting.is_current, waiting.percent) == (None, False, 0)
    work_off(own_addresses, tmp_path)
    with own_sessions() as session:
        assert service.shown_map(session, version, part, "nl").is_current


def test_a_part_that_is_asked_for_in_a_transaction_that_fails_is_not_drawn(own_sessions: sessionmaker[Session]) -> None:
    number = _publish(own_sessions, _star(4))
    with own_sessions() as session:
        ask_drawing(session, number, Extract(Kind.LINE, "ls1"))
        session.rollback()
        assert ask_drawing(session, number, Extract(Kind.LINE, "ls1"))
        session.rollback()
