"""The timetable (spoorboek): everything on offer on one page, searched and narrowed without script."""

from __future__ import annotations

from flask import Blueprint, request

from lines.search.service import doors, timetable
from lines.web.pages import network, page
from lines.web.timetable_page import LAST_PAGE, choices_in, timetable_page, wish_of
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("timetable", __name__)


@bp.get("/timetable")
@public
def show() -> str:
    """What fits the fields of the address; what cannot be read in it is not asked."""
    shown = network()
    choices = choices_in(shown.catalogue)
    wish = wish_of(choices, request.args)
    entries = timetable(session(), shown.version, wish)
    found = timetable_page(
        shown.catalogue, shown.signs, choices, wish, entries, doors(shown.catalogue, wish.words), _page_number()
    )
    return page("lines/timetable.html", shown, page=found)


def _page_number() -> int:
    typed = request.args.get("page", "1")
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(LAST_PAGE))
    return max(1, int(typed)) if is_number else 1
