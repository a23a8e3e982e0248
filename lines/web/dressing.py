"""What a drawing needs to live in a page, put on it once: places to link to, and where its cards come from."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from lines.web.flags import SVG

KEPT_DRAWINGS = 24

ElementTree.register_namespace("", SVG.strip("{}"))


def anchor(station_id: str) -> str:
    """What a station on the map is called in an address, behind the `#`."""
    return "station-" + quote(station_id, safe="")


def _groups(root: Element, sort: str) -> list[Element]:
    return [group for group in root.iter(f"{SVG}g") if sort in group.get("class", "").split()]


@lru_cache(KEPT_DRAWINGS)
def dressed(drawing: str, cards: str, known: frozenset[str] | None = None) -> str:
    """`drawing` with an id on each station, the labels of ordinary stations apart, and `cards` (an address).

    With `known` the other stations lose their link: an older drawing may show what the network dropped.
    """
    root = ElementTree.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's file
    root.set("data-cards", cards)
    ends = set()
    for group in _groups(root, "station"):
        station = group.get("data-station", "")
        group.set("id", anchor(station))
        if "terminus" in group.get("class", "").split():
            ends.add(station)
    _part_labels(root, ends)
    if known is not None:
        _unlink(root, known)
    return ElementTree.tostring(root, encoding="unicode")


def _part_labels(root: Element, ends: set[str]) -> None:
    """Set the labels of ordinary stations apart: what goes first when the map is far away goes in one piece."""
    for labels in _groups(root, "labels"):
        minor = ElementTree.Element(f"{SVG}g", {"class": "minor"})
        for child in list(labels):
            group = child if child.tag == f"{SVG}g" else child[0]
            if "interchange" not in group.get("class", "").split() and group.get("data-station") not in ends:
                labels.remove(child)
                minor.append(child)
        labels.insert(0, minor)


def _unlink(root: Element, known: frozenset[str]) -> None:
    """Take the address away from links to stations that are not `known`."""
    for link in root.iter(f"{SVG}a"):
        if len(link) and link[0].get("data-station") not in known:
            link.attrib.pop("href", None)
            link.attrib.pop("aria-label", None)
