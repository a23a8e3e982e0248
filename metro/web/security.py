"""Headers on every answer, and a refusal of unsafe requests that another site sent.

The content security policy allows our own files and a nonce for the few lines that stand in a page; style attributes,
foreign origins and frames are out, but for views marked `frameable`. Cross-site requests are told by
`Sec-Fetch-Site`, which every current browser sends and no page can forge, with `Origin` for older ones. A request with
neither does not come from a browser page; it is let in only without cookies, and so as nobody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _

View = TypeVar("View", bound=Callable[..., object])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
YEAR_SECONDS = 31_536_000


class CrossSite(AppError):
    """An unsafe request that did not come from our own pages."""

    code = "cross_site"
    status = 403


def csp_nonce() -> str:
    """The nonce of this request, for `<script nonce>` and `<style nonce>`."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def refuse_cross_site() -> None:
    """Raise CrossSite for an unsafe method that another site's page sent."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        origin = request.headers.get("Origin")
        foreign = _host_of(origin) != request.host if origin is not None else bool(request.cookies)
    if foreign:
        raise CrossSite(_("Dit verzoek kwam van een andere website. Open de pagina hier en probeer het opnieuw."))


def _host_of(origin: str) -> str | None:
    """The host of an `Origin` header; None when it names none that can be read."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def frameable(view: View) -> View:
    """Mark a view whose page other sites may show in a frame: nothing on it acts, and it is the same for everybody."""
    view.is_frameable = True  # type: ignore[attr-defined]  # a mark on a function, read below
    return view


def _may_be_framed(response: Response) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return response.status_code == 200 and getattr(view, "is_frameable", False)


def add_headers(response: Response) -> Response:
    """The policy headers, on every answer, errors and files included."""
    nonce = csp_nonce()
    framers = "*" if _may_be_framed(response) else "'none'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {framers}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    if framers != "*":
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def init_app(app: Flask) -> None:
    """Put the guard before every request and the headers on every answer of `app`."""
    app.before_request(refuse_cross_site)
    app.after_request(add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
