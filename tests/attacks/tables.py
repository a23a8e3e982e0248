"""What stands in the tables, to see whether anything changed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from metro.kernel.tables import Base

# What no request writes, large to read, and the counters of tries, which count refused requests too.
_LEFT_OUT = frozenset({"network_version", "map_layout", "throttle"})
_DIGITS = re.compile(r"[0-9]+")
_NAMES_PERSON = dict.fromkeys(("actor_id", "invited_by", "accepted_by", "viewed_person_id"), "person")
Contents = dict[str, Counter[tuple[Any, ...]]]


def _tables() -> list[Any]:
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def fingerprint(session: Session) -> dict[str, str]:
    """A checksum of each table, jobs included."""
    names = [table.name for table in _tables()] + ["procrastinate_jobs"]
    parts = [
        f"select '{name}' as name, count(*) || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum"
        f" from {name} t"
        for name in names
    ]
    return {row.name: row.sum for row in session.execute(text(" union all ".join(parts)))}


def contents(session: Session, before: dict[str, set[int]]) -> Contents:
    """Every row, with what differs between two equal acts masked: moments, secrets, and ids not among `before`."""
    found = {}
    for table in _tables():
        rows = session.execute(select(*table.columns))
        found[table.name] = Counter(
            tuple(
                _masked(table.name, column.name, value, before)
                for column, value in zip(table.columns, row, strict=True)
            )
            for row in rows
        )
    return found


def ids(session: Session) -> dict[str, set[int]]:
    """The ids in each table that numbers its rows."""
    tables = [table for table in _tables() if "id" in table.columns and table.name != "audit_entry"]
    return {table.name: set(session.execute(select(table.columns["id"])).scalars()) for table in tables}


def _masked(table: str, name: str, value: object, before: dict[str, set[int]]) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, date | bytes | UUID) or name.endswith("_hash") or name == "request":
        return "something"
    named = _NAMES_PERSON.get(name, table if name == "id" else name.removesuffix("_id"))
    if isinstance(value, int) and named in before:
        return value if value in before[named] else "new"
    return _DIGITS.sub("N", str(value)) if name == "subject" else str(value)
