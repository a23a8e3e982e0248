"""A company's audit trail."""

from __future__ import annotations

from flask import Blueprint, Response

from academies.members.trail import TrailOf
from academies.web.audit_pages import act_name, audit_file, audit_page, subject_words, who
from academies.web.pages import COMPANY, company_page
from metro.kernel import audit
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_audit", __name__)


@bp.get(f"{COMPANY}/audit")
@requires(Permission.COMPANY_AUDIT_READ)
def show_audit(company_id: int) -> str:
    """Who did what to whom, the newest first."""
    found = audit_page(TrailOf(company=company_id))
    return company_page("academies/company_audit.html", trail=found, act_name=act_name, who=who, subject=subject_words)


@bp.get(f"{COMPANY}/audit.csv")
@requires(Permission.COMPANY_AUDIT_READ)
def export_audit(company_id: int) -> Response:
    """The same as a file; that it was taken is written down as well."""
    answer = audit_file(TrailOf(company=company_id), "logboek.csv")
    actor = the_actor()
    if actor.viewer is None:
        audit.record(session(), "company:audit:export", actor=actor.person, company=company_id)
    return answer
