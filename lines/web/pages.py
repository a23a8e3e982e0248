"""What every page of the network starts from: a published version, its signs, its colours and its drawing."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import g, render_template
from markupsafe import Markup

from lines.maps.extracts import MAIN, Extract
from lines.maps.service import Shown, shown_map
from lines.network.domain import Catalogue
from lines.network.service import NetworkVersion, current_network
from lines.web import travellers
from lines.web.cards import cards_url
from lines.web.colours import style_sheet
from lines.web.dressing import dressed
from lines.web.flags import Flag
from lines.web.home_page import stations_by_line
from lines.web.lighting import Light, flagged, lit
from lines.web.signs import Signs
from metro.kernel.errors import AppError
from metro.kernel.i18n import current_language
from metro.kernel.kept import Kept
from metro.web.database import session

log = logging.getLogger(__name__)

KEPT_NETWORKS = 4
KEPT_PARTS = 512
"""Parts of pages, mostly 1 to 10 kB each."""


@dataclass(frozen=True)
class Network:
    """A network version made ready for pages; `colours` is its style sheet."""

    version: NetworkVersion
    signs: Signs
    colours: str

    @property
    def catalogue(self) -> Catalogue:
        return self.version.catalogue

    @cached_property
    def colours_hash(self) -> str:
        """A short hash of the style sheet: other colours, another address."""
        return hashlib.sha256(self.colours.encode()).hexdigest()[:12]

    @property
    def colours_url(self) -> str:
        return f"/networks/{self.version.number}/lines.css?v={self.colours_hash}"


_ready: Kept[Network] = Kept(KEPT_NETWORKS)
_parts: Kept[Markup] = Kept(KEPT_PARTS)


def network_of(version: NetworkVersion) -> Network:
    """`version` made ready, kept by its digest."""
    return _ready.got(
        (version.number, version.digest),
        lambda: Network(version, Signs.of(version.catalogue), style_sheet(version.catalogue)),
    )


def network() -> Network:
    """The newest published network, the same one throughout a request; Unavailable when there is none."""
    if "network" not in g:
        g.network = network_of(current_network(session()))
    newest: Network = g.network
    return newest


def networks_at_hand() -> Iterator[Network]:
    """The newest network, and then that of this browser's scan, for what a newer network dropped."""
    shown = network()
    yield shown
    scan = travellers.current_scan()
    if scan is not None and scan.version.number != shown.version.number:
        yield network_of(scan.version)


def page(template: str, network: Network, **values: object) -> str:
    """`template` as a page about `network`."""
    return render_template(template, lines_css=network.colours_url, kept=_keeper(template, network), **values)


def _keeper(template: str, network: Network) -> Callable[..., Markup]:
    """For `{% call kept(...) %}`: the block as it was rendered before with the same key, on this network.

    The key names every value that the block shows, beside network and language, and no person.
    """
    common = (template, network.version.digest, current_language())

    def kept(*key: Hashable, caller: Callable[[], Markup]) -> Markup:
        return _parts.got((*common, *key), caller)

    return kept


def station_list(network: Network, heading: str) -> Markup:
    """The list twin of the map, with a `heading` element per line; the same for everybody, so kept when made."""

    def made() -> Markup:
        groups = stations_by_line(network.catalogue, network.signs)
        text = render_template("components/station_list.html", groups=groups, heading=heading)
        return Markup(text.strip())  # noqa: S704  # a template's own, its names escaped

    return _parts.got(("station_list", network.version.digest, current_language(), heading), made)


def map_state(network: Network, extract: Extract = MAIN) -> Shown:
    """What there is of the map in the reader's language, and what is being made; asked once in a request."""
    key = f"map {extract.key}"
    if key not in g:
        try:
            shown = shown_map(session(), network.version, extract, current_language())
        except AppError as error:
            log.warning("no map", extra={"reason": error.message})
            shown = Shown(None, is_current=False)
        setattr(g, key, shown)
    found: Shown = getattr(g, key)
    return found


def plain_map(network: Network, extract: Extract = MAIN) -> str | None:
    """The newest map in the reader's language; None when it cannot be had, for whatever expected reason."""
    shown = map_state(network, extract)
    if shown.svg is None:
        return None
    known = None if shown.is_current else frozenset(network.catalogue.station_by_id)
    return dressed(shown.svg, cards_url(network.version, current_language()), known)


def lit_map(network: Network, light: Light, found: Collection[str] = (), extract: Extract = MAIN) -> Markup | None:
    """The map with `light` on it and the stations that a search `found` marked, None when there is no map."""
    drawing = plain_map(network, extract)
    return Markup(lit(drawing, light, found)) if drawing is not None else None  # noqa: S704  # our own, its names escaped


def flagged_map(
    network: Network, flags: Sequence[Flag], found: Collection[str] = (), extract: Extract = MAIN
) -> Markup | None:
    """The whole map with `flags` on it and the stations that a search `found` marked, None when there is no map."""
    drawing = plain_map(network, extract)
    return Markup(flagged(drawing, flags, found)) if drawing is not None else None  # noqa: S704  # the same
