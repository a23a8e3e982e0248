"""What the pages of an academy share: the academy itself, its brand's style sheet, and the frame of the wizard."""

from __future__ import annotations

from flask import redirect, render_template
from werkzeug.wrappers import Response

from academies.tenants import repository
from academies.tenants.brand import style_hash
from academies.tenants.models import Academy
from academies.tenants.stages import what_misses
from academies.tenants.steps import next_step, steps_of
from metro.kernel.errors import NotFound
from metro.kernel.files import public_address
from metro.kernel.i18n import gettext as _
from metro.web.database import session

ACADEMY = "/academies/<slug>"
START = f"{ACADEMY}/start"
REFUSED, SEE_OTHER = 400, 303


def the_academy(slug: str) -> Academy:
    """The academy of this page; NotFound when it is gone."""
    academy = repository.academy_at(session(), slug)
    if academy is None:
        raise NotFound(_("Deze academie is er niet (meer)."))
    return academy


def brand_url(academy: Academy) -> str:
    """The address of the style sheet with the academy's colour; another colour has another one."""
    return f"/academies/{academy.slug}/brand-{style_hash(academy.color)}.css"


def logo_url(academy: Academy) -> str | None:
    """The address of the academy's logo; None without one."""
    if academy.logo is None:
        return None
    sha256, _dot, extension = academy.logo.partition(".")
    return public_address(sha256, extension)


def start_page(template: str, academy: Academy, here: str, **values: object) -> str:
    """A page of the wizard, `here` the stop that it is about ("" for the overview)."""
    steps = steps_of(session(), academy)
    following = next_step(steps)
    return render_template(
        template,
        academy=academy,
        base=f"/academies/{academy.slug}",
        steps=steps,
        here=here,
        next_step=following,
        missing=what_misses(session(), academy),
        brand_url=brand_url(academy),
        logo_url=logo_url(academy),
        **values,
    )


def onward(academy: Academy, done: str) -> Response:
    """On to the stop after `done`."""
    ids = [step.id for step in steps_of(session(), academy)]
    after = ids[ids.index(done) + 1 :]
    return redirect(f"/academies/{academy.slug}/start" + (f"/{after[0]}" if after else ""), SEE_OTHER)
