"""Every select on drafts, versions, reviews, contents and publications."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from lines.network.models import NetworkVersionRow
from lines.studio.domain import State
from lines.studio.line_models import LineProposalRow, RegionalLineRow
from lines.studio.models import PublicationRow, StationContent, StationDraft, StationDraftVersion, StationReview

LISTED = 500
PROPOSED = "proposed"


def drafts(session: Session, academy: int) -> list[StationDraft]:
    """The drafts of an academy, the last changed first."""
    mine = select(StationDraft).where(StationDraft.academy_id == academy)
    return list(session.execute(mine.order_by(StationDraft.updated_at.desc(), StationDraft.id).limit(LISTED)).scalars())


def hold_drafts(session: Session, academy: int) -> None:
    """Let one list of stations at a time be written into the drafts of an academy, until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"station_draft {academy}"))))


def draft(session: Session, draft_id: int) -> StationDraft | None:
    """The draft with this id."""
    return session.execute(select(StationDraft).where(StationDraft.id == draft_id)).scalar_one_or_none()


def held_draft(session: Session, draft_id: int) -> StationDraft | None:
    """The same as it is now, held until the transaction ends: who changes it takes turns."""
    return session.execute(
        select(StationDraft)
        .where(StationDraft.id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def draft_of_station(session: Session, academy: int, station: str) -> StationDraft | None:
    """The draft in which an academy keeps a station of the map."""
    return session.execute(
        select(StationDraft).where(StationDraft.academy_id == academy, StationDraft.station_id == station)
    ).scalar_one_or_none()


def in_review(session: Session) -> list[StationDraft]:
    """Every draft in sight that waits for a reviewer, the longest waiting first."""
    waiting = select(StationDraft).where(StationDraft.state == State.IN_REVIEW.value)
    return list(session.execute(waiting.order_by(StationDraft.updated_at, StationDraft.id).limit(LISTED)).scalars())


def versions(session: Session, draft_id: int) -> list[StationDraftVersion]:
    """The versions of a draft, the newest first."""
    mine = select(StationDraftVersion).where(StationDraftVersion.draft_id == draft_id)
    return list(session.execute(mine.order_by(StationDraftVersion.number.desc()).limit(LISTED)).scalars())


def version(session: Session, draft_id: int, number: int) -> StationDraftVersion | None:
    """Version `number` of a draft."""
    return session.execute(
        select(StationDraftVersion).where(
            StationDraftVersion.draft_id == draft_id, StationDraftVersion.number == number
        )
    ).scalar_one_or_none()


def reviews(session: Session, draft_id: int) -> list[Row[StationReview, int]]:
    """The reviews of a draft with the number of the version they are about, the newest first."""
    return list(
        session.execute(
            select(StationReview, StationDraftVersion.number)
            .join(StationDraftVersion, StationDraftVersion.id == StationReview.version_id)
            .where(StationReview.draft_id == draft_id)
            .order_by(StationReview.decided_at.desc(), StationReview.id.desc())
            .limit(LISTED)
        )
    )


def content(session: Session, station: str) -> StationContent | None:
    """The newest content of a station, None for one without."""
    mine = select(StationContent).where(StationContent.station_id == station)
    return session.execute(mine.order_by(StationContent.number.desc()).limit(1)).scalar_one_or_none()


def stations_with_content(session: Session) -> set[str]:
    """The ids of every station that ever had content."""
    return set(session.execute(select(StationContent.station_id).distinct()).scalars())


def next_content_number(session: Session, station: str) -> int:
    """The number of a station's content to come; hold the publishing lock."""
    newest = select(func.max(StationContent.number)).where(StationContent.station_id == station)
    return (session.execute(newest).scalar_one() or 0) + 1


def publications(session: Session) -> list[Row[int, datetime, PublicationRow]]:
    """Number and moment of every network version with its publication (None for one from a file), the newest first."""
    return list(
        session.execute(
            select(NetworkVersionRow.number, NetworkVersionRow.published_at, PublicationRow)
            .outerjoin(PublicationRow, PublicationRow.network_number == NetworkVersionRow.number)
            .order_by(NetworkVersionRow.number.desc())
            .limit(LISTED)
        )
    )


def regional_lines(session: Session) -> dict[str, RegionalLineRow]:
    """The lines that belong to an academy, by id."""
    return {row.line: row for row in session.execute(select(RegionalLineRow)).scalars()}


def regional_line(session: Session, line: str) -> RegionalLineRow | None:
    """Whose a line is; None for a national one."""
    return session.get(RegionalLineRow, line)


def open_proposals(session: Session) -> list[LineProposalRow]:
    """What waits for the network office, the longest waiting first."""
    return list(
        session.execute(
            select(LineProposalRow).where(LineProposalRow.state == PROPOSED).order_by(LineProposalRow.id)
        ).scalars()
    )


def proposals_of(session: Session, academy: int) -> list[LineProposalRow]:
    """What an academy proposed, the newest first."""
    return list(
        session.execute(
            select(LineProposalRow)
            .where(LineProposalRow.academy_id == academy)
            .order_by(LineProposalRow.id.desc())
            .limit(20)
        ).scalars()
    )


def held_proposal(session: Session, proposal: int) -> LineProposalRow | None:
    """A proposal, held until the transaction ends."""
    return session.execute(
        select(LineProposalRow).where(LineProposalRow.id == proposal).with_for_update()
    ).scalar_one_or_none()
