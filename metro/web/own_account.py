"""The pages about oneself: profile, security, and what is stored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from metro.accounts import data, erasure, links, people, repository, second_factor, sessions, signing_in, throttling
from metro.accounts.models import Credential, LoginSession
from metro.accounts.tasks import defer_mail_link
from metro.kernel import audit
from metro.kernel.addresses import normal_address
from metro.kernel.codes import qr_svg
from metro.kernel.errors import AppError, Conflict, Forbidden, InvalidInput
from metro.kernel.i18n import LANGUAGES
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import SECOND_FACTOR_ROLES, Permission
from metro.web import actors
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.database import sessions as session_factory
from metro.web.permissions import door, requires

bp = Blueprint("own_account", __name__)

REFUSED, SEE_OTHER = 400, 303
LOOKS_SHOWN = 50


def _go(address: str) -> ResponseReturnValue:
    return redirect(address, SEE_OTHER)


def _key() -> bytes:
    return actors.settings().key()


def _credential() -> Credential:
    actor = the_actor()
    if actor.viewer is not None:
        raise Forbidden(_("Dit zie je niet als je meekijkt."))
    credential = repository.credential_for(session(), actor.person)
    if credential is None:
        raise Conflict(_("Dit account is gesloten. Neem contact op met het netwerkkantoor."))
    return credential


@bp.get("/me/profile")
@requires(Permission.ACCOUNT_PROFILE_EDIT)
def profile() -> str:
    """Name, language and address."""
    return _profile_page({"name": the_actor().name}, {})


def _profile_page(typed: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "metro/own_profile.html", typed=typed, errors=errors, credential=_credential(),
        languages=(("nl", "Nederlands"), ("en", "English")),
    )  # fmt: skip


@bp.post("/me/profile")
@requires(Permission.ACCOUNT_PROFILE_EDIT)
def change_profile() -> ResponseReturnValue:
    """Another name or language."""
    name, language = request.form.get("name", ""), request.form.get("language", "")
    try:
        if language not in LANGUAGES:
            raise InvalidInput(_("Kies een taal uit de lijst."))
        people.rename(session(), the_actor().person, name, language)
    except InvalidInput as error:
        return _profile_page({"name": name}, {"name": error.message}), REFUSED
    return _go(f"/me/profile?lang={language}")


@bp.post("/me/email")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def change_email() -> ResponseReturnValue:
    """Ask both addresses whether they agree."""
    actor, typed = the_actor(), request.form.get("email", "")
    throttling.count_try(session_factory(), _key(), throttling.LINK_BY_ACCOUNT, f"person {actor.person}")
    try:
        asked = links.ask_email_change(session(), actor.person, normal_address(typed))
    except InvalidInput as error:
        return _profile_page({"name": actor.name, "email": typed}, {"email": error.message}), REFUSED
    for link in asked:
        defer_mail_link(session(), link)
    audit.record(session(), "account:email:ask", actor=actor.person, person=actor.person)
    return _go("/me/profile")


@bp.get("/me/security")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def security() -> str:
    """Password, code app, and where one is signed in."""
    return _security_page({})


def _security_page(errors: dict[str, str]) -> str:
    actor = the_actor()
    return render_template(
        "metro/own_security.html",
        errors=errors,
        credential=_credential(),
        sessions=sessions.sessions_of(session(), actor.person),
        this_session=actor.session,
        must_have_code=_must_have_code(),
    )


def _must_have_code() -> bool:
    return any(place.roles & SECOND_FACTOR_ROLES for place in the_actor().places)


@bp.post("/me/password")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def change_password() -> ResponseReturnValue:
    """Choose a password; other browsers are signed out."""
    actor, form = the_actor(), request.form
    throttling.count_try(session_factory(), _key(), throttling.PASSWORD_BY_ACCOUNT, f"person {actor.person}")
    try:
        signing_in.choose_password(
            session(), actor.person, actor.session, form.get("new", ""), form.get("current", "")
        )  # fmt: skip
    except AppError as error:
        return _security_page({"password": error.message}), REFUSED
    audit.record(session(), "account:password:change", actor=actor.person, person=actor.person)
    return _go("/me/security")


@bp.post("/me/sessions/<id:session_id>/end")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def end_one(session_id: int) -> ResponseReturnValue:
    """Sign out one browser."""
    sessions.end_session(session(), session_id)
    return _go("/me/security")


@bp.post("/me/sessions/end")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def end_others() -> ResponseReturnValue:
    """Sign out everywhere else."""
    actor = the_actor()
    sessions.end_all(session(), actor.person, but=actor.session)
    return _go("/me/security")


@bp.get("/me/second-factor")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def set_up_code() -> ResponseReturnValue:
    """The QR code for the authenticator app, until it is confirmed."""
    if _credential().totp_confirmed_at is not None:
        return _go("/me/security")
    return _set_up_page("")


def _set_up_page(error: str) -> str:
    actor = the_actor()
    credential = second_factor.begin(session(), actor.person)
    label = credential.email or actor.name
    return render_template(
        "metro/second_factor.html",
        qr=qr_svg(second_factor.app_address(_key(), credential, label), _("QR-code voor je code-app")),
        app_key=second_factor.app_key(_key(), credential),
        must_have_code=_must_have_code(),
        error=error,
    )


@bp.post("/me/second-factor")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def confirm_code() -> ResponseReturnValue:
    """The first code: on from now, and the recovery codes are shown once."""
    actor = the_actor()
    throttling.count_try(session_factory(), _key(), throttling.CODE_BY_SESSION, str(actor.person))
    try:
        codes = second_factor.confirm(session(), _key(), actor.person, request.form.get("code", ""))
    except InvalidInput as error:
        return _set_up_page(error.message), REFUSED
    session().get_one(LoginSession, actor.session).has_second_factor = True
    sessions.end_all(session(), actor.person, but=actor.session)
    audit.record(session(), "account:code:on", actor=actor.person, person=actor.person)
    return render_template("metro/recovery_codes.html", codes=codes)


@bp.post("/me/recovery-codes")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def renew_recovery_codes() -> ResponseReturnValue:
    """Ten new ones; the old stop working. Asks a code, for who found an open browser."""
    return _with_code("recovery", "account:recovery:renew")


@bp.post("/me/second-factor/off")
@requires(Permission.ACCOUNT_SECURITY_EDIT)
def turn_code_off() -> ResponseReturnValue:
    """Off, unless a role asks for it."""
    if _must_have_code():
        return _security_page({"code": _("Je rol vraagt om een code-app. Die kan niet uit.")}), REFUSED
    return _with_code("off", "account:code:off")


def _with_code(what: str, verb: str) -> ResponseReturnValue:
    actor = the_actor()
    throttling.count_try(session_factory(), _key(), throttling.CODE_BY_SESSION, str(actor.person))
    try:
        second_factor.use_code(session(), _key(), actor.person, request.form.get("code", ""))
    except InvalidInput as error:
        return _security_page({what: error.message}), REFUSED
    audit.record(session(), verb, actor=actor.person, person=actor.person)
    if what == "off":
        second_factor.turn_off(session(), actor.person)
        return _go("/me/security")
    return render_template(
        "metro/recovery_codes.html", codes=second_factor.new_recovery_codes(session(), actor.person)
    )  # fmt: skip


@bp.get("/me/data")
@requires(Permission.ACCOUNT_DATA_READ)
def own_data() -> str:
    """What is stored, who can see it, and who has looked."""
    return _data_page("")


def _data_page(error: str) -> str:
    actor = the_actor()
    looks = repository.audit_about(session(), actor.person, LOOKS_SHOWN)
    counts = data.counted_about(session(), actor.person)
    return render_template("metro/own_data.html", actor=actor, counts=counts, looks=looks, error=error)


@bp.get("/me/data/export")
@requires(Permission.ACCOUNT_DATA_READ)
def export_data() -> Response:
    """Everything as one file."""
    actor = the_actor()
    packed = data.archive_of(data.stored_about(session(), actor.person), actor.name)
    response = Response(packed, mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="metronet.zip"'
    return response


@bp.post("/me/data/erase")
@door("erase a person")
def erase_data() -> ResponseReturnValue:
    """Everything gone, for who typed that he means it."""
    actor = actors.current_actor()
    if actor is None:
        return _go(actors.SIGN_IN)
    if request.form.get("sure") != "yes":
        raise InvalidInput(_("Zet een vinkje bij: ja, wis alles. Daarna kan het niet meer terug."))
    forgetters: list[Any] = current_app.extensions["metro.forgetters"]
    audit.record(session(), "account:person:erase", actor=actor.person, person=actor.person)
    erasure.erase(session(), actor.person, forgetters)
    return actors.forget_session(current_app.make_response(render_template("metro/erased.html")))
