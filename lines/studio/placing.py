"""A station put into a catalogue, and taken out of it: pure functions from one catalogue to the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from lines.network.domain import Academy, Catalogue, Group, Line, Offering, SkillLevel, Station, Teaches, Text
from lines.studio.domain import Document, Giver
from metro.kernel.errors import Conflict
from metro.kernel.i18n import gettext as _

LONGEST_ID = 60
_PRICE = re.compile(r"(?:€ ?)?([0-9]{1,6})(?:[.,]([0-9]{2}|-))?", re.ASCII)


def minutes_of(document: Document) -> int | None:
    """How long the station takes in minutes, None for what is no whole number."""
    typed = document["minutes"]
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def price_cents_of(document: Document) -> int | None:
    """The price in euro cents without VAT, None for what is no amount."""
    found = _PRICE.fullmatch(document["price"])
    if found is None:
        return None
    cents = found[2] if found[2] and found[2] != "-" else "0"
    return int(found[1]) * 100 + int(cents)


def place_of(row: Document) -> int | None:
    """Which stop of its line a station is to be, from 1; None for the last."""
    typed = row["place"]
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 and int(typed) > 0 else None


def station_id_for(name: str, taken: Collection[str]) -> str:
    """A new id for a station called `name`: `trillingen-meten`, with a number behind it when that is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-") or "station"
    number = 1
    while (found := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return found


def station_of(document: Document, station_id: str, giver: Giver) -> Station:
    """The station that a document without faults describes, with the offering of `giver` alone."""

    def text(name: str) -> Text:
        return Text.of(**{code: document[f"{name}_{code}"] for code in ("nl", "en") if document[f"{name}_{code}"]})

    offering = Offering(
        academy=giver.id,
        price_cents=price_cents_of(document) or 0,
        form=document["form"] or None,
        place=document["place"] or None,
        languages=tuple(document["languages"]),
    )
    return Station(
        id=station_id,
        name=text("name"),
        minutes=minutes_of(document) or 0,
        goal=text("goal"),
        audience=text("audience"),
        summary=text("summary"),
        offerings=(offering,),
        teaches=tuple(Teaches(each["skill"], each["from"], each["to"]) for each in document["teaches"]),
        requires=tuple(SkillLevel(each["skill"], each["level"]) for each in document["requires"]),
        prerequisites=tuple(map(tuple, document["prerequisites"])),
        advised=tuple(map(tuple, document["advised"])),
    )


def with_station(catalogue: Catalogue, station: Station, giver: Giver, lines: Sequence[Document]) -> Catalogue:
    """`catalogue` with `station` in it, given by `giver` as it says and by others as before, and on these lines.

    A station that others give as well keeps the lines that it lies on.
    """
    old = catalogue.station_by_id.get(station.id)
    others = tuple(each for each in old.offerings if each.academy != giver.id) if old else ()
    chosen = {each["line"]: each for each in lines}
    new = replace(station, offerings=_in_place(old.offerings if old else (), station.offerings[0], giver))
    stations = tuple(new if each.id == new.id else each for each in catalogue.stations)
    return replace(
        catalogue,
        academies=_with_academy(catalogue.academies, giver),
        stations=stations if old else (*stations, new),
        lines=tuple(
            line if others and line.id not in chosen else _with_stop(line, new.id, chosen.get(line.id))
            for line in catalogue.lines
        ),
    )


def without_offering(catalogue: Catalogue, station_id: str, giver: Giver) -> Catalogue:
    """`catalogue` without what `giver` offers of a station; when nobody else gives it, without the station.

    Conflict, which names them, when others need it first.
    """
    station = catalogue.station_by_id[station_id]
    others = tuple(each for each in station.offerings if each.academy != giver.id)
    if others:
        kept = replace(station, offerings=others)
        return replace(
            catalogue, stations=tuple(kept if each.id == station_id else each for each in catalogue.stations)
        )
    needing = [each.name.text_in("nl") for each in catalogue.stations if (station_id,) in each.prerequisites]
    if needing:
        names = ", ".join(needing[:5])
        raise Conflict(_("Deze stations hebben dit station eerst nodig: %(names)s. Verander die eerst.", names=names))
    return replace(
        catalogue,
        stations=tuple(_without(each, station_id) for each in catalogue.stations if each.id != station_id),
        lines=tuple(replace(line, stations=_stops(line, station_id)) for line in catalogue.lines),
    )


def _in_place(old: Sequence[Offering], new: Offering, giver: Giver) -> tuple[Offering, ...]:
    """The offerings with that of `giver` where it stood, or else at the end."""
    kept = [new if each.academy == giver.id else each for each in old]
    return tuple(dict.fromkeys(kept if new in kept else [*kept, new]))


def _with_academy(academies: tuple[Academy, ...], giver: Giver) -> tuple[Academy, ...]:
    if giver.id in {each.id for each in academies}:
        return academies
    return (*academies, Academy(giver.id, Text.of(nl=giver.name)))


def _with_stop(line: Line, station_id: str, chosen: Document | None) -> Line:
    """The line with the station where it was `chosen` to lie, without it when it was not."""
    stops = list(_stops(line, station_id))
    if chosen is not None:
        place = place_of(chosen)
        stops.insert(len(stops) if place is None else place - 1, station_id)
    return replace(line, stations=tuple(stops))


def _stops(line: Line, station_id: str) -> tuple[str, ...]:
    """The stops without one; a ring that began there begins at the next, and nothing stands twice in a row."""
    kept = [each for each in line.stations if each != station_id]
    is_ring = len(line.stations) > 2 and line.stations[0] == line.stations[-1]
    if is_ring and line.stations[0] == station_id and kept:
        kept.append(kept[0])
    return tuple(each for place, each in enumerate(kept) if place == 0 or kept[place - 1] != each)


def _without(station: Station, gone: str) -> Station:
    def groups(found: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(left for group in found if (left := tuple(each for each in group if each != gone)))

    if not any(gone in group for group in (*station.prerequisites, *station.advised)):
        return station
    return replace(station, prerequisites=groups(station.prerequisites), advised=groups(station.advised))
