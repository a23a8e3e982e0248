"""From a layout to its drawing: Graphviz draws the geometry, `finishing` dresses it."""

from __future__ import annotations

from lines.maps.finishing import dress
from lines.maps.graph_source import graph_source
from lines.maps.map_layout import MapLayout
from lines.maps.renderer import dot_binary, renderer_available, run_renderer
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import gettext as _

__all__ = ["dot_binary", "draw", "renderer_available"]


def draw(layout: MapLayout, language: str = "nl", stations_at: str | None = "/stations/", title: str = "") -> str:
    """The map in one language as an SVG text that stands alone, `title` its accessible name.

    Each station links to `stations_at` followed by its quoted id; with None there are no links. The same layout gives
    the same bytes. Raises `Unavailable` when the renderer is missing or does not answer within five seconds.
    """
    binary = dot_binary()
    if binary is None:
        raise Unavailable(_("De kaart kan nu niet getekend worden. De lijst met lijnen en haltes werkt wel."))
    return dress(run_renderer(binary, graph_source(layout)), layout, language, stations_at, title)
