"""What keeps a station from being published, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from lines.network.circles import circles
from lines.network.domain import Catalogue
from lines.network.files import FORMS
from lines.network.reach import unreachable
from lines.studio import steps
from lines.studio.domain import LEAST_MINUTES, MOST_MINUTES, MOST_STOPS, Document, Giver
from lines.studio.placing import minutes_of, place_of, price_cents_of, station_of, with_station
from metro.kernel.i18n import gettext as _

LONGEST_NAME = 200
Fault = tuple[str, str]
UNPUBLISHED = ""
"""The id of a station that has none yet; no catalogue holds it."""


def faults(document: Document, catalogue: Catalogue, station_id: str | None, giver: Giver) -> dict[str, str]:
    """A sentence for each field that has to change before the station can be published; {} when it can.

    `station_id` is the station's id on the map, None for a new one. "proof" is not a field of the form: it stands for
    the step by which a traveller shows what he learned.
    """
    found: dict[str, str] = {}
    for field, sentence in (
        *_of_texts(document, catalogue, station_id),
        *_of_facts(document),
        *_of_skills(document, catalogue),
        *_of_groups(document, catalogue, station_id),
        *_of_lines(document, catalogue, station_id),
        *steps.faults(document),
    ):
        found.setdefault(field, sentence)
    if not found:
        found.update(_of_network(document, catalogue, station_id, giver))
    return found


def network_with(document: Document, catalogue: Catalogue, station_id: str | None, giver: Giver) -> Catalogue:
    """The catalogue as it would be with the station of a document without faults in it."""
    station = station_of(document, station_id or UNPUBLISHED, giver)
    return with_station(catalogue, station, giver, document["lines"])


def _of_texts(document: Document, catalogue: Catalogue, station_id: str | None) -> Iterator[Fault]:
    name = document["name_nl"]
    if not name:
        yield "name_nl", _("Geef het station een naam.")
    for field in ("name_nl", "name_en"):
        if len(document[field]) > LONGEST_NAME:
            yield field, _("Houd de naam korter dan %(number)s tekens.", number=LONGEST_NAME + 1)
    for station in catalogue.stations:
        if station.id != station_id and station.name.text_in("nl").casefold() == name.casefold():
            yield "name_nl", _("Er is al een station dat zo heet. Kies een andere naam, of neem dat station over.")
    if not document["goal_nl"]:
        yield "goal_nl", _("Schrijf op wat je na dit station kunt.")
    if not document["audience_nl"]:
        yield "audience_nl", _("Schrijf op voor wie dit station is.")


def _of_facts(document: Document) -> Iterator[Fault]:
    minutes = minutes_of(document)
    if minutes is None or not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        yield "minutes", _("Kies een duur van %(least)s tot %(most)s minuten: een station is 1 tot 8 uur.",
                           least=LEAST_MINUTES, most=MOST_MINUTES)  # fmt: skip
    if document["form"] not in FORMS:
        yield "form", _("Kies hoe je dit station geeft.")
    if price_cents_of(document) is None:
        yield "price", _("Vul een prijs in euro’s in, zonder btw. Is het gratis, vul dan 0 in.")


def _of_skills(document: Document, catalogue: Catalogue) -> Iterator[Fault]:
    if not document["teaches"]:
        yield "teaches", _("Kies minstens één vaardigheid die je hier leert.")
    for field in ("teaches", "requires"):
        skills = [each["skill"] for each in document[field]]
        if not set(skills) <= catalogue.skill_by_id.keys():
            yield field, _("Deze vaardigheid is er niet (meer). Kies een andere.")
        if len(set(skills)) < len(skills):
            yield field, _("Een vaardigheid staat hier twee keer. Laat er één staan.")
    if any(each["to"] <= each["from"] for each in document["teaches"]):
        yield "teaches", _("Het niveau waar je naartoe gaat, moet hoger zijn dan waar je begint.")


def _of_groups(document: Document, catalogue: Catalogue, station_id: str | None) -> Iterator[Fault]:
    for field in ("prerequisites", "advised"):
        named = [each for group in document[field] for each in group]
        unknown = [each for each in named if each not in catalogue.station_by_id]
        if unknown:
            yield field, _("Er is geen station dat zo heet: %(name)s. Kies er een uit de lijst.", name=unknown[0])
        if station_id in named:
            yield field, _("Een station kan zichzelf niet eerst nodig hebben.")


def _of_lines(document: Document, catalogue: Catalogue, station_id: str | None) -> Iterator[Fault]:
    chosen = [each["line"] for each in document["lines"]]
    if not chosen and not document["no_line"]:
        yield "lines", _("Kies een lijn, of zet het vinkje bij ‘nog geen lijn’.")
    if chosen and document["no_line"]:
        yield "lines", _("Je koos een lijn en ook ‘nog geen lijn’. Laat er één staan.")
    if len(set(chosen)) < len(chosen):
        yield "lines", _("Een lijn staat hier twee keer. Laat er één staan.")
    for row in document["lines"]:
        line = catalogue.line_by_id.get(row["line"])
        if line is None:
            yield "lines", _("Deze lijn is er niet (meer). Kies een andere.")
        elif row["place"] and place_of(row) is None:
            yield "lines", _("De plaats op de lijn is een getal, zoals 3. Laat het leeg voor het eind.")
        elif station_id not in line.stations and len(line.stations) >= MOST_STOPS:
            yield "lines", _("Lijn %(line)s heeft al %(number)s haltes. Meer vindt niemand terug.",
                             line=line.name.text_in("nl"), number=MOST_STOPS)  # fmt: skip


def _of_network(document: Document, catalogue: Catalogue, station_id: str | None, giver: Giver) -> Iterator[Fault]:
    """What is wrong only with the network around it: a circle, or a station that nobody could reach any more."""
    after = network_with(document, catalogue, station_id, giver)
    waits = {each.id: [group[0] for group in each.prerequisites if len(group) == 1] for each in after.stations}
    names = {each.id: each.name.text_in("nl") for each in after.stations}
    for circle in circles(waits):
        way = " → ".join(names[each] for each in (*circle[:5], circle[0]))
        yield (
            "prerequisites",
            _("Deze stations wachten op elkaar: %(way)s. Haal één van deze voorwaarden weg.", way=way),
        )
        return
    lost = unreachable(after).keys() - unreachable(catalogue).keys()
    if lost:
        name = next(names[each.id] for each in after.stations if each.id in lost)
        yield "prerequisites", _("Zo kan niemand ‘%(name)s’ nog bereiken. Kijk naar de voorwaarden.", name=name)
