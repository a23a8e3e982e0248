"""A scan taken over to a newer network: what a person answered stays, as far as it still means something there."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from lines.assessments.scan import ScanAnswers, with_start
from lines.assessments.service import Scan, complete_station, exclude_station, save_answers, set_budget
from lines.network.domain import Catalogue
from metro.kernel.errors import InvalidInput


def fitting(answers: ScanAnswers, catalogue: Catalogue) -> ScanAnswers:
    """`answers` on another network: a choice that is gone there is open again, and so are levels nobody asks for."""
    profile = answers.job_profile if answers.job_profile in catalogue.job_profile_by_id else None
    lines = [line for line in answers.lines if line in catalogue.line_by_id]
    before = replace(answers, job_profile=None, lines=())
    try:
        return with_start(before, catalogue, {"job_profile": [profile] if profile else [], "lines": lines})
    except InvalidInput:
        return replace(before, levels=())


def renewed_scan(session: Session, scan: Scan, begun: Scan) -> Scan:
    """The scan `begun` on a newer network, with what still counts of `scan`."""
    version = begun.version
    renewed = save_answers(session, begun, fitting(scan.answers, version.catalogue))
    renewed = set_budget(session, renewed, scan.most_minutes, scan.most_cents)
    known = version.catalogue.station_by_id.keys()
    for station in (station for station in scan.completed if station in known):
        renewed = complete_station(session, renewed, station)
    for station in (station for station in scan.excluded if station in known):
        renewed = exclude_station(session, renewed, station)
    return renewed
