"""What a station costs a traveller: the cheapest offering that passes the filter (docs/formats.md)."""

from __future__ import annotations

from lines.network.domain import Offering
from lines.routing.compiling import CompiledNetwork, Fare, cheapest
from lines.routing.domain import Filter, Profile


class FareTable:
    """The fares of one profile, worked out per station when first asked for."""

    def __init__(self, network: CompiledNetwork, profile: Profile) -> None:
        self._network = network
        self._profile = profile
        self._known: dict[int, Fare | None] = {}
        self._takes_all = profile.filter == Filter() and not profile.exclude.academies

    def of(self, station: int) -> Fare | None:
        """The fare of a station by number; None when no offering passes the filter."""
        if self._takes_all:
            return self._network.fares[station]
        if station not in self._known:
            passing = [offering for offering in self._network.offerings[station] if self._passes(offering)]
            self._known[station] = cheapest(passing) if passing else None
        return self._known[station]

    def price_cents(self, station: int) -> int:
        """The fare in euro cents of a station that passes the filter."""
        fare = self.of(station)
        if fare is None:
            raise LookupError(f"station {station} has no fare")
        return fare.price_cents

    def _passes(self, offering: Offering) -> bool:
        """Whether an offering is welcome; one without languages is in the catalogue's language."""
        catalogue, wanted = self._network.catalogue, self._profile.filter
        languages = offering.languages or (catalogue.language,)
        academy = catalogue.academy_by_id.get(offering.academy) if offering.academy is not None else None
        return (
            (academy is None or academy.id not in self._profile.exclude.academies)
            and (not wanted.regions or (academy is not None and academy.region in wanted.regions))
            and (not wanted.academies or (academy is not None and academy.id in wanted.academies))
            and (not wanted.forms or offering.form in wanted.forms)
            and (not wanted.languages or any(language in wanted.languages for language in languages))
        )
