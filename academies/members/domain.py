"""Roles in a company, the states of an invitation, and the rule about the last manager."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from metro.kernel.errors import Conflict, InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import COMPANY_ROLES, Role

INVITATION_VALID = timedelta(days=14)
MOST_INVITATIONS_A_DAY = 1000
LARGEST_IMPORT_ROWS = 500
LARGEST_IMPORT_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Organisation:
    """What somebody can belong to: a company or an academy, by its id; exactly one of the two."""

    company: int | None = None
    academy: int | None = None


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom a company or an academy invites, and for what; `team_id` and `job_profile` None for none."""

    name: str
    email: str
    roles: tuple[Role, ...]
    team_id: int | None = None
    job_profile: str | None = None


def role_names() -> dict[str, str]:
    """The roles in a company by id, in the reader's language."""
    return {
        Role.LEARNER.value: _("reiziger: leert zelf"),
        Role.COMPANY_VIEWER.value: _("meekijker: ziet voortgang"),
        Role.COMPANY_MANAGER.value: _("beheerder: nodigt uit en beheert"),
    }


def short_role_names() -> dict[str, str]:
    """The same in one word."""
    return {
        Role.LEARNER.value: _("reiziger"),
        Role.COMPANY_VIEWER.value: _("meekijker"),
        Role.COMPANY_MANAGER.value: _("beheerder"),
    }


def company_role(typed: str) -> Role:
    """The role in a company by its id; InvalidInput for another one."""
    found = next((role for role in COMPANY_ROLES if role.value == typed), None)
    if found is None:
        raise InvalidInput(_("Kies een van deze rollen."))
    return found


def highest_role(roles: Collection[str]) -> Role:
    """The role that says most of `roles` in a company."""
    return next((role for role in reversed(COMPANY_ROLES) if role.value in roles), Role.LEARNER)


def refuse_without_manager(managers: Collection[int], leaving: int) -> None:
    """Raise Conflict when `leaving` is the only one of `managers` (memberships)."""
    if set(managers) == {leaving}:
        raise Conflict(
            _("Dit is de laatste beheerder van het bedrijf. Maak eerst een collega beheerder; daarna kan dit wel.")
        )


def invitation_state(expires_at: datetime, sent_at: datetime | None, now: datetime) -> str:
    """What an open invitation is: `waiting` for its mail, `sent`, or `expired`."""
    if expires_at <= now:
        return "expired"
    return "waiting" if sent_at is None else "sent"
