"""Review by somebody else: the network office for what lies on a national line, else a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from lines.network.domain import Catalogue
from lines.network.service import Publication, current_network
from lines.studio import repository
from lines.studio.document import FIELDS
from lines.studio.domain import Decision, Draft, Giver, Reason, Review, State, Version
from lines.studio.faults import faults
from lines.studio.line_models import RegionalLineRow
from lines.studio.models import StationDraft, StationReview
from lines.studio.publishing import Unfinished, publish_station
from lines.studio.service import as_draft, as_version, held, keep_version, no_such_draft
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict, Forbidden, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_COMMENT = 2_000


class Desk(StrEnum):
    """Who reviews."""

    ACADEMY = "academy"
    OFFICE = "office"


def desk_of(session: Session, draft: Draft) -> Desk:
    """Who reviews a draft: a colleague what stays on the academy's own lines, the office all else.

    That is what comes on a national line, changes what lies on one, or is given by others too.
    """
    return _desk(draft, current_network(session).catalogue, repository.regional_lines(session))


def _desk(draft: Draft, catalogue: Catalogue, regional: Mapping[str, RegionalLineRow]) -> Desk:
    station = catalogue.station_by_id.get(draft.station or "")
    others = {each.academy for each in station.offerings} - {draft.giver.id} if station else set()
    lines = {each["line"] for each in draft.document["lines"]}
    lines |= {line.id for line in catalogue.lines_of[station.id]} if station else set()
    is_own = all(line in regional and regional[line].academy_id == draft.academy for line in lines)
    return Desk.ACADEMY if is_own and not others else Desk.OFFICE


def submit(session: Session, academy: int, draft_id: int, giver: Giver, person: int) -> Draft:
    """Send a draft in for review, as its next version. Unfinished says what is missing, Conflict when it is in."""
    row = held(session, academy, draft_id)
    draft = as_draft(row)
    if draft.state is State.IN_REVIEW:
        raise Conflict(_("Dit station wordt al beoordeeld."))
    row.giver_slug, row.giver_name = giver.id, giver.name
    found = faults(draft.document, current_network(session).catalogue, draft.station, giver)
    if found:
        raise Unfinished(found)
    keep_version(session, row, person, Reason.SUBMITTED)
    row.state, row.updated_at = State.IN_REVIEW.value, clock.now()
    audit.record(session, "academy:station:submit", actor=person, academy=academy, subject=f"station {draft_id}")
    session.flush()
    return as_draft(row)


def withdraw(session: Session, academy: int, draft_id: int, person: int) -> Draft:
    """Take a draft back from review; Conflict when it is not there any more."""
    row = held(session, academy, draft_id)
    if row.state != State.IN_REVIEW.value:
        raise Conflict(_("Dit station wordt niet (meer) beoordeeld."))
    row.state = State.DRAFT.value
    audit.record(session, "academy:station:withdraw", actor=person, academy=academy, subject=f"station {draft_id}")
    session.flush()
    return as_draft(row)


def waiting_for_office(session: Session) -> tuple[Draft, ...]:
    """What the network office has to review, the longest waiting first."""
    catalogue, regional = current_network(session).catalogue, repository.regional_lines(session)
    drafts = (as_draft(row) for row in repository.in_review(session))
    return tuple(draft for draft in drafts if _desk(draft, catalogue, regional) is Desk.OFFICE)


def draft_for_office(session: Session, draft_id: int) -> Draft:
    """A draft that the network office has to review; NotFound for any other."""
    row = repository.draft(session, draft_id)
    if row is None or row.state != State.IN_REVIEW.value:
        raise no_such_draft()
    draft = as_draft(row)
    if desk_of(session, draft) is not Desk.OFFICE:
        raise no_such_draft()
    return draft


def newest_version(session: Session, draft: Draft) -> Version:
    """The version that lies with the reviewer; Conflict when there is none."""
    row = next(iter(repository.versions(session, draft.id)), None)
    if row is None:
        raise Conflict(_("Dit station wordt niet (meer) beoordeeld."))
    return as_version(row)


def why_not(draft: Draft, version: Version, person: int) -> str | None:
    """Why `person` may not review this version; None when he may."""
    if person == version.saved_by or person in draft.writers:
        return _("Je schreef zelf aan dit station. Iemand anders beoordeelt het.")
    return None


def approve(session: Session, draft: Draft, number: int, desk: Desk, reviewer: int) -> Publication:
    """Approve version `number`, which publishes it. Conflict when it is not with the reviewer any more."""
    row, version = _taken_up(session, draft, number, desk, reviewer)
    _decide(session, row, version, reviewer, Decision.APPROVED, {})
    publication = publish_station(session, row, reviewer)
    session.flush()
    return publication


def give_back(
    session: Session, draft: Draft, number: int, desk: Desk, reviewer: int, comments: Mapping[str, str]
) -> Draft:
    """Give version `number` back with a comment beside at least one field; errors as `approve`, or InvalidInput."""
    said = {field: one_line(text)[:LONGEST_COMMENT] for field, text in comments.items() if field in (*FIELDS, "all")}
    said = {field: text for field, text in said.items() if text}
    if not said:
        raise InvalidInput(_("Schrijf bij minstens één onderdeel wat er anders moet."))
    row, version = _taken_up(session, draft, number, desk, reviewer)
    _decide(session, row, version, reviewer, Decision.RETURNED, said)
    row.state = State.DRAFT.value
    session.flush()
    return as_draft(row)


def reviews_of(session: Session, draft: Draft) -> tuple[Review, ...]:
    """What reviewers said about a draft, the newest first."""
    return tuple(
        Review(number, row.reviewer_id, Decision(row.decision), row.comments, row.decided_at)
        for row, number in repository.reviews(session, draft.id)
    )


def _taken_up(session: Session, draft: Draft, number: int, desk: Desk, reviewer: int) -> tuple[StationDraft, Version]:
    """The row, held, and the version that lies with this desk."""
    row = held(session, draft.academy, draft.id)
    now = as_draft(row)
    if now.state is not State.IN_REVIEW:
        raise Conflict(_("Dit station is al beoordeeld of teruggetrokken. Laad de pagina opnieuw."))
    version = newest_version(session, now)
    if version.number != number:
        raise Conflict(_("Er is intussen een nieuwere versie ingestuurd. Laad de pagina opnieuw."))
    if desk_of(session, now) is not desk:
        raise Forbidden(_("Dit station komt op een landelijke lijn. Het netwerkkantoor beoordeelt het."))
    refusal = why_not(now, version, reviewer)
    if refusal is not None:
        raise Forbidden(refusal)
    return row, version


def _decide(
    session: Session, row: StationDraft, version: Version, reviewer: int, decision: Decision, said: Mapping[str, str]
) -> None:
    session.add(
        StationReview(
            draft_id=row.id, version_id=version.id, academy_id=row.academy_id, reviewer_id=reviewer,
            decision=decision.value, comments=dict(said), decided_at=clock.now(),
        )
    )  # fmt: skip
    verb = "approve" if decision is Decision.APPROVED else "return"
    audit.record(
        session, f"academy:station:{verb}", actor=reviewer, academy=row.academy_id, subject=f"station {row.id}"
    )
