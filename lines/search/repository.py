"""Every statement on the words of stations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from sqlalchemy import ColumnElement, bindparam, cast, delete, func, literal, literal_column, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY, insert
from sqlalchemy.orm import Session

from lines.search.models import SearchEntryRow

WEIGHTS = "ABCD"


def lock_indexing(session: Session) -> None:
    """Let one index be made at a time, until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("search_entry"))))


def is_indexed(session: Session, network: int) -> bool:
    """Whether the stations of a network version have their words."""
    return (
        session.execute(select(literal(1)).where(SearchEntryRow.network_number == network).limit(1)).first() is not None
    )


def store(session: Session, network: int, texts: Mapping[str, tuple[str, str, str, str]]) -> None:
    """Write the words of each station: its names, its skills, what it is about, and who gives it."""
    rows = [
        {"network_number": network, "station": station, **dict(zip(WEIGHTS, weighed, strict=True))}
        for station, weighed in texts.items()
    ]
    if rows:
        session.execute(insert(SearchEntryRow).values(words=_vector()).on_conflict_do_nothing(), rows)


def forget_other_networks(session: Session, network: int) -> None:
    """Delete the words of all network versions but this one."""
    session.execute(delete(SearchEntryRow).where(SearchEntryRow.network_number != network))


def found(session: Session, network: int, words: str, prefixes: Iterable[str]) -> list[str]:
    """The stations that hold every word, as a Dutch or English stem or as the beginning of a word; the best first."""
    beginnings = " & ".join(f"{word}:*" for word in prefixes)
    queries: list[ColumnElement[str]] = [
        func.websearch_to_tsquery("dutch", words),
        func.websearch_to_tsquery("english", words),
    ]
    if beginnings:
        queries.append(cast(func.to_tsquery("simple", beginnings), TSQUERY))
    matches = [SearchEntryRow.words.bool_op("@@")(query) for query in queries]
    rank = func.greatest(*(func.ts_rank(SearchEntryRow.words, query) for query in queries))
    return list(
        session.execute(
            select(SearchEntryRow.station)
            .where(SearchEntryRow.network_number == network, or_(*matches))
            .order_by(rank.desc(), SearchEntryRow.station)
        ).scalars()
    )


def _vector() -> ColumnElement[str]:
    """The words of four texts, bound as A to D, weighed in that order, by stem and as they are written."""
    parts = [
        func.setweight(func.to_tsvector(configuration, bindparam(weight)), literal_column(f"'{weight}'"))
        for weight in WEIGHTS
        for configuration in ("dutch", "english", "simple")
    ]
    return reduce(lambda vector, part: vector.op("||")(part), parts)
