"""A QR code is a sound drawing that a camera can read; the pixels are read back module by module."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from metro.kernel.codes import QUIET_ZONE_MODULES, qr_svg

SVG = "{http://www.w3.org/2000/svg}"
LINK = "https://metronet.example/card/3fT-x_9AbCdEfGhIjKlMnOpQrStUvWxYz"


def drawn_modules(drawing: str) -> list[list[int]]:
    """The dark (1) and light (0) modules of `drawing`, without the quiet zone, read from its stroked path."""
    root = ElementTree.fromstring(drawing)
    side = int(root.get("viewBox", "").split()[2])
    grid = [[0] * side for _ in range(side)]
    path = next(element for element in root.iter(f"{SVG}path") if element.get("stroke"))
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path.get("d", "")):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                grid[int(y)][column] = 1
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    inner = slice(QUIET_ZONE_MODULES, side - QUIET_ZONE_MODULES)
    assert sum(map(sum, grid)) == sum(sum(row[inner]) for row in grid[inner]), "the quiet zone is empty"
    return [row[inner] for row in grid[inner]]


@pytest.mark.parametrize("text", [LINK, "a", "é 😀", "x" * 300])
def test_each_module_of_the_code_is_drawn_and_nothing_else(text: str) -> None:
    code = segno.make_qr(text, error="m", boost_error=False)
    assert drawn_modules(qr_svg(text, "Kaart")) == [[int(bool(module)) for module in row] for row in code.matrix]


def test_the_same_text_gives_the_same_drawing_and_another_text_another() -> None:
    assert qr_svg(LINK, "Kaart") == qr_svg(LINK, "Kaart")
    assert qr_svg(LINK, "Kaart") != qr_svg(LINK + "1", "Kaart")


def test_the_code_is_dark_on_white_whatever_the_page_is() -> None:
    drawing = qr_svg(LINK, "Kaart")
    paths = list(ElementTree.fromstring(drawing).iter(f"{SVG}path"))
    assert [(path.get("fill"), path.get("stroke")) for path in paths] == [("#fff", None), (None, "#000")]
    assert "currentcolor" not in drawing.lower()


def test_the_white_reaches_round_the_quiet_zone() -> None:
    root = ElementTree.fromstring(qr_svg(LINK, "Kaart"))
    side = root.get("viewBox", "").split()[2]
    ground = next(root.iter(f"{SVG}path")).get("d")
    assert ground == f"M0 0h{side}v{side}h-{side}z"


def test_the_drawing_is_small_enough_to_stand_in_a_page() -> None:
    assert len(qr_svg(LINK, "Kaart")) < 8_000


def test_a_text_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_svg("x" * 3000, "Kaart")


@given(st.text(st.characters(exclude_categories=["C"]), max_size=40))
def test_a_title_is_spoken_and_never_markup(title: str) -> None:
    drawing = qr_svg(LINK, title)
    root = ElementTree.fromstring(drawing)
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert (root[0].text or "") == title
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "path"}
    assert "style=" not in drawing or "style=" in title


def test_the_drawing_stands_in_a_page_as_valid_html() -> None:
    page = (
        f"<!doctype html><html lang=nl><title>x</title><body>{qr_svg(LINK, 'Kaart van <b>Anna</b> & co')}</body></html>"
    )
    assert not JustHTML(page, collect_errors=True).errors
