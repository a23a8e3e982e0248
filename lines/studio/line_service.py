"""Lines on the map: the office's own, an academy's own, and proposals between the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from lines.network import repository as network
from lines.network.service import Publication, current_network
from lines.studio import repository
from lines.studio.domain import Giver
from lines.studio.line_edits import LineEdit, line_faults, with_line, without_line
from lines.studio.line_models import LineProposalRow, RegionalLineRow
from lines.studio.publishing import Unfinished, publish_catalogue
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict, NotFound
from metro.kernel.i18n import gettext as _

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Owner:
    """The academy that edits its own lines: its id and what it is called in the network."""

    academy: int
    giver: Giver


def publish_line(session: Session, edit: LineEdit, owner: Owner | None, person: int) -> Publication:
    """Put a line on the map as it was edited; `owner` None is the network office.

    Unfinished says what is wrong in the newest network, NotFound a line that is somebody else's.
    """
    network.lock_publishing(session)
    if edit.id is not None:
        _refuse_others(session, edit.id, owner)
    catalogue = current_network(session).catalogue
    faults = line_faults(edit, catalogue)
    if faults:
        raise Unfinished(faults)
    after, line = with_line(catalogue, edit)
    publication = publish_catalogue(session, after, owner.giver if owner else None, person, edit.name_nl)
    if owner is not None and edit.id is None:
        session.add(RegionalLineRow(line=line, academy_id=owner.academy, funder="", project=""))
    area = "academy" if owner is not None else "office"
    audit.record(
        session, f"{area}:line:publish", actor=person, academy=owner.academy if owner else None, subject=f"line {line}"
    )
    session.flush()
    return publication


def take_off(session: Session, line: str, owner: Owner | None, person: int) -> Publication:
    """Take a line off the map; its stations stay. Errors as `publish_line`."""
    network.lock_publishing(session)
    _refuse_others(session, line, owner)
    catalogue = current_network(session).catalogue
    if line not in catalogue.line_by_id:
        raise NotFound(_("Die lijn is er niet op dit net."))
    name = catalogue.line_by_id[line].name.text_in("nl")
    area = "academy" if owner is not None else "office"
    audit.record(
        session, f"{area}:line:remove", actor=person, academy=owner.academy if owner else None, subject=f"line {line}"
    )
    return publish_catalogue(session, without_line(catalogue, line), owner.giver if owner else None, person, name)


def label_line(session: Session, line: str, owner: Owner, funder: str, project: str) -> None:
    """Write down who pays for an academy's own line, and for which project."""
    row = repository.regional_line(session, line)
    if row is None or row.academy_id != owner.academy:
        raise NotFound(_("Die lijn is er niet op dit net."))
    row.funder, row.project = funder[:100], project[:100]
    session.flush()


def propose(session: Session, edit: LineEdit, owner: Owner, note: str, person: int) -> None:
    """Ask the network office for a national line as it was edited; Unfinished says what is wrong now."""
    if edit.id is not None and repository.regional_line(session, edit.id) is not None:
        raise NotFound(_("Die lijn is er niet op dit net."))
    faults = line_faults(edit, current_network(session).catalogue)
    if faults:
        raise Unfinished(faults)
    row = LineProposalRow(
        academy_id=owner.academy, academy_name=owner.giver.name, line=edit.id, document=asdict(edit),
        note=note[:LONGEST_NOTE], state=repository.PROPOSED, proposed_by=person, proposed_at=clock.now(), answer="",
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, "academy:line:propose", actor=person, academy=owner.academy, subject=f"proposal {row.id}")


def decide(session: Session, proposal: int, is_approved: bool, answer: str, person: int) -> None:
    """Say yes, which publishes, or no; once. Unfinished when it does not fit the network any more."""
    row = repository.held_proposal(session, proposal)
    if row is None:
        raise NotFound(_("Dit voorstel is er niet (meer)."))
    if row.state != repository.PROPOSED:
        raise Conflict(_("Over dit voorstel is al beslist."))
    if is_approved:
        publish_line(session, edit_from(row.document), None, person)
    row.state = "approved" if is_approved else "refused"
    row.answer, row.decided_by, row.decided_at = answer[:LONGEST_NOTE], person, clock.now()
    audit.record(
        session, f"office:line:{'approve' if is_approved else 'refuse'}", actor=person, academy=row.academy_id,
        subject=f"proposal {proposal}",
    )  # fmt: skip
    session.flush()


def edit_from(document: Mapping[str, object]) -> LineEdit:
    """The edit that a proposal keeps."""
    stations = document["stations"]
    return LineEdit(
        id=None if document["id"] is None else str(document["id"]),
        code=str(document["code"]),
        name_nl=str(document["name_nl"]),
        name_en=str(document["name_en"]),
        color=str(document["color"]),
        stations=tuple(map(str, stations)) if isinstance(stations, list) else (),
    )


def _refuse_others(session: Session, line: str, owner: Owner | None) -> None:
    """A line is edited by whose it is: the office its national ones, an academy its own."""
    row = repository.regional_line(session, line)
    if (row.academy_id if row else None) != (owner.academy if owner else None):
        raise NotFound(_("Die lijn is er niet op dit net."))
