"""Static files under an address that holds the hash of them all, so that a browser may keep them for ever.

One hash for the whole tree, not one per file: modules and style sheets name each other by relative paths, and these
stay true inside `/static/<hash>/`.
"""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from flask import Flask, Response, send_from_directory

from metro.web.permissions import public

YEAR_SECONDS = 31_536_000

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


def tree_hash(folder: Path) -> str:
    """A short hash of the names and contents of all files below `folder`."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def init_app(app: Flask, folder: Path) -> None:
    """Serve `folder` and give the templates `static_url`."""
    current = tree_hash(folder)

    def static_url(path: str) -> str:
        """The address of the static file `path`, for this content."""
        return f"/static/{current}/{path}"

    @app.get("/static/<version>/<path:path>", endpoint="static")
    @public
    def static(version: str, path: str) -> Response:
        response = send_from_directory(folder, path, max_age=YEAR_SECONDS)
        # A page of the previous release may still ask for its files: it gets ours, and may not keep them.
        response.headers["Cache-Control"] = (
            f"public, max-age={YEAR_SECONDS}, immutable" if version == current else "no-cache"
        )
        return response

    @app.get("/favicon.ico", endpoint="favicon")
    @public
    def favicon() -> Response:
        return send_from_directory(folder / "icons", "favicon.svg", max_age=86_400)

    app.jinja_env.globals["static_url"] = static_url
