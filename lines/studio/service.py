"""Drafts: begun, read and saved by the people of an academy, more than one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lines.network.domain import Catalogue, Station
from lines.studio import repository
from lines.studio.document import empty_document
from lines.studio.domain import Document, Draft, Giver, Reason, State, Touch, Version
from lines.studio.merging import Clash, merge, touched_by
from lines.studio.models import StationDraft, StationDraftVersion
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict, NotFound
from metro.kernel.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft after saving, and what was not written because somebody else had changed it."""

    draft: Draft
    clashes: tuple[Clash, ...]


def drafts_of(session: Session, academy: int) -> tuple[Draft, ...]:
    """The drafts of an academy, the last changed first."""
    return tuple(as_draft(row) for row in repository.drafts(session, academy))


def draft_of(session: Session, academy: int, draft_id: int) -> Draft:
    """A draft of this academy; NotFound when it has none with this id."""
    row = repository.draft(session, draft_id)
    if row is None or row.academy_id != academy:
        raise no_such_draft()
    return as_draft(row)


def versions_of(session: Session, draft: Draft) -> tuple[Version, ...]:
    """The versions that were kept of a draft, the newest first."""
    return tuple(as_version(row) for row in repository.versions(session, draft.id))


def version_of(session: Session, draft: Draft, number: int) -> Version:
    """Version `number` of a draft; NotFound when it has none."""
    row = repository.version(session, draft.id, number)
    if row is None:
        raise NotFound(_("Versie %(number)s is er niet.", number=number))
    return as_version(row)


def start(session: Session, academy: int, giver: Giver, person: int) -> Draft:
    """A draft in which nothing is written yet."""
    return _started(session, academy, giver, person, empty_document(), based_on=None, station=None)


def start_like(session: Session, academy: int, giver: Giver, person: int, template: Document, based_on: str) -> Draft:
    """A draft of a station of one's own that begins with the fields of another."""
    return _started(session, academy, giver, person, template, based_on=based_on, station=None)


def adopt(session: Session, academy: int, giver: Giver, person: int, template: Document, station: str) -> Draft:
    """The draft in which an academy offers a station that is on the map already; the one it has when it has one."""
    row = repository.draft_of_station(session, academy, station)
    if row is not None:
        return as_draft(row)
    return _started(session, academy, giver, person, template, based_on=station, station=station)


def save(
    session: Session, academy: int, draft_id: int, seen: int, changes: Mapping[str, Any], person: int
) -> Saved:  # fmt: skip
    """Write `changes` of somebody who read revision `seen`; a field that somebody else changed since stays as it is.

    Conflict while a reviewer has the draft.
    """
    row = held(session, academy, draft_id)
    draft = as_draft(row)
    if draft.state is State.IN_REVIEW:
        raise Conflict(_("Dit station wordt beoordeeld. Trek het eerst terug als je iets wilt veranderen."))
    found = merge(draft, seen, changes)
    if found.changed:
        _write(row, draft, found.changed, person)
        session.flush()
    return Saved(as_draft(row), found.clashes)


def restore(session: Session, academy: int, draft_id: int, number: int, person: int) -> Draft:
    """Put version `number` back; what stood there is kept as a version first."""
    row = held(session, academy, draft_id)
    draft = as_draft(row)
    if draft.state is State.IN_REVIEW:
        raise Conflict(_("Dit station wordt beoordeeld. Trek het eerst terug als je iets wilt veranderen."))
    wanted = version_of(session, draft, number)
    keep_version(session, row, person, Reason.RESTORED)
    changed = {field: value for field, value in wanted.document.items() if value != draft.document.get(field)}
    if changed:
        _write(row, draft, changed, person)
    audit.record(session, "academy:station:restore", actor=person, academy=academy, subject=f"station {draft_id}")
    session.flush()
    return as_draft(row)


def keep_version(session: Session, row: StationDraft, person: int, reason: Reason) -> Version:
    """Keep the draft as it stands now as its next version; hold its row."""
    newest = next(iter(repository.versions(session, row.id)), None)
    version = StationDraftVersion(
        draft_id=row.id, academy_id=row.academy_id, number=newest.number + 1 if newest else 1,
        document={**empty_document(), **row.document}, saved_by=person, saved_at=clock.now(), reason=reason.value,
    )  # fmt: skip
    session.add(version)
    session.flush()
    return as_version(version)


def held(session: Session, academy: int, draft_id: int) -> StationDraft:
    """The row of a draft of this academy, held until the transaction ends; NotFound when it has none with this id."""
    row = repository.held_draft(session, draft_id)
    if row is None or row.academy_id != academy:
        raise no_such_draft()
    return row


def no_such_draft() -> NotFound:
    """What is said of a draft that is not there, or not for this academy."""
    return NotFound(_("Dit concept is er niet (meer)."))


def as_draft(row: StationDraft) -> Draft:
    """The value of a row."""
    return Draft(
        id=row.id,
        academy=row.academy_id,
        giver=Giver(row.giver_slug, row.giver_name),
        station=row.station_id,
        based_on=row.based_on,
        state=State(row.state),
        revision=row.revision,
        published_revision=row.published_revision,
        document={**empty_document(), **row.document},
        touched={field: Touch(*touch) for field, touch in row.touched.items()},
        author=row.author_id,
        updated_at=row.updated_at,
    )


def as_version(row: StationDraftVersion) -> Version:
    """The value of a row."""
    return Version(row.id, row.draft_id, row.number, row.document, row.saved_by, row.saved_at, Reason(row.reason))


def template_of(station: Station, catalogue: Catalogue) -> dict[str, Any]:
    """The fields of a document for a station of the map; its price, place and steps are everybody's own."""
    texts = {
        f"{name}_{code}": dict(getattr(station, name).values).get(code, "")
        for name in ("name", "goal", "audience", "summary")
        for code in ("nl", "en")
    }
    lines = catalogue.lines_of[station.id]
    return {
        **empty_document(),
        **texts,
        "minutes": str(station.minutes),
        "form": next((each.form for each in station.offerings if each.form), ""),
        "teaches": [{"skill": each.skill, "from": each.from_level, "to": each.to_level} for each in station.teaches],
        "requires": [{"skill": each.skill, "level": each.level} for each in station.requires],
        "prerequisites": [list(group) for group in station.prerequisites],
        "advised": [list(group) for group in station.advised],
        "lines": [{"line": line.id, "place": str(line.stations.index(station.id) + 1)} for line in lines],
        "no_line": not lines,
    }


def _started(
    session: Session, academy: int, giver: Giver, person: int, document: Document, based_on: str | None,
    station: str | None,
) -> Draft:  # fmt: skip
    row = StationDraft(
        academy_id=academy, giver_slug=giver.id, giver_name=giver.name, station_id=station, based_on=based_on,
        state=State.DRAFT.value, revision=1, published_revision=0, document=dict(document), touched={},
        author_id=person, updated_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, "academy:station:start", actor=person, academy=academy, subject=f"station {row.id}")
    return as_draft(row)


def _write(row: StationDraft, draft: Draft, changed: Mapping[str, Any], person: int) -> None:
    row.revision = draft.revision + 1
    row.document = {**draft.document, **changed}
    touched = touched_by(draft, changed, row.revision, person)
    row.touched = {field: [touch.revision, touch.person] for field, touch in touched.items()}
    row.updated_at = clock.now()
    row.state = State.DRAFT.value
