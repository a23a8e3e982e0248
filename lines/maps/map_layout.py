"""A finished layout: where everything stands, in SVG units with y downwards, and a report on how good it is.

It holds all that a drawing needs, so that the drawing of a language is made of it alone; it is stored with the network
version as JSON, and the next version starts from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from lines.maps.badges import Badge
from lines.maps.domain import MapLine
from lines.maps.label_text import Label
from lines.maps.tracks import Marker, Track
from lines.network.domain import Text
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

FORMAT = "metronet-map/1"


@dataclass(frozen=True, slots=True)
class PlacedStation:
    id: str
    name: Text
    marker: Marker
    lines: tuple[str, ...]
    is_terminus: bool

    @property
    def is_interchange(self) -> bool:
        return len(self.lines) > 1


@dataclass(frozen=True)
class MapLayout:
    """One layout for all of `languages`; `stations` are in the order in which Tab travels them."""

    width: float
    height: float
    hop: float
    seed: int
    languages: tuple[str, ...]
    lines: tuple[MapLine, ...]
    stations: tuple[PlacedStation, ...]
    tracks: tuple[Track, ...]
    labels: tuple[Label, ...]
    badges: tuple[Badge, ...]
    report: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """Where each station stands, in hops."""
        return {s.id: (s.marker.x / self.hop, s.marker.y / self.hop) for s in self.stations}

    def to_json(self) -> str:
        """The layout as JSON text; the same layout gives the same bytes."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, separators=(",", ":")) + "\n"

    @classmethod
    def from_json(cls, source: str) -> MapLayout:
        """The layout that `to_json` wrote. Raises `InvalidInput` for anything else."""
        try:
            data = json.loads(source)
            if data.pop("format") != FORMAT:
                raise KeyError("format")
            return cls(
                **{key: float(data[key]) for key in ("width", "height", "hop")},
                seed=int(data["seed"]),
                languages=tuple(data["languages"]),
                lines=tuple(
                    MapLine(**{**d, "name": _text(d["name"]), "stations": tuple(d["stations"])}) for d in data["lines"]
                ),
                stations=tuple(_station(d) for d in data["stations"]),
                tracks=tuple(
                    Track(**{**d, "points": tuple((float(x), float(y)) for x, y in d["points"])})
                    for d in data["tracks"]
                ),
                labels=tuple(
                    Label(**{**d, "texts": tuple((lang, tuple(rows)) for lang, rows in d["texts"])})
                    for d in data["labels"]
                ),
                badges=tuple(Badge(**d) for d in data["badges"]),
                report=data["report"],
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InvalidInput(_("Dit is geen kaartindeling die `metro map draw --layout` heeft gemaakt.")) from error


def _text(data: Mapping[str, Any]) -> Text:
    return Text(tuple((str(language), str(text)) for language, text in data["values"]))


def _station(data: Mapping[str, Any]) -> PlacedStation:
    marker = Marker(**{key: float(value) for key, value in data["marker"].items()})
    return PlacedStation(data["id"], _text(data["name"]), marker, tuple(data["lines"]), bool(data["is_terminus"]))
