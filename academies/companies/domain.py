"""What a company tells about itself, and the form that it has to have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from academies.forms import Typed, line, one_of
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_NAME = 100
LONGEST_STREET = 120
LONGEST_CITY = 80
LONGEST_TEAM = 60
LONGEST_MESSAGE = 500

_BLANKS = re.compile(r"[\s.\-]+")
# Dutch postcodes begin with 1 and never end in SA, SD or SS (PostNL).
_POSTCODE = re.compile(r"([1-9][0-9]{3})(?!SA|SD|SS)([A-Z]{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """A company as it describes itself: `kvk_number` has eight digits, `postcode` is `1234 AB`."""

    name: str
    kvk_number: str
    sector: str
    size_class: str
    street: str
    postcode: str
    city: str


def sectors() -> dict[str, str]:
    """The sectors of manufacturing that we know, by id, in the reader's language."""
    return {
        "metal": _("Metaal en machines"),
        "electronics": _("Elektronica en apparaten"),
        "food": _("Voeding en dranken"),
        "plastics": _("Kunststof en rubber"),
        "chemistry": _("Chemie en farmacie"),
        "wood": _("Hout en meubels"),
        "textile": _("Textiel en kleding"),
        "paper": _("Papier, karton en druk"),
        "building": _("Bouwproducten en installaties"),
        "vehicles": _("Voertuigen en schepen"),
        "other": _("Iets anders dat je maakt"),
    }


def size_classes() -> dict[str, str]:
    """How many people work somewhere, by id."""
    return {
        "1-9": _("1 tot en met 9 mensen"),
        "10-49": _("10 tot en met 49 mensen"),
        "50-100": _("50 tot en met 100 mensen"),
        "100+": _("meer dan 100 mensen"),
    }


def kvk_number(typed: str) -> str:
    """The eight digits of a number in the trade register; InvalidInput when there are more, fewer, or other signs."""
    number = _BLANKS.sub("", one_line(typed))
    if not re.fullmatch(r"[0-9]{8}", number, re.ASCII):
        raise InvalidInput(_("Een KvK-nummer heeft 8 cijfers, zoals 12345678. Je vindt het op je facturen."))
    return number


def postcode(typed: str) -> str:
    """A Dutch postcode as `1234 AB`; InvalidInput for anything else."""
    found = _POSTCODE.fullmatch(_BLANKS.sub("", one_line(typed)).upper())
    if found is None:
        raise InvalidInput(_("Een Nederlandse postcode heeft 4 cijfers en 2 letters, zoals 1234 AB."))
    return f"{found[1]} {found[2]}"


def team_name(typed: str) -> str:
    """The name of a team; InvalidInput when it is empty or too long."""
    return line(_("Geef het team een naam."), LONGEST_TEAM)(typed)


def message(typed: str) -> str:
    """A few words to who answers a request; may be empty. InvalidInput when it is too long."""
    text = one_line(typed)
    if len(text) > LONGEST_MESSAGE:
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=LONGEST_MESSAGE + 1))
    return text


def read_profile(values: Mapping[str, str]) -> tuple[CompanyProfile | None, dict[str, str]]:
    """The profile in a form's `values`, or None and what is wrong by field."""
    typed = Typed(values)
    read = {
        "name": typed.read("name", line(_("Vul de naam van het bedrijf in."), LONGEST_NAME)),
        "kvk_number": typed.read("kvk_number", kvk_number),
        "sector": typed.read("sector", one_of(sectors(), _("Kies wat het beste past."))),
        "size_class": typed.read("size_class", one_of(size_classes(), _("Kies hoeveel mensen er werken."))),
        "street": typed.read("street", line(_("Vul straat en huisnummer in."), LONGEST_STREET)),
        "postcode": typed.read("postcode", postcode),
        "city": typed.read("city", line(_("Vul de plaats in."), LONGEST_CITY)),
    }
    if typed.errors:
        return None, typed.errors
    return CompanyProfile(**{name: value or "" for name, value in read.items()}), {}
