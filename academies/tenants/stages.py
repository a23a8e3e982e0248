"""The stages of an academy: getting ready, open, closed for a while, ended. What it has stays, whatever its stage."""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.tenants import repository
from academies.tenants.domain import ON_SHOW
from academies.tenants.models import Academy
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict
from metro.kernel.i18n import gettext as _


def change_stage(session: Session, academy: Academy, stage: str, actor: int | None) -> None:
    """Put `academy` in `stage`; Conflict for one that would open and is not ready. Nothing it has is lost."""
    if stage == "live":
        refuse_unready(session, academy)
    academy.stage, academy.stage_since = stage, clock.now()
    audit.record(session, f"academy:stage:{stage}", actor=actor, academy=academy.id)
    session.flush()


def refuse_unready(session: Session, academy: Academy) -> None:
    """Raise Conflict that says what still misses before `academy` can be shown to everybody."""
    missing = what_misses(session, academy)
    if missing:
        raise Conflict(_("Dit ontbreekt nog: %(what)s.", what=", ".join(missing)))


def what_misses(session: Session, academy: Academy) -> list[str]:
    """What an academy needs before everybody may see it, and does not have yet."""
    needs = (
        (bool(academy.color), _("de kleur van je merk")),
        (bool(repository.places(session, academy.id)), _("een plek met een adres")),
        (repository.newest_vat(session, academy.id) is not None, _("je btw-status")),
    )
    return [words for is_there, words in needs if not is_there]


def is_on_show(academy: Academy) -> bool:
    """Whether everybody may see `academy`."""
    return academy.stage in ON_SHOW
