"""The form of a line: what was typed, and its buttons that move, add and take off a stop without storing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from lines.network.domain import Catalogue
from lines.studio.line_edits import LineEdit, moved
from metro.kernel.typed import one_line

MOST_READ = 200
"""Stops that are read from a form at most; a line may have far fewer."""
NEW = LineEdit(None, "", "", "", "#3f51b5", ())
STEPS = {"up": -1, "down": 1}


def edit_in(form: MultiDict[str, str], line: str | None) -> LineEdit:
    """What stands in the form."""
    return LineEdit(
        id=line,
        code=one_line(form.get("code", "")).upper()[:10],
        name_nl=one_line(form.get("name_nl", ""))[:200],
        name_en=one_line(form.get("name_en", ""))[:200],
        color=form.get("color", "").strip().lower()[:20],
        stations=tuple(form.getlist("stop")[:MOST_READ]),
    )


def pressed(edit: LineEdit, form: Mapping[str, str]) -> LineEdit | None:
    """The edit after a button that changes the stops: `up:2`, `down:2`, `off:2` or `add`; None for any other button."""
    what, _colon, number = form.get("do", "").partition(":")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else len(edit.stations)
    if what in STEPS:
        return replace(edit, stations=moved(edit.stations, place, STEPS[what]))
    if what == "off":
        return replace(edit, stations=(*edit.stations[:place], *edit.stations[place + 1 :]))
    if what == "add":
        wanted = form.get("station", "")
        return replace(edit, stations=(*edit.stations, wanted)) if wanted else edit
    return None


def known_stops(edit: LineEdit, catalogue: Catalogue) -> LineEdit:
    """The edit without stops that the network does not have."""
    return replace(edit, stations=tuple(name for name in edit.stations if name in catalogue.station_by_id))
