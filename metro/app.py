"""The composition root: settings, engine and pages become one application. Alone in knowing every package."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from granian.utils.proxies import wrap_wsgi_with_proxy_headers
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import metro.models  # noqa: F401 - every table has to be known before the first query
from academies.members import forgetting
from academies.web import blueprints as company_pages
from lines.maps.renderer import renderer_available
from lines.web import blueprints, travellers
from metro.config import ROOT, Settings, load_settings
from metro.database import connect, is_migrated, refuse_mighty_role
from metro.kernel import db
from metro.kernel.logs import configure_logs
from metro.kernel.mail import Mailbox, post_of
from metro.web import (
    about,
    account_pages,
    actors,
    errors,
    filters,
    health,
    ids,
    journal,
    languages,
    mailbox,
    security,
    static,
)
from metro.web.database import TransactionalFlask, close_session
from metro.web.permissions import refuse_unmarked_routes

LARGEST_REQUEST_BYTES = 256 * 1024


def resources(name: str) -> Path:
    """The folder `name` ("templates", "static"): beside the packages in a checkout, inside `metro` when installed."""
    installed = Path(__file__).parent / name
    return installed if installed.is_dir() else ROOT / name


def _forget_mail(settings: Settings, _session: Session, _person: int, email: str | None) -> None:
    """Throw away what lies in the mailbox for the address of somebody who is erased."""
    post = post_of(settings)
    if email is not None and isinstance(post, Mailbox):
        post.forget_receiver(email)


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """The application, ready to serve; without arguments it reads the environment and connects to its database."""
    settings = settings or load_settings()
    configure_logs(settings.log_format, settings.log_level)
    if engine is None:
        engine = connect(settings)
        refuse_mighty_role(engine)
    app = TransactionalFlask("metro", template_folder=str(resources("templates")), static_folder=None)
    app.config.update(
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST_BYTES,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        METRO_SETTINGS=settings,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["metro.sessions"] = db.make_sessions(engine)
    Compress(app)
    ids.init_app(app)
    journal.init_app(app)
    languages.init_app(app)
    security.init_app(app)
    actors.init_app(app, secret_cookies=(travellers.COOKIE,))
    app.extensions["metro.welcomes"] = [travellers.take_scan_along]
    app.extensions["metro.forgetters"] = [forgetting.forget_person, partial(_forget_mail, settings)]
    errors.init_app(app)
    filters.init_app(app)
    static.init_app(app, resources("static"))
    about.init_app(app)
    mailbox.init_app(app, settings.mailbox if settings.is_demo else None)
    health.init_app(
        app,
        {
            "database": lambda: db.is_reachable(engine),
            "migrations": lambda: is_migrated(engine),
            "renderer": renderer_available,
        },
    )
    for blueprint in (*account_pages(), *blueprints(), *company_pages()):
        app.register_blueprint(blueprint)
    app.teardown_request(close_session)
    if settings.trusted_proxies:
        app.wsgi_app = wrap_wsgi_with_proxy_headers(app.wsgi_app, trusted_hosts=list(settings.trusted_proxies))  # type: ignore[method-assign]  # the documented way to wrap
    refuse_unmarked_routes(app)
    return app
