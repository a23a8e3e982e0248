"""The way of a new academy from its brand to its first station: which stops there are, and which are done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from academies.members.domain import Organisation
from academies.members.repository import invited_addresses
from academies.tenants import repository
from academies.tenants.models import Academy
from lines.api import academy_offer
from metro.kernel.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of the way: its part of the address, its name, whether it is done, and whether an academy can open
    without it."""

    id: str
    name: str
    is_done: bool
    is_needed: bool


def steps_of(session: Session, academy: Academy) -> tuple[Step, ...]:
    """The stops of `academy` in their order."""
    invited = invited_addresses(session, Organisation(academy=academy.id))
    return (
        Step("brand", _("Merk"), bool(academy.color), is_needed=True),
        Step("places", _("Plekken"), bool(repository.places(session, academy.id)), is_needed=True),
        Step("staff", _("Mensen"), len(repository.staff(session, academy.id)) + len(invited) > 1, is_needed=False),
        Step("vat", _("Btw"), repository.newest_vat(session, academy.id) is not None, is_needed=True),
        Step("payout", _("Uitbetaling"), is_done=False, is_needed=False),
        Step("lines", _("Lijnen"), bool(academy.line_wishes), is_needed=False),
        Step("station", _("Eerste station"), bool(academy_offer(session, academy.slug).stations), is_needed=False),
    )


def next_step(steps: tuple[Step, ...]) -> Step | None:
    """The stop to go to: the first that is needed and not done, else the first that is not done and can be."""
    open_steps = [step for step in steps if not step.is_done and step.id != "payout"]
    return next((step for step in open_steps if step.is_needed), next(iter(open_steps), None))
