"""What is stored about a person, from every table that names one; as values, as one file to take along."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy import inspect as inspect_mapper
from sqlalchemy.orm import Session

from metro.accounts import repository
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.tables import Base
from metro.kernel.tenancy import owners_of

# What opens a door is not given out, not even to its owner: a copy of the file would be a copy of the key.
_SECRET = frozenset({"password_hash", "pin_hash"})
Rows = dict[str, list[dict[str, Any]]]


def person_models() -> list[tuple[type[Base], str]]:
    """Every table with rows of persons, and the column that names the person; in the order of their names."""
    found = []
    for mapper in Base.registry.mappers:
        owners = owners_of(mapper.class_)
        if owners is not None and owners.person is not None:
            found.append((mapper.class_, owners.person))
    return sorted(found, key=lambda pair: pair[0].__tablename__)


def stored_about(session: Session, person: int) -> Rows:
    """The rows about `person` by table, without secrets; tables with none are left out."""
    rows: Rows = {}
    for model, column in person_models():
        found = [_plain(row) for row in repository.rows_of(session, model, column, person)]
        if found:
            rows[model.__tablename__] = found
    return rows


def counted_about(session: Session, person: int) -> dict[str, int]:
    """How many rows there are about `person`, by table; tables with none are left out."""
    counts = repository.count_rows_of(session, person_models(), person)
    return {table: count for table, count in counts.items() if count}


def archive_of(rows: Rows, name: str) -> bytes:
    """A ZIP file with `rows` as JSON for programs and as a page for people."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        archive.writestr("index.html", "".join(_page(rows, name)))
    return packed.getvalue()


def _plain(row: Base) -> dict[str, Any]:
    columns = inspect_mapper(type(row)).columns
    return {
        column.key: getattr(row, column.key)
        for column in columns
        if not isinstance(column.type, LargeBinary) and column.key not in _SECRET
    }


def _page(rows: Rows, name: str) -> Iterator[str]:
    title = escape(_("Gegevens van %(name)s bij Metronet", name=name))
    yield f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8"><title>{title}</title></head>'
    yield f"<body><h1>{title}</h1>"
    for table, found in rows.items():
        columns = list(found[0])
        yield f"<h2>{escape(table)}</h2><table><thead><tr>"
        yield "".join(f"<th>{escape(column)}</th>" for column in columns)
        yield "</tr></thead><tbody>"
        for row in found:
            yield "<tr>" + "".join(f"<td>{escape(_cell(row[column]))}</td>" for column in columns) + "</tr>"
        yield "</tbody></table>"
    yield "</body></html>"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')
