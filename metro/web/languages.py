"""The language of a request: `?lang=` if it is one of ours (and kept from then on), else the cookie, else Dutch."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Flask, Response, request

from metro.kernel.i18n import DEFAULT_LANGUAGE, LANGUAGES, current_language, gettext, ngettext, speak

COOKIE = "language"
YEAR_SECONDS = 31_536_000


def _asked() -> str | None:
    wanted = request.args.get("lang")
    return wanted if wanted in LANGUAGES else None


def choose_language() -> None:
    """Speak the request's language from here on."""
    speak(_asked() or request.cookies.get(COOKIE, DEFAULT_LANGUAGE))


def remember_language(response: Response) -> Response:
    """Keep an asked-for language for a year."""
    response.headers["Content-Language"] = current_language()
    if wanted := _asked():
        response.set_cookie(
            COOKIE, wanted, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def switch_language_url(language: str) -> str:
    """This page in `language`; the rest of the query stays."""
    rest = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{quote(request.path)}?{urlencode([*rest, ('lang', language)])}"


def init_app(app: Flask) -> None:
    """Choose the language before each request and give the templates their words."""
    app.before_request(choose_language)
    app.after_request(remember_language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    app.jinja_env.globals["switch_language_url"] = switch_language_url
    app.jinja_env.globals["current_language"] = current_language
    app.context_processor(lambda: {"language": current_language()})
