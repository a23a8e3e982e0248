"""Who knocks at a door: a view that acts for the program itself has to ask for the actor by hand."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect
from werkzeug.wrappers import Response

from metro.kernel.errors import Forbidden
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Actor
from metro.web.actors import SIGN_IN, current_actor

SEE_OTHER = 303


def acting() -> Actor | None:
    """Who is signed in; None for a visitor. Forbidden for an operator who looks along as somebody."""
    actor = current_actor()
    if actor is not None and actor.viewer is not None:
        raise Forbidden(_("Je kijkt alleen mee. Veranderen kan niet."))
    return actor


def to_sign_in(wanted: str) -> Response:
    """The way in, and from there on to `wanted`."""
    return redirect(f"{SIGN_IN}?{urlencode({'next': wanted})}", SEE_OTHER)
