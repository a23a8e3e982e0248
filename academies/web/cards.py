"""Cards for people without a work address: who gets one, the card to print, and taking it back.

These views act for the program itself: a company may neither make a person nor look at how somebody gets in. Their
permission has been checked when they begin, and `academies.members.holders` keeps to the company's own people.
"""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from academies.forms import Typed
from academies.members import holders
from academies.members.service import profile_names
from academies.web.pages import (
    COMPANY,
    REFUSED,
    back_to,
    chosen,
    chosen_id,
    company_page,
    profile_options,
    team_options,
)
from metro.accounts.people import usable_name
from metro.kernel.codes import qr_svg
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.kernel.scopes import system
from metro.web.actors import settings, the_actor
from metro.web.database import act_in, session
from metro.web.permissions import requires

bp = Blueprint("company_cards", __name__)

SAME_METHOD = 307


@bp.get(f"{COMPANY}/people/cards/new")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def new_holder(company_id: int) -> str:
    """The form for somebody without an address."""
    return _form(company_id, {}, {})


@bp.post(f"{COMPANY}/people/cards/new")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def register_holder(company_id: int) -> ResponseReturnValue:
    """Register somebody without an address, and go on to the card."""
    act_in(system("register a card holder"))
    typed = Typed(request.form)
    name = typed.read("name", usable_name)
    if name is None:
        return _form(company_id, request.form, typed.errors), REFUSED
    membership_id = holders.register_holder(
        session(), company_id, name,
        chosen_id(team_options(company_id), request.form.get("team", "")),
        chosen(profile_options(profile_names(session())), request.form.get("job_profile", "")),
        the_actor().person,
    )  # fmt: skip
    # The card is shown once, in the answer to a POST; asked for at its own address, a reload prints a new card for
    # the same person and registers nobody twice.
    return redirect(f"/companies/{company_id}/people/{membership_id}/card", SAME_METHOD)


@bp.post(f"{COMPANY}/people/<id:membership_id>/card")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def print_card(company_id: int, membership_id: int) -> str:
    """A new card, shown this once; an earlier one stops working."""
    act_in(system("print a card"))
    name, secret = holders.print_card(session(), company_id, membership_id, the_actor().person)
    code = qr_svg(f"{settings().base_url}/card/{secret}", _("QR-code om mee in te stappen"))
    return company_page("academies/card.html", name=name, code=code, membership_id=membership_id)


@bp.post(f"{COMPANY}/people/<id:membership_id>/card/revoke")
@requires(Permission.COMPANY_PEOPLE_MANAGE)
def revoke_card(company_id: int, membership_id: int) -> ResponseReturnValue:
    """Make the card worthless, and sign its person out."""
    act_in(system("revoke a card"))
    holders.revoke_cards(session(), company_id, membership_id, the_actor().person)
    return back_to(f"/companies/{company_id}/people/{membership_id}")


def _form(company_id: int, values: dict[str, str], errors: dict[str, str]) -> str:
    return company_page(
        "academies/new_card.html", values=values, errors=errors, teams=team_options(company_id),
        profiles=profile_options(profile_names(session())),
    )  # fmt: skip
