"""The way from asking to being an academy: its stages, which of them follow which, and the forms on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from academies.companies.domain import kvk_number
from academies.forms import Typed, line, one_of
from academies.tenants.domain import PROVINCES, day, kind_names, maybe_day
from metro.accounts.people import LONGEST_NAME
from metro.kernel.addresses import normal_address
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_ORGANISATION = 100
LONGEST_PARTNERS = 300
LONGEST_OFFER = 1_500
LONGEST_NOTE = 2_000
LONGEST_ACTION = 160
LONGEST_VERSION = 40
HIGHEST_FEE_BASIS_POINTS = 5_000
_FEE = re.compile(r"[0-9]{1,2}([.,][0-9]{1,2})?", re.ASCII)


class Stage(StrEnum):
    """How far an academy is; from onboarding on it is the academy's own stage."""

    REQUESTED = "requested"
    TALKING = "talking"
    AGREEMENT = "agreement"
    ONBOARDING = "onboarding"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"


# From agreement to onboarding leads approval alone, for that opens the academy.
MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.REQUESTED: (Stage.TALKING, Stage.ENDED),
    Stage.TALKING: (Stage.AGREEMENT, Stage.ENDED),
    Stage.AGREEMENT: (Stage.TALKING, Stage.ENDED),
    Stage.ONBOARDING: (Stage.LIVE, Stage.ENDED),
    Stage.LIVE: (Stage.PAUSED, Stage.ENDED),
    Stage.PAUSED: (Stage.LIVE, Stage.ENDED),
    Stage.ENDED: (),
}


@dataclass(frozen=True, slots=True)
class AcademyWish:
    """What somebody asks for an organisation that wants to become an academy; `kvk_number` has eight digits."""

    organisation: str
    kvk_number: str
    kind: str
    region: str
    partners: str
    offer: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed: the version of the text, the provinces, the fee in hundredths of a percent, and from when until
    when (None: until it is ended)."""

    version: str
    territory: tuple[str, ...]
    fee_basis_points: int
    starts_on: date
    ends_on: date | None


def stage_names() -> dict[Stage, str]:
    """What each stage is called."""
    return {
        Stage.REQUESTED: _("aangevraagd"),
        Stage.TALKING: _("in gesprek"),
        Stage.AGREEMENT: _("overeenkomst"),
        Stage.ONBOARDING: _("inrichten"),
        Stage.LIVE: _("open"),
        Stage.PAUSED: _("gepauzeerd"),
        Stage.ENDED: _("gestopt"),
    }


def refuse_move(stage: Stage, wanted: Stage) -> None:
    """Raise Conflict when `wanted` does not follow `stage`."""
    if wanted not in MOVES[stage]:
        names = stage_names()
        raise Conflict(
            _("Van “%(now)s” naar “%(wanted)s” kan niet. Ververs de pagina en kijk wat nu kan.",
              now=names[stage], wanted=names[wanted])
        )  # fmt: skip


def read_wish(values: Mapping[str, str]) -> tuple[AcademyWish | None, dict[str, str]]:
    """The wish in a form's `values`, or None and what is wrong by field."""
    typed = Typed(values)
    provinces = {each: each for each in PROVINCES}
    read = {
        "organisation": typed.read("organisation", line(_("Vul de naam van je organisatie in."), LONGEST_ORGANISATION)),
        "kvk_number": typed.read("kvk_number", kvk_number),
        "kind": typed.read("kind", one_of(kind_names(), _("Kies wat het beste past."))),
        "region": typed.read("region", one_of(provinces, _("Kies je provincie."))),
        "partners": typed.read("partners", lambda text: several_lines(text, LONGEST_PARTNERS)),
        "offer": typed.read("offer", offer),
        "name": typed.read("name", line(_("Vul je naam in."), LONGEST_NAME)),
        "email": typed.read("email", normal_address),
    }
    if typed.errors:
        return None, typed.errors
    return AcademyWish(**{name: value or "" for name, value in read.items()}), {}


def offer(typed: str) -> str:
    """What somebody wants to offer; InvalidInput when nothing is told, or too much."""
    text = several_lines(typed, LONGEST_OFFER)
    if not text:
        raise InvalidInput(_("Vertel in een paar zinnen wat je wilt aanbieden."))
    return text


def several_lines(typed: str, longest: int) -> str:
    """A text of several lines, each of them clean; may be empty. InvalidInput when it is too long."""
    text = "\n".join(one_line(each) for each in typed.splitlines()).strip()
    if len(text) > longest:
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=longest + 1))
    return text


def note(typed: str) -> str:
    """A note; InvalidInput for nothing."""
    text = several_lines(typed, LONGEST_NOTE)
    if not text:
        raise InvalidInput(_("Schrijf eerst iets op."))
    return text


def fee(typed: str) -> int:
    """A percentage as hundredths of a percent: "12,5" is 1250. InvalidInput for anything else, and over 50 %."""
    text = one_line(typed).removesuffix("%").strip()
    try:
        share = int(Decimal(text.replace(",", ".")) * 100) if _FEE.fullmatch(text) else -1
    except InvalidOperation:
        share = -1
    if not 0 <= share <= HIGHEST_FEE_BASIS_POINTS:
        raise InvalidInput(_("Vul een percentage in van 0 tot en met 50, zoals 12,5."))
    return share


def read_agreement(values: Mapping[str, str], territory: Sequence[str]) -> tuple[Agreement | None, dict[str, str]]:
    """The agreement in a form's `values` and its chosen provinces, or None and what is wrong by field."""
    typed = Typed(values)
    version = typed.read("version", line(_("Welke versie van de overeenkomst is getekend?"), LONGEST_VERSION))
    share = typed.read("fee", fee)
    starts_on, ends_on = typed.read("starts_on", day), typed.read("ends_on", maybe_day)
    chosen = tuple(each for each in PROVINCES if each in territory)
    if not chosen or len(chosen) < len(set(territory)):
        typed.errors["territory"] = _("Kies een of meer provincies.")
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        typed.errors["ends_on"] = _("Het einde komt na het begin.")
    if typed.errors or version is None or share is None or starts_on is None:
        return None, typed.errors
    return Agreement(version, chosen, share, starts_on, ends_on), {}
