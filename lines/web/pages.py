"""What every page of the network starts from: a published version, its signs, its colours and its drawing."""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from lines.maps.service import map_svg
from lines.network.domain import Catalogue
from lines.network.service import NetworkVersion, current_network
from lines.web import travellers
from lines.web.colours import style_sheet
from lines.web.flags import Flag
from lines.web.home_page import stations_by_line
from lines.web.lighting import Light, flagged, lit, marked
from lines.web.signs import Signs
from metro.kernel.errors import AppError
from metro.kernel.i18n import current_language
from metro.web.database import session

log = logging.getLogger(__name__)

KEPT_NETWORKS = 4
KEPT_LISTS = 16


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
_station_lists: OrderedDict[tuple[str, str, str], Markup] = OrderedDict()


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


def networks_at_hand() -> Iterator[Network]:
    """The newest network, and then that of this browser's scan, for what a newer network dropped."""
    shown = network()
    yield shown
    scan = travellers.current_scan()
    if scan is not None and scan.version.number != shown.version.number:
        yield network_of(scan.version)


def page(template: str, network: Network, **values: object) -> str:
    """`template` as a page about `network`."""
    return render_template(template, lines_css=network.colours_url, **values)


def station_list(network: Network, heading: str) -> Markup:
    """The list twin of the map, with a `heading` element per line; the same for everybody, so kept when made."""
    key = (network.version.digest, current_language(), heading)
    if key not in _station_lists:
        groups = stations_by_line(network.catalogue, network.signs)
        made = render_template("components/station_list.html", groups=groups, heading=heading)
        _station_lists[key] = Markup(made.strip())  # noqa: S704  # a template's own, its names escaped
        while len(_station_lists) > KEPT_LISTS:
            _station_lists.popitem(last=False)
    return _station_lists[key]


def plain_map(network: Network) -> str | None:
    """The map in the reader's language; None when it cannot be had, for whatever expected reason."""
    try:
        return map_svg(session(), network.version, current_language())
    except AppError as error:
        log.warning("no map", extra={"reason": error.message})
        return None


def lit_map(network: Network, light: Light) -> Markup | None:
    """The map with `light` on it, None when there is no map."""
    drawing = plain_map(network)
    return Markup(lit(drawing, light)) if drawing is not None else None  # noqa: S704  # our own, its names escaped


def flagged_map(network: Network, flags: Sequence[Flag]) -> Markup | None:
    """The whole map with `flags` on it, None when there is no map."""
    drawing = plain_map(network)
    if drawing is None:
        return None
    return Markup(flagged(drawing, flags) if flags else drawing)  # noqa: S704  # our own, its names escaped


def marked_map(drawing: Markup | None, stations: Collection[str]) -> Markup | None:
    """`drawing` with `stations` marked as found."""
    return Markup(marked(drawing, stations)) if drawing and stations else drawing  # noqa: S704  # our own drawing
