"""Maps beside the home page: a part of the network, how far a drawing is, paper, files and a frame for other sites."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lines.maps.extracts import Extract
from lines.maps.finishing import line_class
from lines.maps.service import Shown, file_svg
from lines.maps.tasks import ask_drawing
from lines.network.service import network_version
from lines.web.cards import cards
from lines.web.cutting import cut
from lines.web.pages import Network, flagged_map, map_state, network, network_of, page
from lines.web.parts import extract_named, extract_of_key, part_of, part_url, title_of
from metro.kernel.errors import NotFound, Unavailable
from metro.kernel.i18n import LANGUAGES, current_language, speak
from metro.kernel.i18n import gettext as _
from metro.web.database import session
from metro.web.permissions import public
from metro.web.security import frameable

bp = Blueprint("map_parts", __name__)

YEAR_SECONDS = 31_536_000
EMBED_SECONDS = 300
PAPERS = ("a3", "a4")


def _wanted(shown: Network) -> Extract:
    return extract_of_key(shown, request.args.get("part", ""))


def _ask(shown: Network, extract: Extract) -> Shown:
    """What there is of the part; it is being drawn from here on when there is nothing current."""
    state = map_state(shown, extract)
    is_wanted = not state.is_current and state.percent is None and state.refusal is None
    return replace(state, percent=0) if is_wanted and ask_drawing(session(), shown.version.number, extract) else state


@bp.get("/map/<any(line, region, academy, station):kind>/<path:name>", merge_slashes=False)
@public
def part(kind: str, name: str) -> str:
    """A part of the network as a map of its own, with its stations as a list."""
    shown = network()
    extract = extract_named(shown, kind, name)
    state = _ask(shown, extract)
    marked = [name] if kind == "station" else []
    return page(
        "lines/map_part.html",
        shown,
        part=part_of(shown, extract),
        drawing=flagged_map(shown, (), marked, extract),
        state=state,
        embed_code=str(embed_code(shown, extract)),
    )


@bp.get("/map/progress")
@public
def progress() -> Response:
    """How far the drawing of a part is, for the script that waits for it."""
    shown = network()
    state = map_state(shown, _wanted(shown))
    words = progress_words(state.percent) if state.percent is not None else ""
    return jsonify(is_ready=state.is_current, percent=state.percent, words=words)


def progress_words(percent: int) -> str:
    """How far a drawing is, in a sentence."""
    return _("De kaart wordt opnieuw getekend, %(percent)s %%", percent=percent)


@bp.get("/map.svg")
@public
def file() -> Response:
    """The map as an SVG file, without links."""
    shown = network()
    extract = _wanted(shown)
    drawing = file_svg(session(), shown.version, extract, current_language())
    if drawing is None:
        raise Unavailable(_("Deze kaart wordt nog getekend. Probeer het over een paar minuten opnieuw."))
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = 'attachment; filename="metrokaart.svg"'
    return response


@bp.get("/map/print")
@public
def paper() -> str:
    """The map on one sheet of A3 or A4, with its lines below it."""
    shown = network()
    extract, size = _wanted(shown), request.args.get("paper", PAPERS[0])
    if size not in PAPERS:
        raise NotFound(_("Dat papier kennen we niet: kies A3 of A4."))
    drawing = flagged_map(shown, (), (), extract)
    if drawing is None:
        raise Unavailable(_("Deze kaart wordt nog getekend. Probeer het over een paar minuten opnieuw."))
    pieces = cut(str(drawing))
    is_tall = pieces.canvas.bottom - pieces.canvas.top > pieces.canvas.right - pieces.canvas.left
    return page(
        "lines/map_print.html",
        shown,
        drawing=drawing,
        title=title_of(shown, extract),
        lines=[line for line in shown.signs.lines.values() if line_class(line.id) in pieces.lines],
        size=f"{size}-tall" if is_tall else size,
        back=part_url(extract) if extract.name else "/",
    )


def embed_code(shown: Network, extract: Extract) -> Markup:
    """What another site puts in its page to show a part, in the reader's language."""
    address = request.url_root.rstrip("/") + part_url(extract, f"/embed/map/{current_language()}")
    frame = '<iframe src="{}" title="{}" width="100%" height="480" loading="lazy"></iframe>'
    return Markup(frame).format(address, title_of(shown, extract).text_in(current_language()))  # noqa: S704  # our own


@bp.get("/embed/map/<language>", defaults={"kind": "", "name": ""})
@bp.get("/embed/map/<language>/<any(line, region, academy, station):kind>/<path:name>", merge_slashes=False)
@frameable
@public
def embed(language: str, kind: str, name: str) -> ResponseReturnValue:
    """The map alone, for a frame on another site: nothing about who looks, and no cookie."""
    if language not in LANGUAGES:
        raise NotFound(_("Die taal is er niet."))
    speak(language)
    shown = network()
    extract = extract_named(shown, kind, name) if kind else extract_of_key(shown, "")
    state = _ask(shown, extract)
    text = page(
        "lines/map_embed.html",
        shown,
        drawing=flagged_map(shown, (), (), extract),
        state=state,
        title=title_of(shown, extract),
        whole_url=part_url(extract) if kind else "/",
        key=extract.key,
    )
    return text, {"Cache-Control": f"public, max-age={EMBED_SECONDS}"}


@bp.get("/networks/<int(max=2147483647):number>/cards.<language>.json")
@public
def station_cards(number: int, language: str) -> Response:
    """What the map tells of each station; kept for ever under the address that names its content."""
    if language not in LANGUAGES:
        raise NotFound(_("Die taal is er niet."))
    speak(language)
    shown = network_of(network_version(session(), number))
    response = Response(cards(shown.catalogue, shown.signs, language), mimetype="application/json")
    if request.args.get("v") == shown.version.digest[:12]:
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return response
