"""What is forgotten of invitations and requests: when they are long over, and when a person is erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Delete, delete, func, or_
from sqlalchemy.orm import Session

from academies.companies.models import AccessRequest
from academies.members.models import Invitation


def delete_invitations_before(session: Session, moment: datetime) -> int:
    """Delete the invitations that were accepted, withdrawn or expired before `moment`; how many there were."""
    ended = func.coalesce(Invitation.accepted_at, Invitation.withdrawn_at, Invitation.expires_at)
    return _deleted(session, delete(Invitation).where(ended < moment))


def delete_requests_before(session: Session, moment: datetime) -> int:
    """Delete the requests for access that were answered before `moment`; how many there were."""
    return _deleted(session, delete(AccessRequest).where(AccessRequest.answered_at < moment))


def forget_person(session: Session, person: int, email: str | None) -> None:
    """Delete the invitations that `person` accepted, or that went to `email`."""
    is_theirs = Invitation.accepted_by == person
    session.execute(delete(Invitation).where(or_(is_theirs, Invitation.email == email) if email else is_theirs))


def _deleted(session: Session, statement: Delete) -> int:
    result: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]  # a DELETE gives a cursor
    return result.rowcount
