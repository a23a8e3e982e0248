"""The time of day, from one place."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC and aware of it."""
    return datetime.now(UTC)
