"""What every page of the network starts from: a published version, its signs, its colours and its drawing."""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from lines.maps.service import map_svg
from lines.network.domain import Catalogue
from lines.network.service import NetworkVersion, current_network
from lines.web.colours import style_sheet
from lines.web.lighting import Light, lit
from lines.web.signs import Signs
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import current_language
from metro.web.database import session

log = logging.getLogger(__name__)

KEPT_NETWORKS = 4


@dataclass(frozen=True)
class Network:
    """A network version made ready for pages; `colours` is its style sheet."""

    version: NetworkVersion
    signs: Signs
    colours: str

    @property
    def catalogue(self) -> Catalogue:
        return self.version.catalogue

    @property
    def colours_hash(self) -> str:
        """A short hash of the style sheet: other colours, another address."""
        return hashlib.sha256(self.colours.encode()).hexdigest()[:12]

    @property
    def colours_url(self) -> str:
        return f"/networks/{self.version.number}/lines.css?v={self.colours_hash}"


_ready: OrderedDict[str, Network] = OrderedDict()


def network_of(version: NetworkVersion) -> Network:
    """`version` made ready, kept by its digest."""
    known = _ready.get(version.digest)
    if known is None or known.version.number != version.number:
        known = Network(version, Signs.of(version.catalogue), style_sheet(version.catalogue))
        _ready[version.digest] = known
        while len(_ready) > KEPT_NETWORKS:
            _ready.popitem(last=False)
    return known


def network() -> Network:
    """The newest published network; Unavailable when there is none."""
    return network_of(current_network(session()))


def page(template: str, network: Network, **values: object) -> str:
    """`template` as a page about `network`."""
    return render_template(template, lines_css=network.colours_url, **values)


def drawing(network: Network, light: Light | None = None) -> Markup | None:
    """The map in the reader's language, with `light` on it; None when the renderer does not answer."""
    try:
        svg = map_svg(session(), network.version, current_language())
    except Unavailable as error:
        log.warning("no map", extra={"reason": error.message})
        return None
    return Markup(lit(svg, light) if light is not None else svg)  # noqa: S704  # our own drawing; names are escaped in it
