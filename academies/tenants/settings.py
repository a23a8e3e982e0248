"""What an academy says about itself: its brand, its places, its VAT, the lines it wants to join."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from academies.forms import Typed, line
from academies.tenants import repository
from academies.tenants.brand import LONGEST_LOGO_SIDE, brand_color
from academies.tenants.domain import MOST_PLACES, PlaceAddress, day, vat_status
from academies.tenants.models import Academy, AcademyPlace, AcademyVat
from academies.tenants.service import LONGEST_NAME
from metro.kernel import audit, clock, files
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.files import FileOwner, Upload
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LONGEST_MOTTO = 140
LONGEST_REFERENCE = 60


@dataclass(frozen=True, slots=True)
class Brand:
    """The name, the sentence below it, and the colour as "#rrggbb"."""

    name: str
    motto: str
    color: str


@dataclass(frozen=True, slots=True)
class Vat:
    """What an academy is for the tax office from a day on; `reference` is a number in a register, "" for none."""

    status: str
    reference: str
    since: date


def read_brand(values: Mapping[str, str]) -> tuple[Brand | None, dict[str, str]]:
    """The brand in a form's `values`, or None and what is wrong by field."""
    typed = Typed(values)
    name = typed.read("name", line(_("Vul de naam van de academie in."), LONGEST_NAME))
    motto = typed.read("motto", lambda text: _short(text, LONGEST_MOTTO))
    color = typed.read("color", brand_color)
    if typed.errors or name is None or color is None:
        return None, typed.errors
    return Brand(name, motto or "", color), {}


def read_vat(values: Mapping[str, str]) -> tuple[Vat | None, dict[str, str]]:
    """What a form's `values` tell about VAT, or None and what is wrong by field."""
    typed = Typed(values)
    status = typed.read("status", vat_status)
    reference = typed.read("reference", lambda text: _short(text, LONGEST_REFERENCE))
    since = typed.read("since", day)
    if typed.errors or status is None or since is None:
        return None, typed.errors
    return Vat(status, reference or "", since), {}


def describe(session: Session, academy: Academy, brand: Brand, actor: int) -> None:
    """Give `academy` this brand."""
    academy.name, academy.motto, academy.color = brand.name, brand.motto, brand.color
    _record(session, "academy:brand:edit", academy, actor)


def set_logo(session: Session, folder: Path, academy: Academy, upload: Upload, actor: int) -> None:
    """Give `academy` the logo in `upload`, made anew and published; errors as `files.store_picture`."""
    row = files.store_picture(session, folder, upload, FileOwner(academy=academy.id), actor, LONGEST_LOGO_SIDE)
    files.publish_file(session, row)
    academy.logo = f"{row.sha256}.{row.extension}"
    _record(session, "academy:logo:edit", academy, actor)


def remove_logo(session: Session, academy: Academy, actor: int) -> None:
    """Show no logo any more."""
    academy.logo = None
    _record(session, "academy:logo:remove", academy, actor)


def add_place(session: Session, academy: Academy, address: PlaceAddress, actor: int) -> AcademyPlace:
    """A new place; Conflict for more than fifty, InvalidInput for a name that is taken."""
    repository.held_academy(session, academy.id)  # two who add the same place take turns
    known = repository.places(session, academy.id)
    if len(known) >= MOST_PLACES:
        raise Conflict(_("Meer dan %(number)s plekken kan niet.", number=MOST_PLACES))
    _refuse_taken(known, address.name)
    place = AcademyPlace(academy_id=academy.id, **_columns(address))
    session.add(place)
    _record(session, "academy:place:add", academy, actor)
    return place


def edit_place(session: Session, academy: Academy, place_id: int, address: PlaceAddress, actor: int) -> None:
    """Describe a place anew; NotFound for none of this academy, InvalidInput for a name that is taken."""
    repository.held_academy(session, academy.id)
    place = place_of(session, academy, place_id)
    _refuse_taken([each for each in repository.places(session, academy.id) if each.id != place_id], address.name)
    for name, value in _columns(address).items():
        setattr(place, name, value)
    _record(session, "academy:place:edit", academy, actor)


def remove_place(session: Session, academy: Academy, place_id: int, actor: int) -> None:
    """Take a place away; NotFound for none of this academy, Conflict for the last one of an academy that is open."""
    repository.held_academy(session, academy.id)
    place = place_of(session, academy, place_id)
    if academy.stage == "live" and len(repository.places(session, academy.id)) == 1:
        raise Conflict(_("Dit is je laatste plek. Voeg eerst een andere toe; daarna kan deze weg."))
    session.delete(place)
    _record(session, "academy:place:remove", academy, actor)


def place_of(session: Session, academy: Academy, place_id: int) -> AcademyPlace:
    """The place with this id; NotFound for another academy's as for none."""
    place = repository.place(session, academy.id, place_id)
    if place is None:
        raise NotFound(_("Deze plek is er niet (meer)."))
    return place


def tell_vat(session: Session, folder: Path, academy: Academy, vat: Vat, evidence: Upload | None, actor: int) -> None:
    """Add what `academy` is for the tax office; what it told before stays. InvalidInput without the proof that a
    school and a registered trainer have, and as `files.store_file`."""
    known = repository.newest_vat(session, academy.id)
    evidence_id = known.evidence_id if known is not None and known.status == vat.status else None
    if evidence is not None:
        evidence_id = files.store_file(session, folder, evidence, FileOwner(academy=academy.id), actor).id
    if evidence_id is None and vat.status != "neither":
        raise InvalidInput(_("Voeg het bewijs toe: de erkenning of het bewijs van inschrijving, als PDF of foto."))
    session.add(
        AcademyVat(
            academy_id=academy.id, status=vat.status, reference=vat.reference, since=vat.since,
            evidence_id=evidence_id, told_by=actor, told_at=clock.now(),
        )
    )  # fmt: skip
    _record(session, "academy:vat:tell", academy, actor)


def wish_lines(session: Session, academy: Academy, lines: Collection[str], known: Collection[str], actor: int) -> None:
    """Keep which of the `known` lines `academy` wants to join; InvalidInput for another."""
    if not set(lines) <= set(known):
        raise InvalidInput(_("Een van deze lijnen is er niet (meer). Kies opnieuw."))
    academy.line_wishes = [each for each in known if each in lines]
    _record(session, "academy:lines:wish", academy, actor)


def _short(typed: str, longest: int) -> str:
    text = one_line(typed)
    if len(text) > longest:
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=longest + 1))
    return text


def _refuse_taken(places: Collection[AcademyPlace], name: str) -> None:
    if any(place.name.casefold() == name.casefold() for place in places):
        raise InvalidInput(_("Er is al een plek met deze naam."))


def _columns(address: PlaceAddress) -> dict[str, str]:
    return {name: getattr(address, name) for name in PlaceAddress.__slots__}


def _record(session: Session, verb: str, academy: Academy, actor: int) -> None:
    audit.record(session, verb, actor=actor, academy=academy.id)
    session.flush()
