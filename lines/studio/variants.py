"""A station taken over from the map: what the one it came from says now, field by field, to take or to leave."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from lines.network.domain import Catalogue
from lines.studio import service
from lines.studio.domain import Draft
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _

SHARED = (
    *(f"{text}_{code}" for text in ("name", "goal", "audience", "summary") for code in ("nl", "en")),
    *("minutes", "teaches", "requires", "prerequisites", "advised"),
)
"""The fields that a station has in common with the one it came from; price, place, lines and steps are one's own."""


def original(draft: Draft, catalogue: Catalogue) -> dict[str, Any] | None:
    """The shared fields as the station says them that `draft` came from; None when it came from none that is there."""
    station = catalogue.station_by_id.get(draft.based_on or "")
    if station is None:
        return None
    fields = service.template_of(station, catalogue)
    return {field: fields[field] for field in SHARED}


def offered(draft: Draft, catalogue: Catalogue) -> dict[str, Any]:
    """The shared fields in which the original says something else than the draft."""
    says = original(draft, catalogue) or {}
    return {field: value for field, value in says.items() if value != draft.document[field]}


def take(
    session: Session, academy: int, draft_id: int, fields: Collection[str], catalogue: Catalogue, person: int
) -> Draft:
    """Write what the original says in these fields into the draft; what was not chosen stays.

    NotFound without an original, InvalidInput for no field that is different.
    """
    draft = service.draft_of(session, academy, draft_id)
    if original(draft, catalogue) is None:
        raise NotFound(_("Dit station komt niet van een ander station op de kaart."))
    changes = {field: value for field, value in offered(draft, catalogue).items() if field in fields}
    if not changes:
        raise InvalidInput(_("Kies wat je wilt overnemen."))
    return service.save(session, academy, draft_id, draft.revision, changes, person).draft
