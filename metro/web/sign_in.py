"""The doors: a link by mail, a password, an authenticator's code, a card with a PIN; and out again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from metro.accounts import cards, links, repository, sessions, signing_in, throttling
from metro.accounts.models import Person
from metro.accounts.second_factor import use_code
from metro.accounts.signing_in import Admitted
from metro.accounts.tasks import defer_mail_link
from metro.kernel.addresses import normal_address
from metro.kernel.db import transaction
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line
from metro.web import actors, devices
from metro.web.database import scope, session
from metro.web.database import sessions as session_factory
from metro.web.languages import COOKIE as LANGUAGE
from metro.web.permissions import door, public
from metro.web.safe_next import safe_next

bp = Blueprint("sign_in", __name__)

REFUSED, SEE_OTHER = 400, 303
Welcome = Callable[[Session, int], None]


def key() -> bytes:
    """The installation's secret."""
    return actors.settings().key()


def limit(which: throttling.Limit, who: str) -> None:
    """Count a try; TooManyTries when `who` tried too often."""
    throttling.count_try(session_factory(), key(), which, who)


def by_address(which: throttling.Limit) -> None:
    """Count a try of this request's address."""
    limit(which, throttling.network_of(devices.address()))


def _counted_as(email: str) -> str:
    """Whose tries a password for `email` counts among: who came in with this very browser before has his own."""
    if devices.known_person() is None:
        return email
    with transaction(session_factory(), scope()) as own:  # given back before the count: one connection at a time
        credential = repository.credential_of(own, email)
    return f"{email} known" if credential is not None and devices.is_known(credential.person_id) else email


def welcome(admitted: Admitted, how: str, wanted: str) -> Response:
    """Sign `admitted` in with this browser, and go on to `wanted`; first the authenticator's code when there is one."""
    token = sessions.start_session(session(), admitted.person, how, devices.browser_name())
    welcomes: list[Welcome] = current_app.extensions["metro.welcomes"]
    for each in welcomes:
        each(session(), admitted.person)
    target = safe_next(wanted)
    if admitted.needs_code:
        target = f"{actors.CODE}?{urlencode({'next': target})}"
    response = current_app.make_response(redirect(target, SEE_OTHER))
    response.set_cookie(
        LANGUAGE, session().get_one(Person, admitted.person).language, max_age=devices.YEAR_SECONDS, httponly=True,
        samesite="Lax", secure=request.is_secure,
    )  # fmt: skip
    if not admitted.needs_code:
        devices.remember_device(response, admitted.person)
    return actors.remember_session(response, token)


def _sign_in_page(email: str = "", error: str = "", field: str = "email") -> str:
    return render_template(
        "metro/sign_in.html", email=one_line(email), error=error, field_name=field,
        next=safe_next(request.values.get("next")), has_card=devices.CARD in request.cookies,
    )  # fmt: skip


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """One field for a link; below it, the password."""
    if actors.current_actor() is not None:
        return redirect(safe_next(request.args.get("next")), SEE_OTHER)
    return _sign_in_page()


@bp.post("/sign-in/link")
@door("ask a mail link")
def ask_link() -> ResponseReturnValue:
    """Send a link to whatever address was filled in; the answer is the same for everybody.

    Over the account's limit it is the same as well, and nothing is sent: the links sent before are still good, since
    the limit's window is as long as a link lives.
    """
    typed = request.form.get("email", "")
    by_address(throttling.LINK_BY_ADDRESS)
    try:
        email = normal_address(typed)
    except InvalidInput as error:
        return _sign_in_page(typed, error.message), REFUSED
    with suppress(throttling.TooManyTries):
        limit(throttling.LINK_BY_ACCOUNT, email)
        defer_mail_link(session(), links.ask_link(session(), email, safe_next(request.form.get("next"))))
    return redirect("/sign-in/sent", SEE_OTHER)


@bp.get("/sign-in/sent")
@public
def link_sent() -> str:
    """Look in your mail."""
    return render_template("metro/link_sent.html", is_demo=actors.settings().is_demo)


@bp.post("/sign-in")
@door("sign in with a password")
def sign_in_by_password() -> ResponseReturnValue:
    """Address and password."""
    typed = request.form.get("email", "")
    by_address(throttling.PASSWORD_BY_ADDRESS)
    try:
        email = normal_address(typed)
    except InvalidInput as error:
        return _sign_in_page(typed, error.message), REFUSED
    account = _counted_as(email)
    limit(throttling.PASSWORD_BY_ACCOUNT, account)
    try:
        admitted = signing_in.admit_by_password(session(), email, request.form.get("password", ""))
    except InvalidInput as error:
        return _sign_in_page(typed, error.message, field="password"), REFUSED
    throttling.forget_tries(session(), key(), throttling.PASSWORD_BY_ACCOUNT, account)
    return welcome(admitted, "password", request.form.get("next", ""))


@bp.get("/mail/<secret>")
@door("open a mail link")
def open_link(secret: str) -> str:
    """What a link does, with the button that does it: a mail scanner that follows links uses nothing up."""
    by_address(throttling.SECRET_BY_ADDRESS)
    return render_template("metro/open_link.html", link=links.open_link(session(), secret), error="", name="")


