"""What a station's page shows, gathered from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from lines.network.domain import Catalogue, Group, Offering, SkillLevel, Station, Text
from lines.web.signs import LineSign, Signs, StationSign

Choice = tuple[StationSign, ...]
"""Stations of which one suffices."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the station lies on one of its lines: stop `number` of `count`; `percent` along the drawn stripe."""

    line: LineSign
    number: int
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class Teaching:
    skill: Text
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class Demand:
    skill: Text
    level: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to take the station; `academy` is None when nobody is named."""

    academy: Text | None
    region: str
    form: str | None
    place: str | None
    price_cents: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StationPage:
    sign: StationSign
    station: Station
    places: tuple[Place, ...]
    teaches: tuple[Teaching, ...]
    requires: tuple[Demand, ...]
    first: tuple[Choice, ...]
    advised: tuple[Choice, ...]
    opens: tuple[StationSign, ...]
    offers: tuple[Offer, ...]

    @property
    def cheapest_cents(self) -> int:
        """The lowest price, in cents; 0 when the station is free."""
        return min((offer.price_cents for offer in self.offers), default=0)

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms it is given in, each once."""
        return tuple(dict.fromkeys(offer.form for offer in self.offers if offer.form))


def _places(station_id: str, sign: StationSign) -> tuple[Place, ...]:
    def place(line: LineSign) -> Place:
        stops = tuple(dict.fromkeys(line.station_ids))
        number = stops.index(station_id) + 1
        percent = 100 * (number - 0.5) / len(stops)
        return Place(line, number, len(stops), round(percent, 2))

    return tuple(place(line) for line in sign.lines)


def _offer(catalogue: Catalogue, offering: Offering) -> Offer:
    academy = catalogue.academy_by_id[offering.academy] if offering.academy else None
    return Offer(
        academy=academy.name if academy else None,
        region=academy.region if academy else "",
        form=offering.form,
        place=offering.place,
        price_cents=offering.price_cents,
        languages=offering.languages,
    )


def raises_to(station: Station, demand: SkillLevel) -> bool:
    """Whether `station` brings a learner from below to the level that is demanded."""
    return any(
        taught.skill == demand.skill and taught.from_level < demand.level <= taught.to_level
        for taught in station.teaches
    )


def _opens(catalogue: Catalogue, station: Station) -> list[str]:
    def needs(other: Station) -> bool:
        by_name = any(station.id in group for group in other.prerequisites)
        return by_name or any(raises_to(station, demand) for demand in other.requires)

    return [other.id for other in catalogue.stations if other.id != station.id and needs(other)]


def station_page(catalogue: Catalogue, signs: Signs, station: Station) -> StationPage:
    """Everything that the page of `station` says about it."""

    def choices(groups: tuple[Group, ...]) -> tuple[Choice, ...]:
        return tuple(tuple(signs.stations[member] for member in group) for group in groups)

    skills = catalogue.skill_by_id
    sign = signs.stations[station.id]
    return StationPage(
        sign=sign,
        station=station,
        places=_places(station.id, sign),
        teaches=tuple(Teaching(skills[t.skill].name, t.from_level, t.to_level) for t in station.teaches),
        requires=tuple(Demand(skills[d.skill].name, d.level) for d in station.requires),
        first=choices(station.prerequisites),
        advised=choices(station.advised),
        opens=tuple(signs.stations[other] for other in _opens(catalogue, station)),
        offers=tuple(_offer(catalogue, offering) for offering in station.offerings),
    )
