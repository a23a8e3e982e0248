"""Cells that go to, and come back from, a spreadsheet: none that it takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as a file for a spreadsheet: a byte order mark, semicolons, and a quote before what looks like a formula.

    See OWASP, CSV injection.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
        [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows
    )
    return "\ufeff" + out.getvalue()


def without_quote(cell: str) -> str:
    """A cell that was read, without the quote that `csv_text` put before what looks like a formula."""
    bare = cell.lstrip("'")
    return bare if bare.startswith(_FORMULA) else cell
