"""A scan is found by its token alone, and is gone after thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lines.assessments import service
from lines.assessments.scan import ScanAnswers
from lines.network.service import current_network
from lines.routing.domain import Kind
from lines.routing.scans import profile_of, route_for_scan
from metro.accounts.secrets import new_secret
from metro.kernel import clock
from metro.kernel.errors import NotFound
from metro.retention import forget_what_is_old


def _scan(session: Session) -> tuple[str, service.Scan]:
    version = current_network(session)
    token = new_secret()
    scan = service.start_scan(session, version, token)
    return token, service.save_answers(session, scan, ScanAnswers(job_profile=version.catalogue.job_profiles[0].id))


def test_a_scan_is_found_by_its_token_and_by_no_other(session: Session) -> None:
    token, scan = _scan(session)
    assert service.find_scan(session, token) == scan
    for other in (None, "", token[:-1], token + "x", "\x00", "\ud800"):
        assert service.find_scan(session, other) is None


def test_the_token_itself_is_not_stored(session: Session) -> None:
    token, _ = _scan(session)
    stored = session.execute(text("select scan::text from scan")).scalars().all()
    assert stored
    assert token not in "".join(stored)


def test_a_scan_nobody_touched_for_thirty_days_is_deleted_and_a_younger_one_is_kept(session: Session) -> None:
    old, _ = _scan(session)
    session.execute(text("update scan set changed_at = :then"), {"then": clock.now() - timedelta(days=30, minutes=1)})
    young, _ = _scan(session)
    session.expire_all()
    assert forget_what_is_old(session)["scan of nobody"] == 1
    assert service.find_scan(session, old) is None
    assert service.find_scan(session, young) is not None


def test_a_station_is_known_or_refused_but_never_both(session: Session) -> None:
    _, scan = _scan(session)
    station = scan.version.catalogue.stations[0].id
    scan = service.exclude_station(session, service.complete_station(session, scan, station), station)
    assert (scan.completed, scan.excluded) == ((), (station,))
    scan = service.restore_station(session, scan, station)
    assert (scan.completed, scan.excluded) == ((), ())


def test_a_station_that_is_not_on_the_map_cannot_be_refused(session: Session) -> None:
    _, scan = _scan(session)
    with pytest.raises(NotFound):
        service.exclude_station(session, scan, "niet-hier")


def test_what_one_knows_counts_as_held_and_as_completed(session: Session) -> None:
    _, scan = _scan(session)
    station = scan.version.catalogue.stations[0]
    profile = profile_of(service.complete_station(session, scan, station.id))
    assert profile.completed == (station.id,)
    held = {level.skill: level.level for level in profile.current}
    assert held == {taught.skill: taught.to_level for taught in station.teaches}


def test_the_same_question_gets_the_stored_answer(session: Session) -> None:
    _, scan = _scan(session)
    first = route_for_scan(session, scan, 5.0)
    assert Kind.FASTEST in first.kinds
    session.execute(text("update planned_route set route = jsonb_set(route, '{profile}', '\"stored\"')"))
    assert route_for_scan(session, scan, 5.0).profile == "stored"
