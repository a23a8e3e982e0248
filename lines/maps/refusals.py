"""What no octilinear map can show: told before anything is drawn."""

from __future__ import annotations

import unicodedata

from lines.maps.domain import MapNetwork
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

MOST_NEIGHBOURS = 8
MOST_STATIONS = 600


def refuse_undrawable(network: MapNetwork) -> None:
    """Raises `InvalidInput` for more than eight neighbours at one station, more than 600 stations, or a name that
    cannot be printed."""
    if len(network.names) > MOST_STATIONS:
        message = _("Deze kaart heeft %(count)s haltes; er passen er hooguit %(most)s op.",
                    count=len(network.names), most=MOST_STATIONS)  # fmt: skip
        raise InvalidInput(message)
    for station, name in network.names:
        near = len(network.neighbours[station])
        if near > MOST_NEIGHBOURS:
            raise InvalidInput(
                _(
                    "Halte %(station)s heeft %(count)s buurhaltes. Op de kaart gaan er hooguit acht richtingen uit een "
                    "halte: laat minder lijnen hier een eigen kant op gaan.",
                    station=name.text_in(network.languages[0]) or station,
                    count=near,
                )
            )
    texts = [(line.id, line.name) for line in network.lines] + list(network.names)
    for owner, text in texts:
        if not all(_is_printable(char) for _lang, value in text.values for char in value + owner):
            raise InvalidInput(_("De naam van %(id)s bevat tekens die niet te drukken zijn.", id=repr(owner)))


def _is_printable(char: str) -> bool:
    """Whether XML can hold the character (its production Char), control characters left out."""
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff"