@bp.post("/mail/<secret>")
@door("use a mail link")
def use_link(secret: str) -> ResponseReturnValue:
    """Use a link up: in, or agreed."""
    by_address(throttling.SECRET_BY_ADDRESS)
    opened, name = links.open_link(session(), secret), request.form.get("name", "")
    if opened.purpose != links.SIGN_IN:
        is_done = links.use_agreement(session(), secret)
        return render_template("metro/agreed.html", is_done=is_done)
    try:
        person = links.use_sign_in_link(session(), secret, name)
    except InvalidInput as error:
        return render_template("metro/open_link.html", link=opened, error=error.message, name=name), REFUSED
    return welcome(signing_in.admit(session(), person), "mail link", opened.next_path)


@bp.get("/sign-in/code")
@public
def ask_code() -> ResponseReturnValue:
    """The authenticator's code."""
    found = actors.identity()
    if found is None or not found.needs_code:
        return redirect(actors.SIGN_IN if found is None else safe_next(request.args.get("next")), SEE_OTHER)
    return render_template("metro/code.html", next=safe_next(request.args.get("next")), error="")


@bp.post("/sign-in/code")
@door("check an authenticator's code")
def check_code() -> ResponseReturnValue:
    """Let a session in that has its password already."""
    found, wanted = actors.identity(), safe_next(request.form.get("next"))
    if found is None or not found.needs_code:
        return redirect(actors.SIGN_IN if found is None else wanted, SEE_OTHER)
    # Who stole a password cannot use up the tries of the browser that the owner came in with before.
    by_address(throttling.SECRET_BY_ADDRESS)
    limit(throttling.CODE_BY_SESSION, f"{found.actor.person} {devices.is_known(found.actor.person)}")
    try:
        use_code(session(), key(), found.actor.person, request.form.get("code", ""))
    except InvalidInput as error:
        return render_template("metro/code.html", next=wanted, error=error.message), REFUSED
    sessions.end_session(session(), found.actor.session)
    token = sessions.start_session(
        session(), found.actor.person, "code", devices.browser_name(), has_second_factor=True
    )  # fmt: skip
    response = current_app.make_response(redirect(wanted, SEE_OTHER))
    devices.remember_device(response, found.actor.person)
    return actors.remember_session(response, token)


@bp.post("/sign-out")
@door("sign out")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    found = actors.identity()
    if found is not None:
        sessions.end_session(session(), found.actor.session)
    return actors.forget_session(current_app.make_response(redirect("/", SEE_OTHER)))


@bp.get("/card/<secret>")
@door("open a card")
def open_card(secret: str) -> str:
    """A card that was scanned: choose a PIN for this device, or give the one there is."""
    by_address(throttling.SECRET_BY_ADDRESS)
    card = cards.fresh_card(session(), secret)
    return _card_page(card.person_id, "")


def _card_page(person: int, error: str) -> str:
    return render_template(
        "metro/card.html", name=session().get_one(Person, person).name, has_pin=cards.has_pin(session(), person),
        error=error,
    )  # fmt: skip


@bp.post("/card/<secret>")
@door("enrol a device with a card")
def enrol_device(secret: str) -> ResponseReturnValue:
    """Make this device the card's person's, and come in."""
    by_address(throttling.SECRET_BY_ADDRESS)
    limit(throttling.PIN_BY_DEVICE, f"card {secret}")  # before a session opens: one connection at a time
    card, pin = cards.fresh_card(session(), secret), request.form.get("pin", "")
    try:
        if not cards.has_pin(session(), card.person_id) and pin != request.form.get("again", ""):
            raise InvalidInput(_("De twee pincodes zijn niet gelijk. Vul twee keer dezelfde in."))
        device = cards.enrol_device(session(), card, pin)
    except InvalidInput as error:
        return _card_page(card.person_id, error.message), REFUSED
    response = welcome(signing_in.admit(session(), card.person_id), "card", "")
    return devices.keep_cookie(response, devices.CARD, device)


@bp.get("/card")
@public
def ask_pin() -> ResponseReturnValue:
    """The PIN of this device."""
    if devices.CARD not in request.cookies:
        return redirect(actors.SIGN_IN, SEE_OTHER)
    return render_template("metro/pin.html", error="")


@bp.post("/card")
@door("sign in with a PIN")
def sign_in_by_pin() -> ResponseReturnValue:
    """Device and PIN."""
    device = request.cookies.get(devices.CARD, "")
    by_address(throttling.SECRET_BY_ADDRESS)
    limit(throttling.PIN_BY_DEVICE, device)
    try:
        person = cards.admit_by_pin(session(), device, request.form.get("pin", ""))
    except InvalidInput as error:
        return render_template("metro/pin.html", error=error.message), REFUSED
    throttling.forget_tries(session(), key(), throttling.PIN_BY_DEVICE, device)
    return welcome(signing_in.admit(session(), person), "card", "")
