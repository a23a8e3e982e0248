"""The SVG's conventions: what the page's script, its styles and the scorer rely on."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from lines.maps.layout import lay_out
from lines.maps.map_layout import MapLayout
from lines.maps.rendering import draw
from metro.kernel.errors import InvalidInput
from tests.unit.maps.networks import network

SVG = "{http://www.w3.org/2000/svg}"


@cache
def small() -> MapLayout:
    return lay_out(network("a b c d", "e b f", names={"a": "Één & twee", "b": "Knoop"}))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def groups(root: ET.Element, word: str) -> list[ET.Element]:
    return [g for g in root.iter(f"{SVG}g") if word in (g.get("class") or "").split()]


def title(group: ET.Element) -> str:
    return group.findtext(f"{SVG}title") or ""


def test_the_root_scales_and_has_a_name() -> None:
    root = parsed(draw(small(), title="Onze kaart"))
    assert root.get("class") == "metro-map"
    assert root.get("aria-label") == "Onze kaart"
    assert root.get("viewBox")
    assert root.get("width") is None
    assert root.get("height") is None


def test_nothing_carries_a_style_or_a_script() -> None:
    svg = draw(small())
    assert not re.search(r"\bstyle=|<script|\bon\w+=", svg)


def test_stations_follow_each_other_in_line_order() -> None:
    stations = groups(parsed(draw(small())), "station")
    assert [title(group) for group in stations] == ["a", "b", "c", "d", "e", "f"]


def test_a_station_tells_its_lines_and_its_part() -> None:
    stations = {title(group): group for group in groups(parsed(draw(small())), "station")}
    classes = {station: set((group.get("class") or "").split()) for station, group in stations.items()}
    assert classes["a"] >= {"node", "station", "terminus", "line-line_1"}
    assert classes["b"] >= {"interchange", "line-line_1", "line-line_2"}
    assert "interchange" not in classes["a"]
    assert stations["b"].get("data-lines") == "line_1 line_2"


def test_a_station_links_to_its_page_and_says_its_name_and_lines() -> None:
    links = parsed(draw(small(), "en", stations_at="/base/stations/")).iter(f"{SVG}a")
    named = {link.get("href"): link.get("aria-label") for link in links if link.get("aria-label")}
    assert list(named) == [f"/base/stations/{station}" for station in "abcdef"]
    assert "Knoop" in (named["/base/stations/b"] or "")
    assert "Line 1, Line 2" in (named["/base/stations/b"] or "")


def test_links_are_left_out_when_there_are_no_pages() -> None:
    assert "<a " not in draw(small(), stations_at=None)


def test_there_is_one_track_per_line_and_hop() -> None:
    tracks = groups(parsed(draw(small())), "edge")
    hops = {(track.get("data-line"), frozenset(title(track).split("--"))) for track in tracks}
    assert len(tracks) == len(hops) == 5
    assert ("line_1", frozenset("ab")) in hops
    assert all(track.get("data-from") and track.get("data-to") for track in tracks)


def test_every_line_end_has_its_badge() -> None:
    badges = groups(parsed(draw(small())), "badge")
    assert sorted("".join(badge.itertext()).strip() for badge in badges) == ["1", "1", "2", "2"]


def test_a_layout_survives_its_json() -> None:
    again = MapLayout.from_json(small().to_json())
    assert again == small()
    assert draw(again) == draw(small())


@pytest.mark.parametrize("junk", ["", "[]", "{}", "null", '{"format": "metronet-map/1"}', "[" * 3000, '{"format": 5'])
def test_what_is_no_layout_is_refused(junk: str) -> None:
    with pytest.raises(InvalidInput):
        MapLayout.from_json(junk)
