"""Who is asking: the person behind the session's cookie, the place that the page belongs to, and the scope of both.

A stranger gets the same 404 for what exists and for what does not; a colleague without the right gets 403; somebody
who is not signed in is sent to sign in, wherever he knocks.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Request, Response, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import NotFound as NoSuchPage

from metro.accounts.secrets import digest_of, new_secret
from metro.accounts.sessions import Identity, identify
from metro.config import Settings
from metro.kernel.db import transaction
from metro.kernel.errors import Forbidden
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Actor, Permission, Place, Role, allows, needs_second_factor
from metro.kernel.scopes import Scope, system
from metro.web.database import act_in, sessions
from metro.web.permissions import PUBLIC, door_of, permission_of
from metro.web.security import SAFE_METHODS

COOKIE = "session"
SIGN_IN, CODE, SECOND_FACTOR = "/sign-in", "/sign-in/code", "/me/second-factor"
MONTHS_SECONDS = 90 * 86_400
SEE_OTHER = 303
WAYS_OUT = frozenset({"sign out", "stop looking along"})  # the doors for who looks along


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login brings no types
    """What flask-login knows of the actor."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return str(self.actor.person)


def current_actor() -> Actor | None:
    """Who is signed in, None for a visitor."""
    return current_user.actor if current_user.is_authenticated else None


def the_actor() -> Actor:
    """Who is signed in, on a page that asks for it."""
    actor = current_actor()
    if actor is None:
        raise Forbidden(_("Stap eerst in."))
    return actor


def the_place() -> Place:
    """The place of the actor that this page belongs to, on a page of a company, an academy or the network office."""
    place: Place = g.place
    return place


def identity() -> Identity | None:
    """Who the session's cookie turned out to be, asked once per request."""
    if "identity" not in g:
        token = request.cookies.get(COOKIE)
        g.identity = None
        if token:
            with transaction(sessions(), system("identity")) as session:
                g.identity = identify(session, token)
    found: Identity | None = g.identity
    return found


def fresh_secret() -> str:
    """A secret that this request may give to the browser; its scope holds it already."""
    if "fresh_secret" not in g:
        g.fresh_secret = new_secret()
    secret: str = g.fresh_secret
    return secret


def remember_session(response: Response, token: str) -> Response:
    """Let the browser keep `token` as its session."""
    response.set_cookie(
        COOKIE, token, max_age=MONTHS_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
    )
    return response


def forget_session(response: Response) -> Response:
    """Take the session's cookie away."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
    return response


def settings() -> Settings:
    """The settings of this application."""
    found: Settings = current_app.config["METRO_SETTINGS"]
    return found


def _load(_request: Request) -> SignedIn | None:
    found = identity()
    return SignedIn(found.actor) if found is not None and not found.needs_code else None


def _own_scope(actor: Actor | None) -> Scope:
    """What a visitor, or somebody on his own, may see."""
    cookies: tuple[str, ...] = current_app.extensions["metro.secret_cookies"]
    tokens = [value for name in cookies if (value := request.cookies.get(name))]
    if request.method not in SAFE_METHODS:
        tokens.append(fresh_secret())  # what is begun in this request may be given to it
    hashes = tuple(digest_of(token) for token in tokens)
    if actor is None:
        return Scope(tokens=hashes)
    is_viewing = actor.viewer is not None
    return Scope(person=actor.person, tokens=() if is_viewing else hashes, is_viewing=is_viewing)


def _admit() -> ResponseReturnValue | None:
    """Let the request through in its scope, or say why not."""
    view = current_app.view_functions.get(request.endpoint or "")
    permission = permission_of(view)
    reason = door_of(view)
    if request.method not in SAFE_METHODS:
        _refuse_viewer(reason)
    if reason is not None:
        act_in(system(reason))
    if permission is None or permission == PUBLIC:
        return None
    actor = current_actor()
    if actor is None:
        return _to_sign_in()
    return _admit_to(Permission(permission), actor)


def _refuse_viewer(reason: str | None) -> None:
    """Raise Forbidden for an operator who looks along and wants to do something other than stop."""
    if reason in WAYS_OUT:
        return
    actor = current_actor()
    if actor is not None and actor.viewer is not None:
        raise Forbidden(_("Je kijkt alleen mee. Veranderen kan niet."))


def _admit_to(permission: Permission, actor: Actor) -> ResponseReturnValue | None:
    roles, scope = frozenset({Role.LEARNER}), _own_scope(actor)
    if permission.area != "account":
        place = _place_of(permission.area, actor)
        g.place, roles, scope = place, place.roles, _scope_in(permission.area, place, actor)
    if not allows(permission, roles):
        raise Forbidden(
            _("Voor deze pagina heb je een andere rol nodig. Vraag het degene die hier de rollen verdeelt.")
        )
    if needs_second_factor(permission, roles) and not actor.has_second_factor:
        return redirect(SECOND_FACTOR, SEE_OTHER)
    act_in(scope)
    return None


def _place_of(area: str, actor: Actor) -> Place:
    arguments = request.view_args or {}
    kind = "office" if area == "operator" else area
    wanted = {"company": arguments.get("company_id"), "academy": arguments.get("slug"), "office": None}[kind]
    place = actor.place(kind, wanted)
    if place is None:
        raise NoSuchPage
    return place


def _scope_in(area: str, place: Place, actor: Actor) -> Scope:
    is_viewing = actor.viewer is not None
    if area == "company":
        return Scope(person=actor.person, company=place.organisation, is_viewing=is_viewing)
    if area == "academy":
        return Scope(person=actor.person, academy=place.organisation, is_viewing=is_viewing)
    if area == "office":
        return Scope(person=actor.person, is_office=True, is_viewing=is_viewing)
    return system("operator")


def _to_sign_in() -> ResponseReturnValue:
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else ""
    return redirect(f"{SIGN_IN}?{urlencode({'next': wanted})}" if wanted else SIGN_IN, SEE_OTHER)


def init_app(app: Flask, secret_cookies: tuple[str, ...] = ()) -> None:
    """Know who asks before each request of `app`; the cookies named `secret_cookies` open the rows that they name."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.request_loader(_load)
    app.config["REMEMBER_COOKIE_NAME"] = ";"  # no cookie can be called that: flask-login's own sessions are not used
    app.extensions["metro.secret_cookies"] = secret_cookies
    app.extensions["metro.scope"] = lambda: _own_scope(current_actor())
    app.before_request(_admit)
    app.jinja_env.globals["current_actor"] = current_actor
    app.context_processor(lambda: {"here_place": g.place.membership if "place" in g else None})
