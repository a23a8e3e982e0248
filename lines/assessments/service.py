"""The scan: begun, answered, found again by its token, thrown away after thirty days; or taken along by a person."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from lines.assessments import repository
from lines.assessments.content import standard_instrument
from lines.assessments.models import ScanRow
from lines.assessments.scan import ScanAnswers
from lines.assessments.scan_storage import answers_from, plain_answers
from lines.network.service import NetworkVersion, network_version
from metro.kernel import clock
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Scan:
    """A scan as it stands, on the network version it was begun on.

    `completed` are the stations of "ken ik al", `excluded` those of "niet voor mij"; `most_minutes` and `most_cents`
    are what the traveller wants to spend at most, None for no limit.
    """

    id: int
    version: NetworkVersion
    answers: ScanAnswers
    changed_at: datetime
    completed: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    most_minutes: int | None = None
    most_cents: int | None = None


def start_scan(session: Session, version: NetworkVersion, token: str) -> Scan:
    """A new scan on `version` that `token` finds again: the only thing that ties it to somebody."""
    return _start(session, version, token_hash=_hash(token))


def start_scan_of(session: Session, version: NetworkVersion, person: int) -> Scan:
    """A new scan of `person` on `version`, in the place of the one there was."""
    repository.delete_scan_of(session, person)
    return _start(session, version, person_id=person)


def _start(session: Session, version: NetworkVersion, **owner: Any) -> Scan:
    row = ScanRow(
        **owner,
        network_number=version.number,
        answers=plain_answers(ScanAnswers()),
        completed=[],
        excluded=[],
        changed_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return Scan(row.id, version, ScanAnswers(), row.changed_at)


def find_scan(session: Session, token: str | None) -> Scan | None:
    """The scan under `token`; None when there is none (any more)."""
    return _scan(session, repository.scan_with(session, _hash(token))) if token else None


def scan_to_change(session: Session, token: str | None) -> Scan | None:
    """The scan under `token`, held until the end of the transaction: two tabs take turns."""
    return _scan(session, repository.locked_scan_with(session, _hash(token))) if token else None


def find_scan_of(session: Session, person: int) -> Scan | None:
    """The scan of `person`; None when there is none."""
    return _scan(session, repository.scan_of(session, person))


def scan_of_to_change(session: Session, person: int) -> Scan | None:
    """The scan of `person`, held until the end of the transaction."""
    return _scan(session, repository.locked_scan_of(session, person))


def take_scan_along(session: Session, token: str, person: int) -> bool:
    """Make the scan under `token` that of `person`, unless there is one already; whether it was taken along."""
    row = repository.locked_scan_with(session, _hash(token))
    if row is None or repository.locked_scan_of(session, person) is not None:
        return False
    row.person_id, row.token_hash = person, None
    session.flush()
    return True


def replace_scan(session: Session, token: str, person: int) -> None:
    """Give `person` what was answered under `token`, in the place of the scan there was; nothing without one.

    A row keeps its owner for life, so this is a new one.
    """
    row = repository.locked_scan_with(session, _hash(token))
    if row is None:
        return
    repository.delete_scan_of(session, person)
    session.delete(row)
    kept = {name: getattr(row, name) for name in ("network_number", "answers", "completed", "excluded")}
    limits = {name: getattr(row, name) for name in ("most_minutes", "most_cents", "changed_at")}
    session.add(ScanRow(person_id=person, **kept, **limits))
    session.flush()


@dataclass(frozen=True, slots=True)
class HeldLevels:
    """The levels that a person gave himself, by skill."""

    person: int
    levels: tuple[tuple[str, int], ...]


def held_levels(session: Session, people: Collection[int]) -> list[HeldLevels]:
    """What `people` said in their scans that they can; as far as the session's scope may see it."""
    found = []
    for row in repository.scans_of(session, people):
        levels = tuple((skill, level) for skill, level in row.answers.get("levels", {}).items() if level is not None)
        if row.person_id is not None and levels:
            found.append(HeldLevels(row.person_id, levels))
    return found


def save_answers(session: Session, scan: Scan, answers: ScanAnswers) -> Scan:
    """Keep `answers` as those of `scan`."""
    return _save(session, replace(scan, answers=answers))


def complete_station(session: Session, scan: Scan, station: str) -> Scan:
    """ "Ken ik al": count `station` as completed; NotFound when the network has no such station."""
    _refuse_unknown(scan, station)
    completed = tuple(dict.fromkeys((*scan.completed, station)))
    return _save(session, replace(scan, completed=completed, excluded=_without(scan.excluded, station)))


def exclude_station(session: Session, scan: Scan, station: str) -> Scan:
    """ "Niet voor mij": plan around `station`; NotFound when the network has no such station."""
    _refuse_unknown(scan, station)
    excluded = tuple(dict.fromkeys((*scan.excluded, station)))
    return _save(session, replace(scan, excluded=excluded, completed=_without(scan.completed, station)))


def restore_station(session: Session, scan: Scan, station: str) -> Scan:
    """Take back what was said of `station`."""
    _refuse_unknown(scan, station)
    return _save(
        session,
        replace(scan, completed=_without(scan.completed, station), excluded=_without(scan.excluded, station)),
    )


def set_budget(session: Session, scan: Scan, minutes: int | None, cents: int | None) -> Scan:
    """Plan within `minutes` and `cents` from now on; None is no limit."""
    return _save(session, replace(scan, most_minutes=minutes, most_cents=cents))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _scan(session: Session, row: ScanRow | None) -> Scan | None:
    """The scan in `row`; one whose answers a newer instrument no longer knows is as good as gone."""
    if row is None:
        return None
    version = network_version(session, row.network_number)
    try:
        answers = answers_from(row.answers, version.catalogue, standard_instrument())
    except InvalidInput:
        return None
    return Scan(
        row.id,
        version,
        answers,
        row.changed_at,
        tuple(row.completed),
        tuple(row.excluded),
        row.most_minutes,
        row.most_cents,
    )


def _save(session: Session, scan: Scan) -> Scan:
    row = session.get_one(ScanRow, scan.id)
    row.answers = plain_answers(scan.answers)
    row.completed = list(scan.completed)
    row.excluded = list(scan.excluded)
    row.most_minutes, row.most_cents = scan.most_minutes, scan.most_cents
    row.changed_at = clock.now()
    session.flush()
    return replace(scan, changed_at=row.changed_at)


def _refuse_unknown(scan: Scan, station: str) -> None:
    if station not in scan.version.catalogue.station_by_id:
        raise NotFound(_("Dit station staat niet (meer) op de kaart."))


def _without(stations: tuple[str, ...], station: str) -> tuple[str, ...]:
    return tuple(name for name in stations if name != station)
