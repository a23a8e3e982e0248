"""The steps of the demo network's stations, as its academies would have written them in the studio."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from lines.network import repository as network
from lines.network.domain import Station
from lines.network.service import current_network
from lines.studio import repository
from lines.studio.content import content_of
from lines.studio.document import QUESTION_TEXTS, STEP_BODIES, STEP_TEXTS, empty_document
from lines.studio.domain import Document
from lines.studio.models import StationContent
from metro.kernel.documents import load

STEPS = Path(__file__).parent / "data" / "steps"
"""One YAML file a station, `<station>.yaml`: Dutch under the bare name of a field, English under `<name>_en`."""
Written = Mapping[str, Any]


def demo_documents() -> dict[str, Document]:
    """Need and steps of each demo station that has them, by its id, with the fields of a draft."""
    return {path.stem: _document(cast(Written, load(path).value)) for path in sorted(STEPS.glob("*.yaml"))}


def publish_demo_steps(session: Session) -> int:
    """Give every station of the newest network that has no content yet the demo's; how many there were.

    What an academy published since stays as it is, so this can be done as often as one likes.
    """
    network.lock_publishing(session)
    newest, filled = current_network(session), repository.stations_with_content(session)
    stations = newest.catalogue.station_by_id
    contents = [
        StationContent(
            station_id=station,
            number=1,
            network_number=newest.number,
            academy=_writer(stations[station]),
            document=content_of(document),
        )
        for station, document in demo_documents().items()
        if station in stations and station not in filled
    ]
    session.add_all(contents)
    session.flush()
    return len(contents)


def _writer(station: Station) -> str:
    """The academy that gives the station, the first of them when there are more."""
    return next((offering.academy for offering in station.offerings if offering.academy), "")


def _document(written: Written) -> Document:
    steps = [_step(each) for each in written["steps"]]
    return empty_document() | _texts(written, ("need_nl", "need_en")) | {"steps": steps}


def _step(written: Written) -> dict[str, Any]:
    questions = [_texts(each, QUESTION_TEXTS) for each in written.get("questions", ())]
    return {"kind": written["kind"], **_texts(written, (*STEP_TEXTS, *STEP_BODIES)), "questions": questions}


def _texts(written: Written, fields: tuple[str, ...]) -> dict[str, str]:
    """The draft's `fields`, "" for what was not written."""
    return {field: str(written.get(field.removesuffix("_nl"), "")).strip("\n") for field in fields}
