"""QR codes as inline drawings: dark on white with a quiet zone, on a screen, in the dark and on paper."""

from __future__ import annotations

import html
import io

import segno

QUIET_ZONE_MODULES = 4  # ISO/IEC 18004: what a reader needs around the code


def qr_svg(text: str, title: str) -> str:
    """An SVG element that holds `text` as a QR code and says `title` to who cannot see it; the same for the same input.

    Error correction M (15 %): a card gets scratched. The drawing has a view box and no size; the page gives it one.
    Its colours are fixed, so that a dark page or a palette of the reader's own leaves it readable for a camera.
    Raises ValueError for a text that no QR code can hold (over about 2,300 bytes).
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    width, height = code.symbol_size(border=QUIET_ZONE_MODULES)
    drawing = io.BytesIO()
    code.save(
        drawing, kind="svg", border=QUIET_ZONE_MODULES, dark="#000", light="#fff", xmldecl=False, svgns=False,
        omitsize=True, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    paths = drawing.getvalue().decode("utf-8").partition(">")[2]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {width} {height}"'
        f' shape-rendering="crispEdges"><title>{html.escape(title)}</title>{paths}'
    )
