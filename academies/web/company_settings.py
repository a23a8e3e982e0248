"""What a company tells about itself, to be changed by who manages it."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from academies.companies import domain, service
from academies.companies.domain import CompanyProfile
from academies.companies.models import Company
from academies.web.pages import COMPANY, REFUSED, back_to, company_page, the_company
from metro.kernel.permissions import Permission
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("company_settings", __name__)


@bp.get(f"{COMPANY}/settings")
@requires(Permission.COMPANY_PROFILE_EDIT)
def show_settings(company_id: int) -> str:
    """The form."""
    company = the_company(company_id)
    return _page(company, {name: getattr(company, name) for name in CompanyProfile.__slots__}, {})


@bp.post(f"{COMPANY}/settings")
@requires(Permission.COMPANY_PROFILE_EDIT)
def change_settings(company_id: int) -> ResponseReturnValue:
    """Describe the company anew; its number in the trade register is not in the form."""
    company = the_company(company_id)
    profile, errors = domain.read_profile({**request.form, "kvk_number": company.kvk_number})
    if profile is None:
        return _page(company, request.form, errors), REFUSED
    service.edit_profile(session(), company, profile, the_actor().person)
    return back_to(f"/companies/{company_id}/settings")


def _page(company: Company, values: dict[str, str], errors: dict[str, str]) -> str:
    return company_page(
        "academies/company_settings.html",
        kvk_number=company.kvk_number,
        values=values,
        errors=errors,
        has_fixed_number=True,
        sectors=list(domain.sectors().items()),
        size_classes=list(domain.size_classes().items()),
    )
