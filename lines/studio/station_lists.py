"""Stations as rows of a spreadsheet: what each row would change in an academy's drafts, and the list to take along.

One row is one station; the headers are Dutch or English, in any order, and a column that is left out changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lines.network.domain import Catalogue
from lines.network.files import FORMS, HIGHEST_LEVEL
from lines.studio.domain import Document
from metro.kernel import spreadsheets
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

LARGEST_BYTES, MOST_ROWS, LONGEST_CELL = 200_000, 150, 5_000
HEADERS = {
    "station": ("station", "id", "kenmerk"),
    "name_nl": ("naam", "name", "name_nl", "naam_nl"), "name_en": ("naam_en", "name_en", "english name"),
    "goal_nl": ("doel", "goal", "goal_nl", "doel_nl"), "goal_en": ("doel_en", "goal_en"),
    "audience_nl": ("voor wie", "audience", "audience_nl", "doelgroep"), "audience_en": ("audience_en", "voor wie_en"),
    "summary_nl": ("kort", "summary", "summary_nl", "samenvatting"), "summary_en": ("kort_en", "summary_en"),
    "need_nl": ("waarom", "need", "need_nl"), "need_en": ("waarom_en", "need_en"),
    "minutes": ("minuten", "minutes"), "form": ("vorm", "form"), "place": ("plaats", "place"),
    "price": ("prijs", "price"), "languages": ("talen", "languages"), "teaches": ("leert", "teaches"),
    "requires": ("vraagt", "requires"), "prerequisites": ("eerst", "prerequisites"),
    "advised": ("handig", "advised"), "lines": ("lijnen", "lines"),
}  # fmt: skip
_BY_HEADER = {header: field for field, headers in HEADERS.items() for header in headers}
_FORM_WORDS = {"op je werk": "workplace", "werkplek": "workplace"}
_TEACHES = re.compile(r"(.+?)\s+([0-5])\s*(?:-|>|→)+\s*([0-5])")
_LEVELLED = re.compile(r"(.+?)\s+([0-5])")
_PLACED = re.compile(r"(.+?)(?:\s+([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell: its row in the file, its column as it is called there, and what to do."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: its number, the station it names (None for a new one), and the fields that it fills in."""

    row: int
    station: str | None
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the station is called in the row."""
        return str(self.fields.get("name_nl", "") or self.station or "")


@dataclass(frozen=True, slots=True)
class StationList:
    """A file that was read: its rows, and every fault in it; with a fault nothing of it is used."""

    rows: tuple[Listed, ...]
    faults: tuple[Fault, ...]


def read_stations(data: bytes, catalogue: Catalogue) -> StationList:
    """The stations in a file. InvalidInput when it is no list of stations at all."""
    if len(data) > LARGEST_BYTES:
        raise InvalidInput(_("Dit bestand is te groot. Tot %(size)s kB gaat.", size=LARGEST_BYTES // 1024))
    rows = spreadsheets.rows_of(spreadsheets.decode(data), LONGEST_CELL)
    if len(rows) < 2:
        raise InvalidInput(_("Hier staan geen stations in. Zet op de eerste regel de namen van de kolommen."))
    if len(rows) > MOST_ROWS + 1:
        raise InvalidInput(_("Dit zijn %(count)s regels. Tot %(most)s gaat; knip de lijst in stukken.",
                             count=len(rows) - 1, most=MOST_ROWS))  # fmt: skip
    header = rows[0][1]
    columns = {place: _BY_HEADER[name.casefold()] for place, name in enumerate(header) if name.casefold() in _BY_HEADER}
    if "name_nl" not in columns.values():
        raise InvalidInput(_("Er is geen kolom met namen. Zet er “naam” boven."))
    faults = [
        Fault(rows[0][0], name, _("Deze kolom kennen we niet. Haal hem weg, of geef hem een naam uit de lijst."))
        for place, name in enumerate(header)
        if name and place not in columns
    ]
    listed = []
    for number, cells in rows[1:]:
        row = _Row(number, {columns[p]: (header[p], cell) for p, cell in enumerate(cells) if p in columns}, catalogue)
        listed.append(row.listed())
        faults += row.faults
    faults += _twice(listed, header[next(place for place, field in columns.items() if field == "name_nl")])
    return StationList(tuple(listed), tuple(sorted(faults, key=lambda fault: fault.row)))


def as_list(documents: Sequence[tuple[str | None, Document]]) -> str:
    """Stations with their ids as a file that `read_stations` reads as the same stations, safe in a spreadsheet."""
    rows = [[HEADERS[field][0] for field in HEADERS]]
    rows += [[_written(field, station, document) for field in HEADERS] for station, document in documents]
    return spreadsheets.csv_text(rows)


class _Row:
    """One row being read: `faults` collects what is wrong in it."""

    def __init__(self, number: int, cells: Mapping[str, tuple[str, str]], catalogue: Catalogue) -> None:
        self.number, self.cells, self.catalogue = number, cells, catalogue
        self.faults: list[Fault] = []

    def listed(self) -> Listed:
        station = self.cells.get("station", ("", ""))[1] or None
        if station is not None and station not in self.catalogue.station_by_id:
            self._report("station", _("Station '%(station)s' is er niet (meer).", station=station[:60]))
        if not self.cells["name_nl"][1]:
            self._report("name_nl", _("Geef het station een naam."))
        fields = {field: self._value(field) for field in self.cells if field != "station"}
        if "lines" in fields:
            fields["no_line"] = not fields["lines"]
        return Listed(self.number, station, fields)

    def _value(self, field: str) -> object:
        cell = self.cells[field][1]
        readers: dict[str, Callable[[str], object]] = {
            "form": self._form, "languages": self._languages, "teaches": self._teaches, "requires": self._requires,
            "prerequisites": lambda typed: self._groups("prerequisites", typed),
            "advised": lambda typed: self._groups("advised", typed), "lines": self._lines,
        }  # fmt: skip
        return readers[field](cell) if field in readers else cell

    def _form(self, cell: str) -> str:
        form = _FORM_WORDS.get(cell.casefold(), cell.casefold())
        if form and form not in FORMS:
            self._report("form", _("Kies uit online, workshop, fieldlab en werkplek."))
        return form

    def _languages(self, cell: str) -> list[str]:
        codes = [code.casefold() for code in _parts(cell)]
        if not set(codes) <= {"nl", "en"}:
            self._report("languages", _("Kies uit nl en en, met een komma ertussen."))
        return [code for code in ("nl", "en") if code in codes]

    def _teaches(self, cell: str) -> list[dict[str, object]]:
        found = []
        for part in _parts(cell):
            match = _TEACHES.fullmatch(part)
            skill = self._skill("teaches", match[1] if match else part)
            if match is None:
                self._report("teaches", _("Schrijf een vaardigheid met twee niveaus, zoals conditiemeting 0-2."))
            elif skill is not None:
                found.append({"skill": skill, "from": int(match[2]), "to": int(match[3])})
        return found

    def _requires(self, cell: str) -> list[dict[str, object]]:
        found = []
        for part in _parts(cell):
            match = _LEVELLED.fullmatch(part)
            skill = self._skill("requires", match[1] if match else part)
            if match is None:
                self._report("requires", _("Schrijf een vaardigheid met een niveau, zoals sensortechniek 1."))
            elif skill is not None:
                found.append({"skill": skill, "level": min(int(match[2]), HIGHEST_LEVEL)})
        return found

    def _groups(self, field: str, cell: str) -> list[list[str]]:
        groups = [[name.strip() for name in part.split("/") if name.strip()] for part in _parts(cell)]
        for name in (name for group in groups for name in group):
            if name not in self.catalogue.station_by_id:
                self._report(field, _("Station '%(station)s' is er niet (meer).", station=name[:60]))
        return [list(group) for group in dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups if group)]

    def _lines(self, cell: str) -> list[dict[str, str]]:
        found = []
        for part in _parts(cell):
            match = _PLACED.fullmatch(part)
            line, place = (match[1], match[2] or "") if match else (part, "")
            if line not in self.catalogue.line_by_id:
                self._report("lines", _("Lijn '%(line)s' is er niet. Schrijf haar kenmerk, zoals slim-onderhoud 3.",
                                        line=line[:60]))  # fmt: skip
            found.append({"line": line, "place": place})
        return found

    def _skill(self, field: str, typed: str) -> str | None:
        name = typed.strip()
        if name in self.catalogue.skill_by_id:
            return name
        known = {text.casefold(): skill.id for skill in self.catalogue.skills for _code, text in skill.name.values}
        if name.casefold() in known:
            return known[name.casefold()]
        self._report(field, _("Vaardigheid '%(skill)s' is er niet op dit net.", skill=name[:60]))
        return None

    def _report(self, field: str, message: str) -> None:
        self.faults.append(Fault(self.number, self.cells[field][0], message))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _twice(listed: Sequence[Listed], column: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in listed:
        key = row.station or row.name.casefold()
        if key in seen:
            yield Fault(row.row, column, _("Dit station staat ook op regel %(row)s. Houd er één over.", row=seen[key]))
        seen.setdefault(key, row.row)


def _written(field: str, station: str | None, document: Document) -> str:
    if field == "station":
        return station or ""
    value = document[field]
    if field == "teaches":
        return ", ".join(f"{each['skill']} {each['from']}-{each['to']}" for each in value)
    if field == "requires":
        return ", ".join(f"{each['skill']} {each['level']}" for each in value)
    if field in ("prerequisites", "advised"):
        return ", ".join("/".join(group) for group in value)
    if field == "lines":
        return ", ".join(f"{each['line']} {each['place']}".strip() for each in value)
    return ", ".join(value) if field == "languages" else str(value)
