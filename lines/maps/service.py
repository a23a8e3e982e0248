"""The map of a published network: its layout is stored once, its drawing kept per process and language.

A renderer that fails or hangs is not asked again for a while, so that one slow page does not become many.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from sqlalchemy.orm import Session

from lines.maps import repository
from lines.maps.domain import network_of
from lines.maps.layout import lay_out
from lines.maps.map_layout import MapLayout
from lines.maps.models import MapLayoutRow
from lines.maps.rendering import draw
from lines.network.service import NetworkVersion, network_version
from metro.kernel import clock
from metro.kernel.errors import InvalidInput, Unavailable
from metro.kernel.i18n import gettext as _

KEPT_DRAWINGS = 8
QUIET_SECONDS = 30

_drawings: OrderedDict[tuple[str, str], str] = OrderedDict()
_failed_at: dict[tuple[str, str], float] = {}
_drawing = threading.Lock()


def map_svg(session: Session, version: NetworkVersion, language: str) -> str:
    """The drawing of `version` with names in `language`. Unavailable when it is not laid out yet or cannot be drawn."""
    key = (version.digest, language)
    if key in _drawings:
        return _drawings[key]
    layout = _readable(repository.layout_document(session, version.number))
    if layout is None:
        raise Unavailable(_("De kaart wordt nog getekend. De lijst hieronder heeft alles al."))
    with _drawing:
        if key in _drawings:
            return _drawings[key]
        if time.monotonic() - _failed_at.get(key, -QUIET_SECONDS) < QUIET_SECONDS:
            raise Unavailable(_("De kaart kan nu niet worden getekend. De lijst hieronder heeft alles ook."))
        try:
            title = _("Metrokaart van %(name)s", name=version.catalogue.name)
            _drawings[key] = draw(layout, language, title=title)
        except Unavailable:
            _failed_at[key] = time.monotonic()
            raise
        while len(_drawings) > KEPT_DRAWINGS:
            _drawings.popitem(last=False)
        return _drawings[key]


def is_laid_out(session: Session, number: int) -> bool:
    """Whether version `number` can be drawn, or still waits for its layout."""
    return _readable(repository.layout_document(session, number)) is not None


def draw_layout(session: Session, number: int) -> None:
    """Lay out version `number`, starting from the drawing before it, and store it; nothing when it is stored already.

    A layout that an older release stored in a form we no longer read is made anew.
    """
    if is_laid_out(session, number):
        return
    version = network_version(session, number)
    before = _readable(repository.newest_layout_before(session, number))
    layout = lay_out(network_of(version.catalogue), previous=before)
    session.merge(MapLayoutRow(network_number=number, layout=layout.to_json(), made_at=clock.now()))
    session.flush()


def _readable(document: str | None) -> MapLayout | None:
    """The layout in `document`, None when there is none or its form is no longer read."""
    try:
        return MapLayout.from_json(document) if document is not None else None
    except InvalidInput:
        return None
