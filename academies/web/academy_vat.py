"""What an academy is for the tax office, in the wizard, with its proof."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from academies.tenants import repository, settings
from academies.tenants.domain import vat_names
from academies.tenants.models import Academy
from academies.web.academy_pages import REFUSED, START, onward, start_page, the_academy
from metro.kernel import clock
from metro.kernel.errors import Conflict, InvalidInput, NotFound, TooLarge
from metro.kernel.files import FileOwner, stored_file
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.web import files
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import requires

bp = Blueprint("academy_vat", __name__)

VAT = f"{START}/vat"


@bp.get(VAT)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def vat(slug: str) -> str:
    """The form, with what was told last."""
    academy = the_academy(slug)
    told = repository.newest_vat(session(), academy.id)
    values = {"since": clock.now().date().isoformat()}
    if told is not None:
        values |= {"status": told.status, "reference": told.reference}
    return _page(academy, values, {})


@bp.post(VAT)
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def tell(slug: str) -> ResponseReturnValue:
    """Add what holds from a day on."""
    files.allow_upload()
    academy = the_academy(slug)
    told, errors = settings.read_vat(request.form)
    if told is None:
        return _page(academy, request.form, errors), REFUSED
    evidence = files.uploaded("evidence")
    try:
        settings.tell_vat(session(), files.folder(), academy, told, evidence, the_actor().person)
    except (InvalidInput, TooLarge, Conflict) as error:
        return _page(academy, request.form, {"evidence": error.message}), REFUSED
    return onward(academy, "vat")


@bp.get(f"{VAT}/<id:vat_id>/evidence")
@requires(Permission.ACADEMY_SETTINGS_EDIT)
def evidence(slug: str, vat_id: int) -> Response:
    """The proof of one of them."""
    academy = the_academy(slug)
    row = next((row for row in repository.vat_history(session(), academy.id) if row.id == vat_id), None)
    if row is None or row.evidence_id is None:
        raise NotFound(_("Dit bestand is er niet (meer)."))
    return files.file_answer(stored_file(session(), FileOwner(academy=academy.id), row.evidence_id))


def _page(academy: Academy, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return start_page(
        "academies/academy_start_vat.html", academy, "vat", values=values, errors=errors, names=vat_names(),
        history=repository.vat_history(session(), academy.id),
    )  # fmt: skip
