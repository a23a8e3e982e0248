"""What everybody may know: privacy, terms of use, accessibility, help and contact."""

from __future__ import annotations

from email.utils import parseaddr

from flask import Flask, current_app, render_template

from metro.web.permissions import public


def office_address() -> str:
    """The address that people write to: the one that the installation's mail comes from."""
    sender: str = current_app.config["METRO_SETTINGS"].mail_from
    return parseaddr(sender)[1]


def _page(name: str) -> str:
    return render_template(f"metro/{name}.html", about=name, office=office_address())


def init_app(app: Flask) -> None:
    """Answer the five addresses that the foot of each page leads to."""

    @app.get("/help")
    @public
    def help_page() -> str:
        return _page("help")

    @app.get("/contact")
    @public
    def contact() -> str:
        return _page("contact")

    @app.get("/privacy")
    @public
    def privacy() -> str:
        return _page("privacy")

    @app.get("/terms")
    @public
    def terms() -> str:
        return _page("terms")

    @app.get("/accessibility")
    @public
    def accessibility() -> str:
        return _page("accessibility")
