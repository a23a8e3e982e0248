"""Academies: opened by the network office, staffed by their owners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from academies.members import invitations
from academies.members import repository as members
from academies.members.domain import Invitee, Organisation
from academies.tenants import repository
from academies.tenants.domain import LONGEST_SLUG
from academies.tenants.models import Academy
from metro.accounts.models import Membership
from metro.kernel import audit, clock
from metro.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import ACADEMY_ROLES, Role
from metro.kernel.typed import one_line

LONGEST_NAME = 100
THE_PROGRAM = 0  # who invites when an academy is opened from the command line: no person has this id
TAKEN = frozenset({"new", "asked"})  # pages of ours below /academies
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def open_academy(
    session: Session,
    name: str,
    slug: str,
    owner_email: str,
    actor: int | None,
    *,
    kind: str = "academy",
    region: str = "",
) -> Academy:
    """A new academy, whose owner is invited by mail; InvalidInput says what cannot be used, Conflict what is taken.

    It is getting ready, and nobody but its own people sees it yet. `actor` None is the program itself.
    """
    plain = one_line(name)
    if not plain or len(plain) > LONGEST_NAME:
        raise InvalidInput(_("Geef de academie een naam van hoogstens %(number)s tekens.", number=LONGEST_NAME))
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise InvalidInput(_("Kies een adres van kleine letters, cijfers en streepjes, zoals academie-haarlem."))
    if slug in TAKEN or repository.academy_at(session, slug) is not None:
        raise Conflict(_("Er is al een academie met dit adres."))
    now = clock.now()
    academy = Academy(name=plain, slug=slug, kind=kind, region=region, created_at=now, stage_since=now)
    session.add(academy)
    session.flush()
    audit.record(session, "office:academy:open", actor=actor, academy=academy.id)
    invite(
        session, academy.id, Invitee("", owner_email, (Role.ACADEMY_OWNER,)), THE_PROGRAM if actor is None else actor
    )
    return academy


def invite(session: Session, academy: int, invitee: Invitee, actor: int) -> None:
    """Invite somebody to work at an academy; Conflict for an address that is invited already."""
    organisation = Organisation(academy=academy)
    repository.held_academy(session, academy)  # invited twice at once is invited once
    if invitee.email in members.invited_addresses(session, organisation):
        raise Conflict(_("Dit adres is al uitgenodigd. Stuur de uitnodiging opnieuw."))
    invitations.invite_all(session, organisation, [invitee], actor)


def change_roles(
    session: Session, academy: int, membership: int, roles: Sequence[Role], actor: int, own: frozenset[Role]
) -> None:
    """Give somebody these roles; Conflict when nobody would own the academy any more.

    Forbidden for who does not own the academy (`own` are the actor's roles) and would make, or unmake, an owner.
    """
    if not roles:
        raise InvalidInput(_("Kies een of meer rollen."))
    row = _held(session, academy, membership)
    wanted = [role.value for role in roles]
    is_about_owner = (Role.ACADEMY_OWNER.value in wanted) != (Role.ACADEMY_OWNER.value in row.roles)
    if is_about_owner:
        refuse_no_owner(own)
    if Role.ACADEMY_OWNER not in roles:
        _refuse_last_owner(session, academy, membership)
    row.roles = wanted
    audit.record(
        session, "academy:role:change", actor=actor, academy=academy, person=row.person_id,
        subject=f"membership {membership}",
    )  # fmt: skip
    session.flush()


def end_staff(session: Session, academy: int, membership: int, actor: int, own: frozenset[Role]) -> None:
    """Let somebody's work at an academy end now; errors as `change_roles`. Needs a system scope, as leaving does."""
    row = _held(session, academy, membership)
    if Role.ACADEMY_OWNER.value in row.roles:
        refuse_no_owner(own)
    end_place(session, row, actor)


def end_place(session: Session, row: Membership, actor: int) -> None:
    """End a place at an academy or in the network office; Conflict for the last owner."""
    if row.academy_id is not None:
        _refuse_last_owner(session, row.academy_id, row.id)
    row.ended_at = clock.now()
    area = "academy" if row.academy_id is not None else "office"
    audit.record(
        session, f"{area}:person:end", actor=actor, academy=row.academy_id, person=row.person_id,
        subject=f"membership {row.id}",
    )  # fmt: skip
    session.flush()


def refuse_no_owner(own: frozenset[Role]) -> None:
    """Raise Forbidden for who does not own the academy."""
    if Role.ACADEMY_OWNER not in own:
        raise Forbidden(_("Alleen een eigenaar van de academie kan een eigenaar benoemen of ontslaan."))


def academy_roles(typed: Sequence[str]) -> tuple[Role, ...]:
    """The roles that were chosen in a form, in our order; InvalidInput for none, or for one that is no academy role."""
    roles = tuple(role for role in ACADEMY_ROLES if role.value in typed)
    if not roles or len(roles) < len(set(typed)):
        raise InvalidInput(_("Kies een of meer rollen."))
    return roles


def _refuse_last_owner(session: Session, academy: int, membership: int) -> None:
    owners = {row.id for row in repository.held_staff(session, academy) if Role.ACADEMY_OWNER.value in row.roles}
    if owners == {membership}:
        raise Conflict(_("Dit is de laatste eigenaar. Maak eerst een collega eigenaar; daarna kan dit wel."))


def _held(session: Session, academy: int, membership: int) -> Membership:
    row = next((row for row in repository.held_staff(session, academy) if row.id == membership), None)
    if row is None:
        raise NotFound(_("Deze collega is er niet (meer)."))
    return row
