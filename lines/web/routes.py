"""The route of a scan: the strip map and the map, the alternatives, and planning anew around a stop."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from lines.assessments.service import Scan, complete_station, exclude_station, restore_station, set_budget
from lines.network.service import current_network
from lines.routing.domain import Kind, Route
from lines.routing.scans import question_of
from lines.web import travellers
from lines.web.budgets import BudgetForm, budget_form, stored_budget
from lines.web.choices import Wanted, route_shown
from lines.web.lighting import Light
from lines.web.pages import lit_map, network, network_of, page
from lines.web.planning import farthest_route_of, percent_planned, plan_longer, route_of
from lines.web.renewing import renewed_scan
from lines.web.route_map import route_light
from lines.web.route_page import RoutePage, route_page
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.kept import Kept
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("routes", __name__)

SEE_OTHER, REFUSED = 303, 400
CHOICES = {"skip": exclude_station, "known": complete_station}
KEPT_VIEWS = 256
MINUTES = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A route as its page shows it, and its light on the map. Equal to itself alone, so that it is a quick key."""

    page: RoutePage
    light: Light


_views: Kept[View] = Kept(KEPT_VIEWS)


def _wanted() -> Wanted:
    kind, minutes = request.args.get("kind", ""), request.args.get("minutes", "")
    if kind in set(Kind):
        return Kind(kind)
    if not kind and MINUTES.fullmatch(minutes):
        return int(minutes)
    if kind or minutes:
        raise InvalidInput(_("Die soort route kennen we niet. Kies een route uit de lijst."))
    return None


def _is_far() -> bool:
    return request.values.get("far") == "1"


@bp.get("/route")
@public
def route() -> ResponseReturnValue:
    """The best route of this browser's scan, or what to do to get one."""
    wanted, scan = _wanted(), travellers.current_scan()
    unfinished = travellers.unfinished_url(scan) if scan is not None else None
    if scan is None or unfinished is not None:
        begun = scan is not None and scan.answers.has_begun
        return render_template("lines/no_route.html", resume_url=unfinished if begun else None)
    closing = route_of(scan)
    travellers.note_progress(scan, closing)
    return _route_page(scan, closing, wanted, stored_budget(scan.most_minutes, scan.most_cents))


def _route_page(scan: Scan, closing: Route, wanted: Wanted, budget: BudgetForm) -> str:
    is_far, newest = _is_far(), network().version.number
    main = farthest_route_of(scan) if is_far and closing.uncloseable else closing
    shown, ridden = network_of(scan.version), route_shown(main, wanted)
    made_from = (question_of(scan), scan.changed_at, newest, closing, main, wanted, is_far, current_language())

    def made() -> View:
        light = route_light(shown.catalogue, ridden, scan.completed)
        return View(route_page(scan, newest, shown.signs, closing, main, ridden, is_far), light)

    view = _views.got(made_from, made)
    return page(
        "lines/route.html",
        shown,
        view=view,
        page=view.page,
        drawing=lit_map(shown, view.light) if ridden.stops else None,
        is_far=is_far,
        percent=percent_planned(scan, closing),
        budget=budget,
        has_budget=scan.most_minutes is not None or scan.most_cents is not None,
    )


def _back() -> AnyResponse:
    return redirect(f"{travellers.ROUTE}?far=1" if _is_far() else travellers.ROUTE, SEE_OTHER)


@bp.post("/route/renew")
@public
def renew() -> ResponseReturnValue:
    """Plan anew on the newest network, with all answers that still count on it."""
    scan, current = travellers.scan_for_change(), current_network(session())
    if scan is None or scan.version.number == current.number:
        return _back()
    renewed = renewed_scan(session(), scan, travellers.new_scan(current))
    response = redirect(travellers.unfinished_url(renewed) or travellers.ROUTE, SEE_OTHER)
    return travellers.remember_scan(response)


@bp.post("/route/longer")
@public
def look_longer() -> ResponseReturnValue:
    """Have a job look for better routes, with more time than a page can wait."""
    scan = travellers.scan_for_change()
    if scan is not None and travellers.unfinished_url(scan) is None:
        plan_longer(scan)
    return redirect(travellers.ROUTE, SEE_OTHER)


@bp.get("/route/progress")
@public
def progress() -> ResponseReturnValue:
    """How far that job is, for the page that waits: percent, None when it is done."""
    scan = travellers.current_scan()
    is_planned = scan is not None and travellers.unfinished_url(scan) is None
    percent = percent_planned(scan, route_of(scan)) if scan is not None and is_planned else None
    answer = jsonify(percent=percent)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/route/stops")
@public
def choose_around() -> ResponseReturnValue:
    """ "Niet voor mij" and "ken ik al": plan anew around a stop."""
    choose = CHOICES.get(request.form.get("action", ""))
    if choose is None:
        raise InvalidInput(_("Kies 'niet voor mij' of 'ken ik al' bij een station."))
    scan = travellers.scan_for_change()
    if scan is not None:
        choose(session(), scan, request.form.get("station", ""))
    return _back()


@bp.post("/route/undo")
@public
def take_back() -> ResponseReturnValue:
    """Take back what was said of a station."""
    scan = travellers.scan_for_change()
    if scan is not None:
        restore_station(session(), scan, request.form.get("station", ""))
    return _back()


@bp.post("/route/budget")
@public
def choose_budget() -> ResponseReturnValue:
    """Plan within the hours and euros that one wants to spend; what cannot be used comes back beside its field."""
    scan = travellers.scan_for_change()
    if scan is None or travellers.unfinished_url(scan) is not None:
        return _back()
    budget = budget_form(request.form)
    if not budget.is_usable:
        return _route_page(scan, route_of(scan), None, budget), REFUSED
    set_budget(session(), scan, budget.minutes, budget.cents)
    return _back()
