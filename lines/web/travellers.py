"""Who is riding: the anonymous scan that this browser's cookie finds, and where it stands."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from lines.assessments.content import standard_instrument
from lines.assessments.scan import ScanStep, next_step, scan_steps
from lines.assessments.service import KEPT, Scan, find_scan, scan_to_change
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
    """This browser's scan, to read."""
    return find_scan(session(), token())


def scan_for_change() -> Scan | None:
    """This browser's scan, held until the request ends."""
    return scan_to_change(session(), token())


def remember_scan(response: Response, scan_token: str) -> Response:
    """Let the browser keep `scan_token` as long as we keep the scan."""
    response.set_cookie(
        COOKIE, scan_token, max_age=int(KEPT.total_seconds()), httponly=True, samesite="Lax", secure=request.is_secure
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
