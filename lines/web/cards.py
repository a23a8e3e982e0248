"""What the map's script tells of a station that is pointed at: one small file per network version and language."""

from __future__ import annotations

import json

from lines.maps.finishing import token
from lines.network.domain import Catalogue
from lines.network.service import NetworkVersion
from lines.web.signs import Signs
from metro.kernel.formatting import hours


def cards_url(version: NetworkVersion, language: str) -> str:
    """The address of the cards, which names their content."""
    return f"/networks/{version.number}/cards.{language}.json?v={version.digest[:12]}"


def cards(catalogue: Catalogue, signs: Signs, language: str) -> str:
    """JSON: `lines` by token as [code, class, name], `stations` by id as [name, hours, tokens of lines]."""
    told = {
        "lines": {
            token(line.id): [line.code, signs.lines[line.id].css, line.name.text_in(language)]
            for line in catalogue.lines
        },
        "stations": {
            station.id: [
                station.name.text_in(language),
                hours(station.minutes),
                [token(line.id) for line in catalogue.lines_of[station.id]],
            ]
            for station in catalogue.stations
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
