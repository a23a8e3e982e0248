"""The finished SVG: Graphviz's geometry, dressed with names, links, classes and colours.

Everything a page styles is a class and every colour is a presentation attribute, which any rule of a style sheet
overrides; there is no style attribute, for the content security policy forbids them.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote

from lines.maps.badges import Badge
from lines.maps.colours import INK, PAPER, is_faint, on_color
from lines.maps.domain import MapLine
from lines.maps.label_text import ASCENT, Label, row_width, text_box
from lines.maps.map_layout import MapLayout, PlacedStation
from lines.maps.measures import BADGE_FONT, FONT_SIZE, INTERCHANGE_RING, LINE_HEIGHT, RING, TRACK
from lines.maps.textwidth import text_width
from lines.maps.tracks import Marker
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import in_language

SVG = "{http://www.w3.org/2000/svg}"
FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def dress(drawn: bytes, layout: MapLayout, language: str, stations_at: str | None, title: str) -> str:
    """Graphviz's drawing of `layout` as the finished SVG text; its parameters are those of `rendering.draw`."""
    groups = {g.get("id"): g for g in ET.fromstring(drawn).iter(f"{SVG}g")}  # noqa: S314  our own renderer's
    with in_language(language):
        return _Dress(layout, language, stations_at, groups).document(title or _("Kaart van lijnen en haltes"))


def line_class(line_id: str) -> str:
    """The class token of a line: class tokens cannot hold blanks, so those become `_`."""
    return "line-" + token(line_id)


def token(line_id: str) -> str:
    """A line's id without blanks, as it stands in `data-line` and `data-lines`."""
    return re.sub(r"\s", "_", line_id)


