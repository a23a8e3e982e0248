"""What a person sees when something goes wrong: a page in his language that says what happened and what to do."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template
from psycopg.errors import UndefinedTable
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from metro.accounts.throttling import TooManyTries
from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _
from metro.kernel.logs import request_id

log = logging.getLogger(__name__)

RETRY_SECONDS = 5


def words(status: int) -> tuple[str, str]:
    """The title and the message for `status`, in the current language."""
    known = {
        400: (_("Dit verzoek klopt niet"), _("Er staat iets in het adres of formulier dat we niet begrijpen.")),
        403: (_("Hier mag je niet in"), _("Je hebt geen recht op deze pagina.")),
        404: (_("Deze halte bestaat niet"), _("De pagina is er niet (meer). Op de kaart vind je alles wat er is.")),
        405: (_("Zo kun je hier niet instappen"), _("Deze pagina kent deze handeling niet.")),
        409: (_("Iets is intussen veranderd"), _("Open de pagina opnieuw en probeer het nog eens.")),
        413: (_("Dit is te groot"), _("Wat je stuurde is groter dan we aannemen.")),
        429: (_("Dat ging te snel"), _("Wacht even en probeer het dan opnieuw.")),
        500: (_("Er ging bij ons iets mis"), _("Het is opgeschreven en we kijken ernaar. Probeer het zo nog eens.")),
        503: (_("We zijn er even niet"), _("Een onderdeel geeft geen antwoord. Over een paar tellen weer.")),
    }
    nearest = known[400] if status < 500 else known[500]
    return known.get(status, nearest)


def page(status: int, message: str | None = None) -> Response:
    """The error page for `status`; `message` replaces the general sentence."""
    title, general = words(status)
    body = render_template(
        "metro/error.html", status=status, title=title, message=message or general, request_id=request_id.get()
    )
    response = Response(body, status=status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _expected(error: AppError) -> Response:
    response = page(error.status, error.message)
    if isinstance(error, TooManyTries):
        response.headers["Retry-After"] = str(error.retry_seconds)
    return response


def _taken(error: IntegrityError) -> Response:
    """Two people did the same thing at once, and the database let the first one win."""
    log.warning("lost a race", extra={"error": type(error.orig).__name__})
    return page(409)


def _unfit(error: DataError) -> Response:
    """Something that no column takes (a NUL, a number out of range) came through the forms' own checks."""
    log.warning("refused by the database", extra={"error": type(error.orig).__name__})
    return page(400)


def _http(error: HTTPException) -> Response:
    response = page(error.code or 500)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Location"):
            response.headers[name] = value
    return response


def _database_away(error: Exception) -> Response:
    log.error("database unavailable", extra={"error": type(error).__name__}, exc_info=error)
    return page(503)


def _bug(error: InternalServerError) -> Response:
    original = error.original_exception
    if isinstance(original, ProgrammingError) and isinstance(original.orig, UndefinedTable):
        return _database_away(original)  # not migrated yet
    if isinstance(original, HTTPException):
        return _http(original)
    return page(500)


def init_app(app: Flask) -> None:
    """Turn every failure of `app` into its page."""
    app.register_error_handler(AppError, _expected)
    app.register_error_handler(IntegrityError, _taken)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _bug)
