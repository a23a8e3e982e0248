"""Lists that go to and come back from a spreadsheet, whatever it made of them; no cell that it takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

SEPARATORS = (";", "\t", ",")
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


def decode(data: bytes) -> str:
    """`data` as text: by its byte order mark, as UTF-16 when every other byte is empty, as UTF-8 when it is that, else
    as Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1::2].count(0) * 2 > len(data[1::2]) > 0:
        return data.decode("utf-16-le", "replace")
    if data[::2].count(0) * 2 > len(data[::2]):
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows_of(text: str, longest_cell: int) -> list[tuple[int, list[str]]]:
    """The rows of a list with something in them, by their number in the file from 1; cells are one line each.

    The separator is what the first row has most of: `;`, a tab or `,`. InvalidInput for what no spreadsheet writes.
    """
    cleaned = text.lstrip("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in cleaned.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(cleaned, newline=""), delimiter=max(SEPARATORS, key=first.count))
    try:
        rows = [[without_quote(one_line(cell[:longest_cell])) for cell in row] for row in reader]
    except csv.Error as error:
        raise InvalidInput(_("Dit kunnen we niet lezen. Bewaar het in je spreadsheet als CSV.")) from error
    return [(number, row) for number, row in enumerate(rows, 1) if any(row)]
