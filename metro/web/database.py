"""One session and one transaction per request, committed only when the view has answered."""

from __future__ import annotations

from flask import Flask, Response, current_app, g
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, sessionmaker


def session() -> Session:
    """This request's session, opened on first use; the view never commits."""
    if "session" not in g:
        sessions: sessionmaker[Session] = current_app.extensions["metro.sessions"]
        g.session = sessions()
    opened: Session = g.session
    return opened


def close_session(_error: BaseException | None = None) -> None:
    """Roll back what was not committed and give the connection back."""
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


class TransactionalFlask(Flask):
    """Flask that commits when a view has returned, while an error can still become an error page."""

    def dispatch_request(self) -> ResponseReturnValue:
        response: Response = self.make_response(super().dispatch_request())
        if "session" in g:
            g.session.commit()
        return response
