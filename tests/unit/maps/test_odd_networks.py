"""Networks that no railway has: each is drawn or refused with a message."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.maps.domain import MapNetwork
from lines.maps.layout import lay_out
from lines.maps.rendering import draw
from metro.kernel.errors import InvalidInput
from tests.unit.maps.networks import as_file, network, scored

SVG = "{http://www.w3.org/2000/svg}"

ODD = {
    "a line of one station": network("a"),
    "two lines with the same stops": network("a b c", "a b c"),
    "a ring": network("a b c d e a"),
    "a ring of three": network("a b c a"),
    "a ring with a tail": network("a b c d a", "a x y"),
    "a line there and back": network("a b c b a"),
    "a line through a station twice": network("a b c d b e"),
    "a station twice in a row": network("a a b"),
    "two networks": network("a b c", "x y z"),
    "many networks": network(*(f"a{i} b{i}" for i in range(7))),
    "eight neighbours": network(*(f"hub s{i}" for i in range(8))),
    "ten lines on one track": network(*(["a", "b", "c"] for _ in range(10))),
    "parallel ways": network("a b", "a x b", "a y z b"),
    "a theta of rings": network("a b c d a", "c e f a"),
}


def drawn_texts(svg: str) -> dict[str, str]:
    """The text of each label, its lines joined by a blank."""
    found = {}
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        name = group.findtext(f"{SVG}title") or ""
        if name.startswith("label:"):
            found[name[6:]] = " ".join(text.text or "" for text in group.iter(f"{SVG}text"))
    return found


@pytest.mark.parametrize("case", ODD)
def test_an_odd_network_is_drawn_whole(case: str, tmp_path: Path) -> None:
    layout = lay_out(ODD[case])
    svg = tmp_path / "map.svg"
    svg.write_text(draw(layout), encoding="utf-8")
    assert set(drawn_texts(svg.read_text(encoding="utf-8"))) == set(ODD[case].name_of)
    assert layout.report["labels_clean_percent"] == 100
    if ODD[case].bundles:
        figures = scored(svg, as_file(ODD[case]))
        assert figures["octilinear_pct"] >= 99.9
        assert (figures["edge_crossings"], figures["edge_overlaps"]) == (0, 0)


@pytest.mark.parametrize("empty", [MapNetwork((), ()), network([])])
def test_a_network_without_stations_is_an_empty_drawing(empty: MapNetwork) -> None:
    layout = lay_out(empty)
    assert layout.stations == ()
    assert ET.fromstring(draw(layout)).get("viewBox")


def test_stations_on_no_line_are_named_in_the_report() -> None:
    layout = lay_out(network("a b", names={"lonely": "Alleen"}))
    assert [station.id for station in layout.stations] == ["a", "b"]
    assert layout.report["stations_on_no_line"] == ["lonely"]


def test_nine_neighbours_are_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="Het knooppunt"):
        lay_out(network(*(f"hub s{i}" for i in range(9)), names={"hub": "Het knooppunt"}))


def test_more_stations_than_a_map_can_hold_are_refused() -> None:
    with pytest.raises(InvalidInput, match="601"):
        lay_out(network([f"s{i}" for i in range(601)]))


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\ud800", "\uffff"])
def test_a_name_that_cannot_be_printed_is_refused(char: str) -> None:
    with pytest.raises(InvalidInput):
        lay_out(network("a b", names={"a": f"Een{char}naam"}))


NAMES = [
    "<b>&amp; \"quoted\" 'single' \\N \\G \\",
    "&eacute; &#38; ]]>",
    "שלום עולם",
    "مرحبا بالعالم",
    "🤖🦾 robot 👩‍🏭",
    "zero\u200bwidth\u200d\ufeff",
    "e\u0301\u0301\u0301",
    "日本語の駅",
    "x" * 200,
    "woord " * 33 + "eind",
    "a",
    "-->",
    "{record|label}",
    "dubbele  blank",
]


def test_every_name_stands_on_the_map_as_it_is() -> None:
    ids = {f"s{i}": name for i, name in enumerate(NAMES)}
    layout = lay_out(network(list(ids)[:7], list(ids)[6:], names=ids))
    assert drawn_texts(draw(layout)) == ids
    assert layout.report["labels_clean_percent"] == 100


PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=40)


@given(name=PRINTABLE, identity=PRINTABLE.map(lambda text: text.strip() or "x"))
def test_any_name_and_id_give_xml_that_says_the_same(name: str, identity: str) -> None:
    layout = lay_out(network([identity, identity + "2"], names={identity: name}))
    assert drawn_texts(draw(layout))[identity] == name
