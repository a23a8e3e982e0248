"""The maps of published networks: a layout is made by a job and stored once, its drawing kept per process and language.

A page never waits: until a layout is ready it gets the newest drawing there is, of an older version. A renderer that
fails or hangs is not asked again for a while, so that one slow page does not become many.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lines.maps import repository
from lines.maps.extracts import MAIN, MOST_ON_ONE_MAP, Extract, extract_of, fitting
from lines.maps.layout import lay_out
from lines.maps.map_layout import MapLayout
from lines.maps.models import MapLayoutRow
from lines.maps.rendering import draw
from lines.maps.watch import Progress, TooSlow
from lines.network.service import NetworkVersion, network_version
from metro.kernel import clock
from metro.kernel.errors import AppError, InvalidInput, Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.kept import Kept

KEPT_DRAWINGS = 24
QUIET_SECONDS = 30
TRIES = ((MOST_ON_ONE_MAP, 480.0), (120, 240.0), (60, 120.0))
"""How many stations a map is tried with, and for how many seconds: a map of the main stations is better than none."""

MOST_WAITING = 50
"""Layouts that are asked for and not made: more than these are not asked for, whoever leafs through all stations."""

LINKS = "/stations/"

_drawings: Kept[str] = Kept(KEPT_DRAWINGS)
_failed_at: dict[tuple[str, ...], float] = {}
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a part of the network.

    `svg` is the newest drawing, None when there is none; `is_current` when it is of the version that was asked for.
    Otherwise `percent` tells how far the new one is, None when nobody makes it; `refusal` why it cannot be made.
    """

    svg: str | None
    is_current: bool
    percent: int | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A layout to make: of `extract` of a version, starting from `previous` where there was one."""

    version: NetworkVersion
    extract: Extract
    previous: MapLayout | None


def map_svg(session: Session, version: NetworkVersion, language: str) -> str:
    """The drawing of `version` with names in `language`. Unavailable when it is not laid out yet or cannot be drawn."""
    found = _drawn(session, version.number, version.digest, MAIN, language, LINKS)
    if found is None:
        raise Unavailable(_("De kaart wordt nog getekend. De lijst hieronder heeft alles al."))
    return found


def file_svg(session: Session, version: NetworkVersion, extract: Extract, language: str) -> str | None:
    """The drawing of exactly this version as a file for elsewhere: without links. None when there is none yet."""
    return _drawn(session, version.number, version.digest, extract, language, None)


def shown_map(session: Session, version: NetworkVersion, extract: Extract, language: str) -> Shown:
    """What to show of `extract` now, in `language`. Asks nothing of the database once the drawing is kept here."""
    current = _drawn(session, version.number, version.digest, extract, language, LINKS)
    if current is not None:
        return Shown(current, is_current=True)
    standing = repository.standing(session, version.number, extract.key)
    before = repository.newest_made_before(session, version.number, extract.key)
    older = _drawn(session, before.number, before.digest, extract, language, LINKS) if before is not None else None
    if standing is None:
        return Shown(older, is_current=False)
    percent = standing.percent if standing.refusal is None else None
    return Shown(older, is_current=False, percent=percent, refusal=standing.refusal)


def _drawn(
    session: Session, number: int, digest: str, extract: Extract, language: str, stations_at: str | None
) -> str | None:
    """The drawing of a version's stored layout; None when there is none that we can read."""
    key = (digest, extract.key, language, stations_at or "")
    kept = _drawings.get(key)
    if kept is not None:
        return kept
    layout = _readable(repository.layout_document(session, number, extract.key))
    if layout is None:
        return None
    with _drawing:
        if time.monotonic() - _failed_at.get(key, -QUIET_SECONDS) < QUIET_SECONDS:
            raise Unavailable(_("De kaart kan nu niet worden getekend. De lijst hieronder heeft alles ook."))
        try:
            title = _("Metrokaart van %(name)s", name=network_version(session, number).catalogue.name)
            return _drawings.got(key, lambda: draw(layout, language, stations_at=stations_at, title=title))
        except Unavailable:
            _failed_at[key] = time.monotonic()
            raise


def is_laid_out(session: Session, number: int) -> bool:
    """Whether version `number` can be drawn, or still waits for its layout."""
    return _readable(repository.layout_document(session, number, MAIN.key)) is not None


def refusal(session: Session, number: int) -> str | None:
    """Why version `number` cannot be drawn, in a sentence for who published it; None when it can, or is not tried."""
    standing = repository.standing(session, number, MAIN.key)
    return standing.refusal if standing is not None else None


def may_be_asked(session: Session, number: int, extract: Extract) -> bool:
    """Write down that `extract` is wanted. Whether a job has to make it: not when asked before, nor in a long queue."""
    return repository.waiting(session) < MOST_WAITING and repository.claim(session, number, extract.key)


def assignment(session: Session, number: int, extract: Extract) -> Assignment | None:
    """What there is to do for `extract`; None when it is made already.

    A layout that an older release stored in a form we no longer read is made anew.
    """
    if _readable(repository.layout_document(session, number, extract.key)) is not None:
        return None
    repository.claim(session, number, extract.key)
    before = repository.newest_made_before(session, number, extract.key)
    document = repository.layout_document(session, before.number, extract.key) if before is not None else None
    return Assignment(network_version(session, number), extract, _readable(document))


def made(task: Assignment, progress: Progress | None = None) -> MapLayout:
    """The layout for `task`, `progress` hearing the share done.

    What takes too long is tried again with fewer stations. Raises an AppError where no map can be made of it.
    """
    for most, seconds in TRIES[:-1]:
        with suppress(TooSlow):
            return _laid_out(task, most, seconds, progress)
    return _laid_out(task, *TRIES[-1], progress)


def _laid_out(task: Assignment, most: int, seconds: float, progress: Progress | None) -> MapLayout:
    network = fitting(extract_of(task.version.catalogue, task.extract), most)
    return lay_out(network, previous=task.previous, progress=progress, seconds=seconds)


def note_percent(session: Session, task: Assignment, percent: int) -> None:
    """Write down how far a layout is."""
    row = _row(session, task)
    row.percent, row.changed_at = percent, clock.now()


def note_refusal(session: Session, task: Assignment, error: AppError) -> None:
    """Write down why a layout cannot be made; an older drawing stays."""
    row = _row(session, task)
    row.layout, row.refusal, row.changed_at = None, error.message, clock.now()


def store(session: Session, task: Assignment, layout: MapLayout) -> None:
    """Keep a layout with its network version."""
    row = _row(session, task)
    row.layout, row.percent, row.refusal, row.changed_at = layout.to_json(), 100, None, clock.now()
    session.flush()


def draw_layout(session: Session, number: int) -> None:
    """Lay out the map of version `number` at once and store it; nothing when it is stored already."""
    task = assignment(session, number, MAIN)
    if task is not None:
        store(session, task, made(task))


def _row(session: Session, task: Assignment) -> MapLayoutRow:
    row = repository.row(session, task.version.number, task.extract.key)
    if row is None:
        raise InvalidInput(_("Deze kaart is niet aangevraagd."))
    return row


def _readable(document: str | None) -> MapLayout | None:
    """The layout in `document`, None when there is none or its form is no longer read."""
    try:
        return MapLayout.from_json(document) if document is not None else None
    except InvalidInput:
        return None
