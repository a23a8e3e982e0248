"""What an academy is: its kind, its region, its address in our pages, and when it is ready to open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from academies.companies.domain import LONGEST_CITY, LONGEST_STREET, postcode
from academies.forms import Typed, line
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

KINDS = ("academy", "hub")
PROVINCES = (
    "Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant", "Noord-Holland",
    "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
)  # fmt: skip
ON_SHOW = frozenset({"live", "paused"})
VAT_STATUSES = ("statutory", "crkbo", "neither")
LONGEST_SLUG = 40
LONGEST_PLACE = 80
MOST_PLACES = 50
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PlaceAddress:
    """Where stations are given; `postcode` is `1234 AB`."""

    name: str
    street: str
    postcode: str
    city: str


def kind_names() -> dict[str, str]:
    """What an organisation can become, by id."""
    return {"academy": _("Academie: geeft stations"), "hub": _("Hub: adviseert bedrijven en doet assessments")}


def short_kind_names() -> dict[str, str]:
    """The same in one word."""
    return {"academy": _("academie"), "hub": _("hub")}


def vat_names() -> dict[str, str]:
    """What an academy can be for the tax office, by id (Wet op de omzetbelasting 1968, article 11.1.o)."""
    return {
        "statutory": _("Wij zijn een wettelijk erkende school"),
        "crkbo": _("Wij staan in het CRKBO-register"),
        "neither": _("Geen van beide: wij rekenen btw"),
    }


def slug_from(name: str) -> str:
    """A proposal for an address made from a name; "" when nothing of it fits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _SIGNS.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-")


def read_place(values: Mapping[str, str]) -> tuple[PlaceAddress | None, dict[str, str]]:
    """The place in a form's `values`, or None and what is wrong by field."""
    typed = Typed(values)
    read = {
        "name": typed.read("name", line(_("Hoe heet deze plek?"), LONGEST_PLACE)),
        "street": typed.read("street", line(_("Vul straat en huisnummer in."), LONGEST_STREET)),
        "postcode": typed.read("postcode", postcode),
        "city": typed.read("city", line(_("Vul de plaats in."), LONGEST_CITY)),
    }
    if typed.errors:
        return None, typed.errors
    return PlaceAddress(**{name: value or "" for name, value in read.items()}), {}


def vat_status(typed: str) -> str:
    """One of the three; InvalidInput for anything else."""
    if typed not in VAT_STATUSES:
        raise InvalidInput(_("Kies wat voor jullie geldt."))
    return typed


def day(typed: str) -> date:
    """A day as a date field sends it; InvalidInput for anything else, and for a day that is not of our time."""
    text = one_line(typed)
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        raise InvalidInput(_("Kies een datum."))
    return found


def maybe_day(typed: str) -> date | None:
    """The same; None for nothing."""
    return day(typed) if one_line(typed) else None
