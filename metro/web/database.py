"""One session and one transaction per request, in the request's scope, committed only when the view has answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, sessionmaker

from metro.kernel.db import scoped
from metro.kernel.scopes import NOBODY, Scope


def session() -> Session:
    """This request's session, opened on first use; the view never commits."""
    if "session" not in g:
        g.session = scoped(sessions(), scope())
    opened: Session = g.session
    return opened


def sessions() -> sessionmaker[Session]:
    """Where sessions come from."""
    factory: sessionmaker[Session] = current_app.extensions["metro.sessions"]
    return factory


def scope() -> Scope:
    """Whose rows this request sees."""
    if "scope" not in g:
        asks_who: Callable[[], Scope] = current_app.extensions.get("metro.scope", lambda: NOBODY)
        g.scope = asks_who()
    chosen: Scope = g.scope
    return chosen


def act_in(chosen: Scope) -> None:
    """Let this request see and write what `chosen` may; RuntimeError once its session is open: that keeps its scope."""
    if "session" in g:
        raise RuntimeError("the session of this request is open already, and has one scope for life")
    g.scope = chosen


def close_session(_error: BaseException | None = None) -> None:
    """Roll back what was not committed and give the connection back."""
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


class TransactionalFlask(Flask):
    """Flask that commits when a view has returned, while an error can still become an error page."""

    def log_exception(self, exc_info: Any) -> None:
        """Log an error of ours without its address: a secret may stand in that."""
        self.logger.error("unexpected error at %s", request.url_rule or "no route", exc_info=exc_info)

    def dispatch_request(self) -> ResponseReturnValue:
        response: Response = self.make_response(super().dispatch_request())
        if "session" in g:
            g.session.commit()
        return response
