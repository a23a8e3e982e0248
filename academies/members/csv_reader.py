"""Lists of people as they come out of spreadsheets and mail programs, read into rows; nothing is looked up here.

Separators `;`, `,` and tab; headers in Dutch or English, or none; UTF-8 with or without a byte order mark, UTF-16 and
Windows-1252.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from email.utils import parseaddr

from academies.members.domain import LARGEST_IMPORT_BYTES, LARGEST_IMPORT_ROWS
from metro.kernel import spreadsheets
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

COLUMNS = ("name", "email", "team", "job_profile", "role")
_HEADERS = {
    "name": ("name", "naam", "full name", "volledige naam", "medewerker", "employee"),
    "email": ("email", "e-mail", "mail", "e-mailadres", "emailadres", "mailadres", "email address", "e-mail address"),
    "team": ("team", "afdeling", "ploeg", "department"),
    "job_profile": ("job profile", "job_profile", "job", "beroep", "functie", "functieprofiel", "profiel"),
    "role": ("role", "rol"),
}
_BY_HEADER = {header: column for column, headers in _HEADERS.items() for header in headers}
LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row of a list as it was typed; `number` is the row in the file, counted from 1, empty rows included."""

    number: int
    name: str = ""
    email: str = ""
    team: str = ""
    job_profile: str = ""
    role: str = ""


def decode(data: bytes) -> str:
    """`data` as text, whatever program wrote it. InvalidInput for more than LARGEST_IMPORT_BYTES."""
    if len(data) > LARGEST_IMPORT_BYTES:
        raise InvalidInput(_("Dit bestand is te groot. Tot %(size)s kB gaat.", size=LARGEST_IMPORT_BYTES // 1024))
    return spreadsheets.decode(data)


def read_list(text: str) -> tuple[ListedPerson, ...]:
    """The people in `text`. InvalidInput when nobody is in it, too many are, or its columns cannot be told."""
    rows = spreadsheets.rows_of(text, LONGEST_CELL)
    if not rows:
        raise InvalidInput(_("Hier staat niemand in. Zet op elke regel een naam en een e-mailadres."))
    columns = _columns(rows[0][1])
    if columns is not None:
        rows = rows[1:]
        if "email" not in columns:
            raise InvalidInput(_("Er is geen kolom met e-mailadressen. Zet er “email” boven."))
        people = tuple(_by_header(number, cells, columns) for number, cells in rows)
    else:
        people = tuple(_by_place(number, cells) for number, cells in rows)
    if not people:
        raise InvalidInput(_("Hier staat niemand in. Zet op elke regel een naam en een e-mailadres."))
    if len(people) > LARGEST_IMPORT_ROWS:
        raise InvalidInput(
            _("Dit zijn %(count)s regels. Tot %(most)s gaat; knip de lijst in stukken.", count=len(people),
              most=LARGEST_IMPORT_ROWS)
        )  # fmt: skip
    return people


def as_list(people: Iterable[ListedPerson]) -> str:
    """`people` as text that `read_list` reads as the same people."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(astuple(person)[1:] for person in people)
    return out.getvalue()


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, by the header row `cells`; None when it is no header."""
    if any("@" in cell for cell in cells):
        return None
    named = [(_BY_HEADER.get(cell.casefold()), place) for place, cell in enumerate(cells)]
    found: dict[str, int] = {}
    for column, place in named:
        if column is not None:
            found.setdefault(column, place)
    return found or None


def _by_header(number: int, cells: Sequence[str], columns: dict[str, int]) -> ListedPerson:
    values = {column: cells[place] for column, place in columns.items() if place < len(cells)}
    return ListedPerson(number, **values)


def _by_place(number: int, cells: Sequence[str]) -> ListedPerson:
    """Name and address in either order, or `Name <address>`; then team, job profile and role."""
    first, second, *rest = (*cells, "", "")
    if "<" in first and "@" in first:
        name, email = parseaddr(first)
        return ListedPerson(number, one_line(name), one_line(email), *_three(cells[1:]))
    if "@" in first and "@" not in second:
        return ListedPerson(number, second, first, *_three(rest))
    return ListedPerson(number, first, second, *_three(rest))


def _three(cells: Sequence[str]) -> tuple[str, str, str]:
    team, job_profile, role, *_rest = (*cells, "", "", "")
    return team, job_profile, role
