"""Every statement on the words of stations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from sqlalchemy import ColumnElement, bindparam, delete, func, literal, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lines.search.models import SearchEntryRow

WEIGHTS = "ABCD"
CONFIGURATIONS = {"dutch": "dutch", "english": "english", "named": "simple"}
"""How PostgreSQL takes the words of each column apart."""
Weighed = tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]
"""The texts of a station by weight: in Dutch, in English, and its names."""


def lock_indexing(session: Session) -> None:
    """Let one index be made at a time, until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("search_entry"))))


def is_indexed(session: Session, network: int) -> bool:
    """Whether the stations of a network version have their words."""
    return (
        session.execute(select(literal(1)).where(SearchEntryRow.network_number == network).limit(1)).first() is not None
    )


def store(session: Session, network: int, texts: Mapping[str, Weighed]) -> None:
    """Write the words of each station."""
    rows = [
        {
            "network_number": network,
            "station": station,
            **{
                f"{name}_{weight}": text[weight]
                for name, text in zip(CONFIGURATIONS, weighed, strict=True)
                for weight in WEIGHTS
            },
        }
        for station, weighed in texts.items()
    ]
    if rows:
        values = {name: _vector(name) for name in CONFIGURATIONS}
        session.execute(insert(SearchEntryRow).values(values).on_conflict_do_nothing(), rows)


def forget_other_networks(session: Session, network: int) -> None:
    """Delete the words of all network versions but this one."""
    session.execute(delete(SearchEntryRow).where(SearchEntryRow.network_number != network))


def forget_all(session: Session) -> None:
    """Delete the words of every network version."""
    session.execute(delete(SearchEntryRow))


def found(session: Session, network: int, words: str, beginnings: Sequence[str]) -> list[str]:
    """The stations that hold every word, as a Dutch or English stem or as the beginning of a name; the best first."""
    matched = [
        (SearchEntryRow.dutch, func.websearch_to_tsquery("dutch", words)),
        (SearchEntryRow.english, func.websearch_to_tsquery("english", words)),
    ]
    if beginnings:
        query = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in beginnings))
        matched.append((SearchEntryRow.named, query))
    rank = func.greatest(*(func.ts_rank(column, query) for column, query in matched))
    return list(
        session.execute(
            select(SearchEntryRow.station)
            .where(
                SearchEntryRow.network_number == network,
                or_(*(column.bool_op("@@")(query) for column, query in matched)),
            )
            .order_by(rank.desc(), SearchEntryRow.station)
        ).scalars()
    )


def _vector(name: str) -> ColumnElement[str]:
    """The words of the texts bound as `name`_A to `name`_D, weighed in that order."""
    parts = (
        func.setweight(
            func.to_tsvector(CONFIGURATIONS[name], bindparam(f"{name}_{weight}")), literal_column(f"'{weight}'")
        )
        for weight in WEIGHTS
    )
    return reduce(lambda vector, part: vector.op("||")(part), parts)
