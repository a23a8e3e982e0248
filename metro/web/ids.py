"""`<id:...>` in an address: a number that PostgreSQL's bigint holds, so that a larger one is a 404 and not an error."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1


class IdConverter(IntegerConverter):
    """The id of a row."""

    def __init__(self, map: Map) -> None:  # werkzeug calls it so
        super().__init__(map, max=LARGEST)


def init_app(app: Flask) -> None:
    """Let the addresses of `app` use it; before any page is registered."""
    app.url_map.converters["id"] = IdConverter
