"""The ten-minute scan: a choice, nine questions, the skills, and what comes out. Plain forms, one step a page."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from lines.assessments.content import standard_instrument
from lines.assessments.scan import Form, ScanAnswers, scanned_skills, with_levels, with_question, with_start
from lines.assessments.service import Scan, save_answers
from lines.network.service import current_network
from lines.web import travellers
from lines.web.pages import network, network_of, page
from lines.web.planning import ranked_gaps
from lines.web.scan_pages import level_errors, question_page, shown_gaps, skills_page
from lines.web.travellers import current_scan, scan_for_change, steps_of
from metro.kernel.errors import AppError, InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.web.database import session
from metro.web.permissions import public

bp = Blueprint("scans", __name__)

REFUSED = 400
SEE_OTHER = 303
NO_FORM: Form = {}


def _form() -> Form:
    return dict(request.form.lists())


def _go(address: str) -> AnyResponse:
    return redirect(address, SEE_OTHER)


def _back_to_result() -> bool:
    return request.values.get("back") == "result"


@bp.get("/scan")
@public
def start() -> str:
    """The choice: a job profile, or one to three lines."""
    scan = current_scan()
    return _start_page(scan, scan.answers if scan else ScanAnswers(), error="")


def _start_page(scan: Scan | None, chosen: ScanAnswers, error: str) -> str:
    shown = network()
    return page(
        "lines/scan_start.html",
        shown,
        profiles=shown.catalogue.job_profiles,
        lines=tuple(shown.signs.lines.values()),
        chosen_profile="" if chosen.lines else chosen.job_profile,
        chosen_lines=chosen.lines,
        error=error,
        resume_url=travellers.resume_url(scan),
    )


@bp.post("/scan")
@public
def choose() -> ResponseReturnValue:
    """Begin a scan, or give the one there is another goal; answers that still count stay."""
    scan, current = scan_for_change(), current_network(session())
    typed = _form()
    # Lines are hidden, not emptied, once a profile is chosen: the profile is what the person saw last.
    form = {**typed, "lines": ()} if any(typed.get("job_profile", ())) else typed
    before = replace(scan.answers, job_profile=None, lines=()) if scan else ScanAnswers()
    try:
        answers = with_start(before, current.catalogue, form)
    except InvalidInput as error:
        lines = tuple(typed.get("lines", ()))
        profile = next(iter(typed.get("job_profile", ())), None)
        return _start_page(scan, ScanAnswers(profile, () if profile else lines), error.message), REFUSED
    is_new = scan is None or scan.version.number != current.number
    saved = save_answers(session(), travellers.new_scan(current) if is_new or scan is None else scan, answers)
    response = _go(travellers.unfinished_url(saved) or travellers.RESULT)
    return travellers.remember_scan(response) if is_new else response


def _begun(scan: Scan | None) -> Scan | None:
    return scan if scan is not None and scan.answers.has_begun else None


def _number_asked(number: int) -> int:
    if not 1 <= number <= len(standard_instrument().scan):
        raise NotFound(_("Die vraag is er niet in de scan."))
    return number


@bp.get("/scan/questions/<int:number>")
@public
def question(number: int) -> ResponseReturnValue:
    """One question with its five levels."""
    asked, scan = _number_asked(number), _begun(current_scan())
    return _question_page(scan, asked, error="") if scan is not None else _go(travellers.START)


def _question_page(scan: Scan, number: int, error: str) -> str:
    return page(
        "lines/scan_question.html",
        network_of(scan.version),
        page=question_page(steps_of(scan), scan.answers, number),
        error=error,
        is_back=_back_to_result(),
    )


@bp.post("/scan/questions/<int:number>")
@public
def answer(number: int) -> ResponseReturnValue:
    """Keep the answer and go on."""
    asked, scan = _number_asked(number), _begun(scan_for_change())
    if scan is None:
        return _go(travellers.START)
    instrument = standard_instrument()
    try:
        answers = with_question(scan.answers, instrument, instrument.scan[asked - 1], _form())
    except InvalidInput as error:
        return _question_page(scan, asked, error.message), REFUSED
    saved = save_answers(session(), scan, answers)
    unfinished = travellers.unfinished_url(saved)
    if unfinished is None and (_back_to_result() or not scanned_skills(saved.version.catalogue, saved.answers)):
        return _go(travellers.RESULT)
    return _go(f"/scan/questions/{asked + 1}" if asked < len(instrument.scan) else travellers.SKILLS)


@bp.get("/scan/skills")
@public
def skills() -> ResponseReturnValue:
    """The skills with a level each."""
    scan = _begun(current_scan())
    if scan is None:
        return _go(travellers.START)
    return _skills_page(scan, NO_FORM, errors={}, general="")


def _skills_page(scan: Scan, form: Form, errors: dict[str, str], general: str) -> str:
    shown = skills_page(steps_of(scan), scan.answers, form, errors, general)
    return page("lines/scan_skills.html", network_of(scan.version), page=shown)


@bp.post("/scan/skills")
@public
def rate() -> ResponseReturnValue:
    """Keep the levels and show what comes out, or the question that was skipped."""
    scan, form = _begun(scan_for_change()), _form()
    if scan is None:
        return _go(travellers.START)
    try:
        answers = with_levels(scan.answers, scan.version.catalogue, form)
    except AppError as error:
        errors = level_errors(scanned_skills(scan.version.catalogue, scan.answers), form)
        return _skills_page(scan, form, errors, "" if errors else error.message), REFUSED
    saved = save_answers(session(), scan, answers)
    return _go(travellers.unfinished_url(saved) or travellers.RESULT)


@bp.get("/scan/result")
@public
def result() -> ResponseReturnValue:
    """The gaps, the weightiest first, each with the question that weighed it."""
    scan = _begun(current_scan())
    if scan is None:
        return _go(travellers.START)
    unfinished = travellers.unfinished_url(scan)
    if unfinished is not None:
        return _go(unfinished)
    gaps = shown_gaps(scan.version.catalogue, standard_instrument(), ranked_gaps(scan))
    return page("lines/scan_result.html", network_of(scan.version), gaps=gaps)
