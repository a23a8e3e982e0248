"""The operator's home: finding somebody, keeping somebody out, and looking along with a reason."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from metro.accounts import people, repository, sessions
from metro.accounts.models import LoginSession, Person
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.kernel.typed import one_line
from metro.web import actors
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import door, requires

bp = Blueprint("operator", __name__)

SEE_OTHER = 303
MOST_FOUND = 20
SHORTEST_REASON, LONGEST_REASON = 10, 300
VIEWING = timedelta(minutes=30)


@bp.get("/operator")
@requires(Permission.OPERATOR_HOME_READ)
def home() -> str:
    """People found by name or address; nobody until something is asked."""
    words = one_line(request.args.get("q", ""))[:100]
    found = repository.people_found(session(), words, MOST_FOUND) if len(words) >= 2 else []
    if found:
        audit.record(session(), "operator:people:search", actor=the_actor().person, subject=f"{len(found)} found")
    return render_template("metro/operator.html", words=words, found=found)


def _person(person_id: int) -> Person:
    row = session().get(Person, person_id)
    if row is None or row.erased_at is not None:
        raise NotFound(_("Deze persoon is er niet (meer)."))
    if row.id == the_actor().person:
        raise Conflict(_("Dit kun je niet met jezelf doen."))
    return row


@bp.post("/operator/people/<id:person_id>/suspend")
@requires(Permission.OPERATOR_PEOPLE_SUSPEND)
def suspend(person_id: int) -> ResponseReturnValue:
    """Keep somebody out, from the next request on."""
    row = _person(person_id)
    people.suspend(session(), row.id)
    audit.record(session(), "operator:person:suspend", actor=the_actor().person, person=row.id, reason=_reason())
    return redirect("/operator", SEE_OTHER)


@bp.post("/operator/people/<id:person_id>/restore")
@requires(Permission.OPERATOR_PEOPLE_SUSPEND)
def restore(person_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    row = _person(person_id)
    people.restore(session(), row.id)
    audit.record(session(), "operator:person:restore", actor=the_actor().person, person=row.id, reason=_reason())
    return redirect("/operator", SEE_OTHER)


@bp.post("/operator/people/<id:person_id>/view")
@requires(Permission.OPERATOR_PERSON_VIEW_AS)
def view_as(person_id: int) -> ResponseReturnValue:
    """Look along with somebody for half an hour, without answers and without a pen."""
    row, reason = _person(person_id), _reason()
    login = session().get_one(LoginSession, the_actor().session)
    login.viewed_person_id, login.viewing_until, login.viewing_reason = row.id, clock.now() + VIEWING, reason
    audit.record(session(), "operator:person:view-as", actor=the_actor().person, person=row.id, reason=reason)
    return redirect("/me", SEE_OTHER)


@bp.post("/operator/view/end")
@door("stop looking along")
def stop_viewing() -> ResponseReturnValue:
    """Be oneself again, also when the half hour is over."""
    login = sessions.session_with(session(), request.cookies.get(actors.COOKIE, ""))
    if login is None or login.viewed_person_id is None:
        return redirect("/", SEE_OTHER)
    audit.record(session(), "operator:person:view-end", actor=login.person_id, person=login.viewed_person_id)
    login.viewed_person_id = login.viewing_until = login.viewing_reason = None
    return redirect("/operator", SEE_OTHER)


def _reason() -> str:
    reason = one_line(request.form.get("reason", ""))
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise InvalidInput(_("Schrijf op waarom, in %(least)s tot %(most)s tekens. De persoon kan het lezen.",
                             least=SHORTEST_REASON, most=LONGEST_REASON))  # fmt: skip
    return reason
