"""A list of stations into an academy's drafts: shown first, then all of it or nothing, and twice is once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from lines.network.domain import Catalogue
from lines.studio import repository, service
from lines.studio.document import empty_document
from lines.studio.domain import Draft, Giver, State
from lines.studio.station_lists import Listed
from metro.kernel.errors import Conflict
from metro.kernel.i18n import gettext as _


class Effect(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what it would do; `changes` are the fields that it would write, `draft` where, None for a new one."""

    listed: Listed
    effect: Effect
    draft: Draft | None
    changes: dict[str, Any]


def planned(session: Session, academy: int, rows: Sequence[Listed]) -> tuple[Planned, ...]:
    """What each row would do: a draft is found by the station on the map, else by its Dutch name."""
    drafts = service.drafts_of(session, academy)
    by_station = {draft.station: draft for draft in drafts if draft.station is not None}
    by_name = {draft.name.casefold(): draft for draft in reversed(drafts)}
    return tuple(
        _plan(row, by_station.get(row.station) if row.station else by_name.get(row.name.casefold())) for row in rows
    )


def carry_out(
    session: Session, academy: int, giver: Giver, catalogue: Catalogue, rows: Sequence[Listed], person: int
) -> int:
    """Write every row; how many drafts were begun or changed. Conflict when a reviewer has one of them."""
    repository.hold_drafts(session, academy)
    written = 0
    for row in planned(session, academy, rows):
        if row.effect is Effect.LOCKED:
            raise Conflict(_("Regel %(row)s: dit station wordt beoordeeld. Trek het eerst terug.", row=row.listed.row))
        if row.effect is Effect.SAME:
            continue
        draft = row.draft or _begun(session, academy, giver, catalogue, row.listed, person)
        service.save(session, academy, draft.id, draft.revision, row.changes, person)
        written += 1
    return written


def _plan(row: Listed, draft: Draft | None) -> Planned:
    known = draft.document if draft is not None else empty_document()
    changes = {field: value for field, value in row.fields.items() if value != known[field]}
    if draft is None:
        return Planned(row, Effect.NEW, None, changes)
    if changes and draft.state is State.IN_REVIEW:
        return Planned(row, Effect.LOCKED, draft, changes)
    return Planned(row, Effect.CHANGED if changes else Effect.SAME, draft, changes)


def _begun(
    session: Session, academy: int, giver: Giver, catalogue: Catalogue, row: Listed, person: int
) -> Draft:  # fmt: skip
    if row.station is None:
        return service.start(session, academy, giver, person)
    template = service.template_of(catalogue.station_by_id[row.station], catalogue)
    return service.adopt(session, academy, giver, person, template, row.station)
