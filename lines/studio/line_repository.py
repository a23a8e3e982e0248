"""Every select on owners of lines and proposals."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from lines.studio.line_models import LineProposalRow, RegionalLineRow

OPEN = "proposed"


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
            select(LineProposalRow).where(LineProposalRow.state == OPEN).order_by(LineProposalRow.id)
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
