"""What the pages of a company share: their address, their tabs, and what the actor may do there."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response

from academies.companies import repository
from academies.companies.models import Company
from academies.members.domain import role_names
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission, allows
from metro.web.actors import the_place
from metro.web.database import session

COMPANY = "/companies/<id:company_id>"
REFUSED, SEE_OTHER = 400, 303
Options = list[tuple[str, str]]


def company_page(template: str, **values: object) -> str:
    """`template` inside the frame of the company that this page belongs to."""
    place = the_place()
    return render_template(
        template,
        company_id=place.organisation,
        company_name=place.name,
        company_url=f"/companies/{place.organisation}",
        company_tabs=_tabs(),
        may_manage=allows(Permission.COMPANY_PEOPLE_MANAGE, place.roles),
        **values,
    )


def _tabs() -> list[tuple[str, str, bool]]:
    """The pages of this company that the actor may open: path, words, and whether it is this one."""
    place, here = the_place(), request.path
    base = f"/companies/{place.organisation}"
    tabs = (
        (base, _("Overzicht"), Permission.COMPANY_HOME_READ),
        (f"{base}/people", _("Mensen"), Permission.COMPANY_PEOPLE_READ),
        (f"{base}/skills", _("Vaardigheden"), Permission.COMPANY_PEOPLE_READ),
        (f"{base}/invitations", _("Uitnodigingen"), Permission.COMPANY_PEOPLE_MANAGE),
        (f"{base}/teams", _("Teams"), Permission.COMPANY_PEOPLE_MANAGE),
        (f"{base}/requests", _("Aanvragen"), Permission.COMPANY_ACCESS_ANSWER),
        (f"{base}/settings", _("Gegevens"), Permission.COMPANY_PROFILE_EDIT),
        (f"{base}/audit", _("Logboek"), Permission.COMPANY_AUDIT_READ),
    )
    return [
        (path, words, here == path or (path != base and here.startswith(f"{path}/")))
        for path, words, permission in tabs
        if allows(permission, place.roles)
    ]


def back_to(path: str) -> Response:
    """On to the page of ours at `path`, after something was done."""
    return redirect(path, SEE_OTHER)


def the_company(company_id: int) -> Company:
    """The company of this page; the general 404 when it is not in sight."""
    company = repository.company(session(), company_id)
    if company is None:
        raise NoSuchPage
    return company


def role_options() -> Options:
    """The roles in a company to choose from."""
    return list(role_names().items())


def team_options(company_id: int) -> Options:
    """The teams of a company to choose from, none first."""
    return [("", _("geen team")), *((str(team.id), team.name) for team in repository.teams(session(), company_id))]


def profile_options(profiles: Mapping[str, str]) -> Options:
    """The job profiles (names by id) to choose from, none first."""
    return [("", _("nog niet gekozen")), *profiles.items()]


def chosen(options: Options, typed: str) -> str | None:
    """What was chosen of `options`, None for none of them or the empty one."""
    return typed if typed and any(value == typed for value, _words in options) else None


def chosen_id(options: Options, typed: str) -> int | None:
    """The same for options that are ids."""
    value = chosen(options, typed)
    return None if value is None else int(value)
