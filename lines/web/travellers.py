"""Who is riding: the scan of who is signed in, else the one that this browser's cookie finds, and where it stands."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from lines.assessments import service
from lines.assessments.content import standard_instrument
from lines.assessments.scan import ScanStep, next_step, scan_steps
from lines.assessments.service import (
    KEPT,
    Scan,
    find_scan,
    find_scan_of,
    scan_of_to_change,
    scan_to_change,
    start_scan,
    start_scan_of,
)  # fmt: skip
from lines.journeys import service as journeys
from lines.journeys.domain import StopsDone
from lines.network.service import NetworkVersion
from lines.routing.domain import Route
from metro.web.actors import current_actor, fresh_secret
from metro.web.database import session

COOKIE = "scan"
START = "/scan"
SKILLS = "/scan/skills"
RESULT = "/scan/result"
ROUTE = "/route"


def token() -> str | None:
    """The token of this browser's scan, None without one."""
    return request.cookies.get(COOKIE)


def current_scan() -> Scan | None:
    """The traveller's scan, to read."""
    actor = current_actor()
    return find_scan_of(session(), actor.person) if actor is not None else find_scan(session(), token())


def scan_for_change() -> Scan | None:
    """The traveller's scan, held until the request ends."""
    actor = current_actor()
    if actor is None:
        return scan_to_change(session(), token())
    return scan_of_to_change(session(), actor.person)


def new_scan(version: NetworkVersion) -> Scan:
    """A new scan of this traveller on `version`, in the place of the one there was; kept by `remember_scan`."""
    actor = current_actor()
    if actor is None:
        return start_scan(session(), version, fresh_secret())
    return start_scan_of(session(), version, actor.person)


def take_scan_along(session: Session, person: int) -> None:
    """On signing in: what was answered on this browser goes along, unless the person has a scan already."""
    kept = token()
    if kept is not None:
        service.take_scan_along(session, kept, person)


def note_progress(scan: Scan, route: Route) -> None:
    """Keep how far the signed-in traveller is: the one thing of a route that the people he works for may see."""
    actor = current_actor()
    if actor is not None and actor.viewer is None:
        done = len(scan.completed)
        journeys.note_progress(session(), actor.person, StopsDone(done, done + len(route.stops)))


def remember_scan(response: Response) -> Response:
    """Let the browser keep a scan that was begun in this request as long as we keep it; a person's needs no cookie."""
    if current_actor() is not None:
        return response
    response.set_cookie(
        COOKIE,
        fresh_secret(),
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


def steps_of(scan: Scan) -> tuple[ScanStep, ...]:
    """The pages of `scan` in order."""
    return scan_steps(scan.version.catalogue, standard_instrument(), scan.answers)


def step_url(step: ScanStep) -> str:
    """The address of a page of the scan; questions are counted from 1."""
    if step.question is not None:
        return f"/scan/questions/{standard_instrument().scan.index(step.question.number) + 1}"
    return SKILLS if step.kind == "skills" else START


def unfinished_url(scan: Scan) -> str | None:
    """The first page of `scan` with something left to answer; None when it is complete."""
    if not scan.answers.has_begun:
        return START
    step = next_step(steps_of(scan), scan.answers)
    return step_url(step) if step is not None else None


def resume_url(scan: Scan | None) -> str | None:
    """Where this traveller was: the next question, or the route; None without a scan."""
    if scan is None or not scan.answers.has_begun:
        return None
    return unfinished_url(scan) or ROUTE