class _Dress:
    """Builds the document of one layout in one language out of the drawn groups."""

    def __init__(
        self, layout: MapLayout, language: str, stations_at: str | None, drawn: dict[str | None, ET.Element]
    ) -> None:
        self.layout, self.stations_at, self.drawn = layout, stations_at, drawn
        self.language = language if language in layout.languages else layout.languages[0]
        self.lines: dict[str, MapLine] = {line.id: line for line in layout.lines}

    def document(self, title: str) -> str:
        layout = self.layout
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {layout.width:g} {layout.height:g}",
                "class": "metro-map",
                "role": "group",
                "aria-label": title,
                "font-family": FONT,
            },
        )
        ET.SubElement(root, "title").text = title
        # Graphviz counts y upwards from the bottom edge; one shift puts everything in its place.
        world = ET.SubElement(root, "g", {"class": "map", "transform": f"translate(0 {layout.height:g})"})
        ground = {"class": "ground", "x": "0", "y": f"{-layout.height:g}", "fill": PAPER}
        ET.SubElement(world, "rect", ground | {"width": f"{layout.width:g}", "height": f"{layout.height:g}"})
        self._casings(world)
        self._tracks(ET.SubElement(world, "g", {"class": "tracks"}))
        stations = ET.SubElement(world, "g", {"class": "stations"})
        labels = ET.SubElement(world, "g", {"class": "labels", "aria-hidden": "true"})
        for number, (station, label) in enumerate(zip(layout.stations, layout.labels, strict=True)):
            self._station(stations, number, station)
            self._label(labels, station, label)
        badges = ET.SubElement(world, "g", {"class": "badges", "aria-hidden": "true"})
        for badge in layout.badges:
            if badge.language == self.language:
                self._badge(badges, badge)
        ET.indent(root, "")
        return ET.tostring(root, encoding="unicode") + "\n"

    def _casings(self, world: ET.Element) -> None:
        """A dark edge under the tracks whose colour would vanish on the ground."""
        for number, track in enumerate(self.layout.tracks):
            path = self.drawn[f"t{number}"].find(f"{SVG}path")
            if path is None or not is_faint(self.lines[track.line].color):
                continue
            ET.SubElement(
                world,
                "path",
                {
                    "class": f"casing {line_class(track.line)}",
                    "d": path.get("d", ""),
                    "fill": "none",
                    "stroke": INK,
                    "stroke-width": f"{TRACK + 1.5:g}",
                    "stroke-linecap": "round",
                },
            )

    def _tracks(self, parent: ET.Element) -> None:
        for number, track in enumerate(self.layout.tracks):
            path = self.drawn[f"t{number}"].find(f"{SVG}path")
            name = token(track.line)
            group = ET.SubElement(
                parent,
                "g",
                {
                    "class": f"edge track {line_class(track.line)}",
                    "data-line": name,
                    "data-from": track.a,
                    "data-to": track.b,
                },
            )
            ET.SubElement(group, "title").text = f"{track.a}--{track.b}"
            ET.SubElement(
                group,
                "path",
                {
                    "d": "" if path is None else path.get("d", ""),
                    "fill": "none",
                    "stroke": self.lines[track.line].color,
                    "stroke-width": f"{TRACK:g}",
                    "stroke-linecap": "round",
                    "stroke-linejoin": "round",
                },
            )

    def _link(self, parent: ET.Element, station: PlacedStation, extra: dict[str, str]) -> ET.Element:
        if self.stations_at is None:
            return parent
        return ET.SubElement(parent, "a", {"href": self.stations_at + quote(station.id, safe=""), **extra})

    def _station(self, parent: ET.Element, number: int, station: PlacedStation) -> None:
        classes = ["node", "station", *(["interchange"] if station.is_interchange else [])]
        classes += [*(["terminus"] if station.is_terminus else []), *(line_class(line) for line in station.lines)]
        link = self._link(parent, station, {"aria-label": self._spoken(station)})
        group = ET.SubElement(
            link,
            "g",
            {
                "class": " ".join(classes),
                "data-station": station.id,
                "data-lines": " ".join(token(line) for line in station.lines),
            },
        )
        ET.SubElement(group, "title").text = station.id
        look = {
            "fill": PAPER,
            "stroke": INK if station.is_interchange else self.lines[station.lines[0]].color,
            "stroke-width": f"{INTERCHANGE_RING if station.is_interchange else RING:g}",
        }
        ellipse = self.drawn[f"s{number}"].find(f"{SVG}ellipse")
        x, y = (float(ellipse.get(key, "0")) for key in ("cx", "cy")) if ellipse is not None else (0.0, 0.0)
        marker = station.marker
        if marker.half:
            ET.SubElement(group, "path", {"d": pill(marker, x, y), **look})
        else:
            radius = f"{marker.radius:g}"
            ET.SubElement(group, "ellipse", {"cx": f"{x:g}", "cy": f"{y:g}", "rx": radius, "ry": radius, **look})

    def _spoken(self, station: PlacedStation) -> str:
        lines = ", ".join(self.lines[line].name.text_in(self.language) for line in station.lines)
        name = station.name.text_in(self.language)
        return _("%(station)s. Lijnen: %(lines)s", station=name, lines=lines)

    def _label(self, parent: ET.Element, station: PlacedStation, label: Label) -> None:
        link = self._link(parent, station, {"tabindex": "-1"})
        classes = "node label" + (" interchange" if station.is_interchange else "")
        group = ET.SubElement(
            link, "g", {"class": " ".join([classes, *map(line_class, station.lines)]), "data-station": station.id}
        )
        ET.SubElement(group, "title").text = f"label:{station.id}"
        rows = label.rows(self.language)
        left, top, right, _bottom = text_box(label, self.language, station.marker, station.is_interchange)
        anchor, x = {-1: ("start", left), 0: ("middle", (left + right) / 2), 1: ("end", right)}[label.align]
        for number, row in enumerate(rows):
            baseline = top + FONT_SIZE * (ASCENT + number * LINE_HEIGHT) - self.layout.height
            text = ET.SubElement(
                group,
                "text",
                {
                    "x": f"{x:.2f}",
                    "y": f"{baseline:.2f}",
                    "text-anchor": anchor,
                    "font-size": f"{FONT_SIZE:g}",
                    "font-weight": "600" if station.is_interchange else "500",
                    "fill": INK,
                    "stroke": PAPER,
                    "stroke-width": "3",
                    "stroke-linejoin": "round",
                    "paint-order": "stroke",
                    "textLength": f"{row_width(row, station.is_interchange):.2f}",
                    "lengthAdjust": "spacingAndGlyphs",
                },
            )
            text.text = row

    def _badge(self, parent: ET.Element, badge: Badge) -> None:
        line = self.lines[badge.line]
        group = ET.SubElement(parent, "g", {"class": f"badge {line_class(badge.line)}", "data-line": token(badge.line)})
        down = self.layout.height
        ET.SubElement(
            group,
            "rect",
            {
                "x": f"{badge.left:g}",
                "y": f"{badge.top - down:g}",
                "width": f"{badge.right - badge.left:g}",
                "height": f"{badge.bottom - badge.top:g}",
                "rx": "4",
                "fill": line.color,
            },
        )
        text = ET.SubElement(
            group,
            "text",
            {
                "x": f"{(badge.left + badge.right) / 2:.2f}",
                "y": f"{(badge.top + badge.bottom) / 2 + 0.36 * BADGE_FONT - down:.2f}",
                "text-anchor": "middle",
                "font-size": f"{BADGE_FONT:g}",
                "font-weight": "700",
                "fill": on_color(line.color),
                "textLength": f"{text_width(line.code, BADGE_FONT) * 1.06:.2f}",
                "lengthAdjust": "spacingAndGlyphs",
            },
        )
        text.text = line.code


def pill(marker: Marker, x: float, y: float) -> str:
    """The path of a rounded box around a marker's rod, `x` and `y` its middle."""
    long, wide, round_ = marker.half + marker.radius, marker.radius + marker.thick, marker.radius
    turn = math.radians(marker.angle)
    ux, uy = round(math.cos(turn), 9), round(math.sin(turn), 9)

    def at(along: float, across: float) -> str:
        return f"{x + along * ux - across * uy:.2f},{y + along * uy + across * ux:.2f}"

    corners = [(long, -wide), (long, wide), (-long, wide), (-long, -wide)]
    steps = [(0, 1), (-1, 0), (0, -1), (1, 0)]
    bend = round_ * 0.4477
    d = "M" + at(-long + round_, -wide)
    for (along, across), (da, db) in zip(corners, steps, strict=True):
        # Arrive at the corner along the previous step, leave it along this one.
        pa, pb = {(0, 1): (1, 0), (-1, 0): (0, 1), (0, -1): (-1, 0), (1, 0): (0, -1)}[da, db]
        d += "L" + at(along - pa * round_, across - pb * round_)
        d += "C" + at(along - pa * bend, across - pb * bend) + " " + at(along + da * bend, across + db * bend)
        d += " " + at(along + da * round_, across + db * round_)
    return d + "Z"
