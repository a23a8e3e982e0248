"""What the timetable (spoorboek) shows: the choices of its form, and a page of the stations that fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from lines.network.domain import Academy, Catalogue, Skill, Text
from lines.search.domain import PRICES_CENTS, STARTS, Doors, Entry, Wish, start_of
from lines.search.service import plain
from lines.web.signs import LineSign, Signs, StationSign
from lines.web.studio_words import form_names
from metro.kernel.formatting import euros
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

FORMS = ("online", "workshop", "fieldlab", "workplace")
PAGE_ENTRIES = 40
LAST_PAGE = 1000
Choices = Mapping[str, tuple[tuple[str, str], ...]]
"""By field, what one can choose: value and words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A station in the list; `taught` is (skill, from, to); `academies` who offers it, with region."""

    sign: StationSign
    goal: Text
    least_cents: int
    forms: tuple[str, ...]
    academies: tuple[Academy, ...]
    taught: tuple[tuple[Skill, int, int], ...]
    start: int


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """`choices` are the options of each field as (value, words); `earlier` and `later` addresses, None at an end."""

    wish: Wish
    entries: tuple[Shown, ...]
    found: int
    choices: Choices
    lines: tuple[LineSign, ...]
    academies: tuple[tuple[Academy, str], ...]
    skills: tuple[tuple[Skill, str], ...]
    number: int
    earlier: str | None
    later: str | None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen beside the words."""
        return replace(self.wish, words="") != Wish()


def wish_of(choices: Choices, asked: Mapping[str, str]) -> Wish:
    """What the request's address asks; a choice that this network does not have is not asked."""

    def chosen(field: str) -> str:
        value = asked.get(field, "")
        return value if any(value == known for known, _words in choices[field]) else ""

    price, start = chosen("price"), chosen("start")
    return Wish(
        words=plain(asked.get("q", "")),
        **{field: chosen(field) for field in ("line", "region", "academy", "language", "form")},
        most_cents=int(price) if price else None,
        start=int(start) if start else None,
    )


def choices_in(catalogue: Catalogue) -> Choices:
    """What one can choose in each field: only what this network has."""
    offerings = [offering for station in catalogue.stations for offering in station.offerings]
    languages = {language for offering in offerings for language in offering.languages or (catalogue.language,)}
    forms = form_names()
    named = {"nl": _("Nederlands"), "en": _("Engels"), "de": _("Duits"), "fr": _("Frans"), "pl": _("Pools")}
    regions = sorted({academy.region for academy in catalogue.academies if academy.region})
    starts = (_("geen voorkennis"), _("tot niveau 1"), _("tot niveau 2"), _("tot niveau 3"))
    anything = ("", _("maakt niet uit"))
    prices = ((str(cents), _("tot %(price)s", price=euros(cents)) if cents else _("gratis")) for cents in PRICES_CENTS)
    return {
        "line": (("", _("alle lijnen")), *((line.id, _text(line.name)) for line in catalogue.lines)),
        "region": (("", _("heel Nederland")), *((region, region) for region in regions)),
        "academy": (("", _("alle academies")), *((each.id, _text(each.name)) for each in catalogue.academies)),
        "language": (("", _("alle talen")), *((code, named.get(code, code)) for code in sorted(languages))),
        "form": (anything, *((form, forms[form]) for form in FORMS if any(o.form == form for o in offerings))),
        "price": (anything, *prices),
        "start": (anything, *((str(level), starts[level]) for level in STARTS)),
    }


def timetable_page(
    catalogue: Catalogue,
    signs: Signs,
    choices: Choices,
    wish: Wish,
    entries: tuple[Entry, ...],
    doors: Doors,
    number: int,
) -> TimetablePage:
    """Page `number` (from 1) of `entries`."""
    last = max(1, -(-len(entries) // PAGE_ENTRIES))
    number = min(number, last)
    some = entries[(number - 1) * PAGE_ENTRIES : number * PAGE_ENTRIES]
    return TimetablePage(
        wish=wish,
        entries=tuple(_shown(catalogue, signs, entry) for entry in some),
        found=len(entries),
        choices=choices,
        lines=tuple(signs.lines[line] for line in doors.lines),
        academies=tuple(
            (catalogue.academy_by_id[name], address(replace(Wish(), academy=name))) for name in doors.academies
        ),
        skills=tuple(
            (catalogue.skill_by_id[name], address(Wish(words=_text(catalogue.skill_by_id[name].name))))
            for name in doors.skills
        ),
        number=number,
        earlier=address(wish, number - 1) if number > 1 else None,
        later=address(wish, number + 1) if number < last else None,
    )


def address(wish: Wish, number: int = 1) -> str:
    """The address of a page of what fits `wish`."""
    names = {"words": "q", "most_cents": "price"}
    values = {names.get(field.name, field.name): getattr(wish, field.name) for field in fields(wish)}
    query = {name: str(value) for name, value in values.items() if value not in ("", None)}
    if number > 1:
        query["page"] = str(number)
    return f"/timetable?{urlencode(query)}" if query else "/timetable"


def _shown(catalogue: Catalogue, signs: Signs, entry: Entry) -> Shown:
    station = entry.station
    return Shown(
        sign=signs.stations[station.id],
        goal=station.goal,
        least_cents=entry.least_cents,
        forms=_once(offering.form for offering in entry.offerings),
        academies=tuple(catalogue.academy_by_id[name] for name in _once(o.academy for o in entry.offerings)),
        taught=tuple((catalogue.skill_by_id[t.skill], t.from_level, t.to_level) for t in station.teaches),
        start=start_of(station),
    )


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _text(text: Text) -> str:
    return text.text_in(current_language())
