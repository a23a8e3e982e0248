"""Publishing: a station into the newest network, out of it again, and an older network back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lines.maps.tasks import defer_drawing
from lines.network import repository as network
from lines.network import service as networks
from lines.network.differences import Change
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.network.service import Publication
from lines.network.writing import write_catalogue
from lines.studio import repository
from lines.studio.content import content_of
from lines.studio.domain import Content, Draft, Giver, Reason, State
from lines.studio.faults import faults, network_with
from lines.studio.models import PublicationRow, StationContent, StationDraft
from lines.studio.placing import station_id_for, without_offering
from lines.studio.service import as_draft, held, keep_version
from metro.kernel import audit
from metro.kernel.documents import CLI_LIMIT_BYTES
from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _


class Unfinished(InvalidInput):
    """A station that cannot be published; `faults` has a sentence for each field that has to change."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self.faults = dict(found)
        super().__init__(" ".join(found.values()))


@dataclass(frozen=True, slots=True)
class Published:
    """A network version: who made it (None for a file), and what changed in it. `academy` None is the office."""

    number: int
    published_at: datetime
    academy: str | None
    person: int | None
    note: str
    changes: tuple[Change, ...]


def publish_station(session: Session, row: StationDraft, person: int) -> Publication:
    """Put the station of a draft, whose row is held, on the map: a new network version, and its content beside it.

    Everything is looked at once more in the newest network, while nobody else publishes: Unfinished says what is wrong.
    """
    network.lock_publishing(session)
    draft, catalogue = as_draft(row), networks.current_network(session).catalogue
    found = faults(draft.document, catalogue, draft.station, draft.giver)
    if found:
        raise Unfinished(found)
    taken = catalogue.station_by_id.keys() | repository.stations_with_content(session)
    row.station_id = draft.station or station_id_for(draft.name, taken)
    after = network_with(draft.document, catalogue, row.station_id, draft.giver)
    publication = publish_catalogue(session, after, draft.giver, person, draft.name)
    _keep_content(session, row, publication.number)
    row.state, row.published_revision = State.PUBLISHED.value, row.revision
    keep_version(session, row, person, Reason.PUBLISHED)
    return publication


def retire(session: Session, academy: int, draft_id: int, person: int) -> Draft:
    """Take a station that this academy gives off the next network; what was published before stays as it is.

    Conflict for one that is not on the map, and when other stations need it.
    """
    row = held(session, academy, draft_id)
    network.lock_publishing(session)
    draft, catalogue = as_draft(row), networks.current_network(session).catalogue
    if not is_offered(catalogue, draft):
        raise Conflict(_("Dit station staat niet op de kaart."))
    publish_catalogue(
        session, without_offering(catalogue, draft.station or "", draft.giver), draft.giver, person, draft.name
    )
    row.state = State.RETIRED.value
    audit.record(session, "academy:station:retire", actor=person, academy=academy, subject=f"station {draft_id}")
    session.flush()
    return as_draft(row)


def roll_back(session: Session, number: int, person: int) -> Publication:
    """Publish network `number` once more, as the newest. Conflict when the newest says the same."""
    network.lock_publishing(session)
    catalogue = networks.network_version(session, number).catalogue
    publication = publish_catalogue(session, catalogue, None, person, _("Terug naar versie %(number)s", number=number))
    if not publication.is_new:
        raise Conflict(_("Dit is al het net dat nu geldt."))
    audit.record(session, "office:publication:restore", actor=person, subject=f"network {number}")
    return publication


def history(session: Session) -> tuple[Published, ...]:
    """Every network version with who made it and what changed, the newest first."""
    return tuple(
        Published(
            number=number,
            published_at=moment,
            academy=row.academy if row else None,
            person=row.person_id if row else None,
            note=row.note if row else "",
            changes=tuple(Change(**{**each, "fields": tuple(each["fields"])}) for each in row.changes) if row else (),
        )
        for number, moment, row in repository.publications(session)
    )


def content_of_station(session: Session, station: str) -> Content | None:
    """The newest content of a station, None for one without."""
    row = repository.content(session, station)
    return Content(row.station_id, row.number, row.network_number, row.academy, row.document) if row else None


def is_offered(catalogue: Catalogue, draft: Draft) -> bool:
    """Whether the academy of `draft` gives its station in `catalogue`."""
    station = catalogue.station_by_id.get(draft.station or "")
    return station is not None and draft.giver.id in {each.academy for each in station.offerings}


def publish_catalogue(session: Session, after: Catalogue, giver: Giver | None, person: int, note: str) -> Publication:
    """`after` as the newest network, with who made it, and its drawing asked for; the publishing lock is held."""
    read_catalogue(write_catalogue(after).encode(), limit_bytes=CLI_LIMIT_BYTES)  # refuses what no file may say
    publication = networks.publish(session, after)
    if publication.is_new:
        session.add(
            PublicationRow(
                network_number=publication.number, academy=giver.id if giver else None, person_id=person, note=note,
                changes=[asdict(change) for change in publication.changes],
            )
        )  # fmt: skip
        session.flush()
        defer_drawing(session, publication.number)
    return publication


def _keep_content(session: Session, row: StationDraft, number: int) -> None:
    """The steps as a row of their own, when they are others than those that stand there."""
    station = row.station_id or ""
    document, newest = content_of(as_draft(row).document), repository.content(session, station)
    if newest is not None and (newest.document, newest.academy) == (document, row.giver_slug):
        return
    session.add(
        StationContent(
            station_id=station, number=repository.next_content_number(session, station), network_number=number,
            academy=row.giver_slug, document=document,
        )
    )  # fmt: skip
    session.flush()
