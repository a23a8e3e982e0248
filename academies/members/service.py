"""People of a company: seen, given a role, a team and a job profile, and leaving."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from academies.members import employer_view, repository
from academies.members.domain import highest_role, refuse_without_manager
from academies.members.employer_view import SeenMember
from lines.api import job_profiles, progress_of
from metro.accounts.models import Membership
from metro.kernel import audit, clock
from metro.kernel.errors import NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role


@dataclass(frozen=True, slots=True)
class Place:
    """What a company decides about somebody's place in it."""

    role: Role
    team_id: int | None
    job_profile: str | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in a company: what it sees, what it decided, whether its card works (None: never got one), and the
    `person`, for the audit trail alone."""

    seen: SeenMember
    place: Place
    person: int
    has_card: bool | None


def profile_names(session: Session) -> dict[str, str]:
    """The job profiles of the network by id, in the reader's language."""
    return {profile.id: profile.name for profile in job_profiles(session)}


def team_on_its_way(session: Session, company_id: int) -> list[SeenMember]:
    """Everybody who belongs to a company, as it sees them, by name."""
    rows = repository.members(session, company_id)
    progress, profiles = progress_of(session, [row.person for row in rows]), profile_names(session)
    return [employer_view.seen(row, progress, profiles) for row in rows]


def look_at(session: Session, company_id: int, membership_id: int, profiles: Mapping[str, str]) -> Colleague:
    """One of them, with `profiles` (names of job profiles by id); NotFound for somebody of another company as for
    nobody."""
    row = repository.member(session, company_id, membership_id)
    if row is None:
        raise _nobody()
    return Colleague(
        seen=employer_view.seen(row, progress_of(session, [row.person]), profiles),
        place=Place(highest_role(row.roles), row.team_id, row.job_profile),
        person=row.person,
        has_card=row.has_card,
    )


def note_view(session: Session, company_id: int, colleague: Colleague, actor: int) -> None:
    """Write down that `actor` opened somebody's page, so that this person can see who looked."""
    if colleague.person != actor:
        _record(session, "company:person:view", actor, company_id, colleague.person, colleague.seen.membership)


def change_member(session: Session, company_id: int, membership_id: int, place: Place, actor: int) -> None:
    """Give somebody this place; Conflict when it would leave the company without a manager. `place.team_id` is one
    of the company's own teams (the database refuses another)."""
    managers = repository.held_managers(session, company_id)
    membership = repository.membership(session, company_id, membership_id)
    if membership is None:
        raise _nobody()
    if place.role is not Role.COMPANY_MANAGER:
        refuse_without_manager(managers, membership_id)
    if [place.role.value] != membership.roles:
        membership.roles = [place.role.value]
        _record(session, "company:role:change", actor, company_id, membership.person_id, membership_id)
    if (place.team_id, place.job_profile) != (membership.team_id, membership.job_profile):
        membership.team_id, membership.job_profile = place.team_id, place.job_profile
        _record(session, "company:person:change", actor, company_id, membership.person_id, membership_id)
    session.flush()


def end_membership(session: Session, company_id: int, membership_id: int, actor: int) -> None:
    """Let the company's view of somebody end now; the person keeps everything. Conflict for the last manager."""
    person = _end(session, company_id, membership_id, repository.held_managers(session, company_id))
    _record(session, "company:person:end", actor, company_id, person, membership_id)
    session.flush()


def leave(session: Session, membership_id: int, person: int) -> None:
    """Let `person` leave the company of his own membership; Conflict for the last manager, NotFound for no place.

    Needs a system scope: who leaves has to be counted among managers whom he need not be allowed to see.
    """
    own = session.get(Membership, membership_id)
    if own is None or own.person_id != person or own.company_id is None:
        raise NotFound(_("Je hoort hier niet (meer) bij."))
    _end(session, own.company_id, membership_id, repository.held_managers(session, own.company_id))
    _record(session, "company:person:leave", person, own.company_id, person, membership_id)
    session.flush()


def _end(session: Session, company_id: int, membership_id: int, managers: Collection[int]) -> int:
    """The person whose place it was."""
    membership = repository.membership(session, company_id, membership_id)
    if membership is None:
        raise _nobody()
    refuse_without_manager(managers, membership_id)
    membership.ended_at, membership.team_id = clock.now(), None  # a team may be taken away later
    for card in repository.working_cards(session, company_id, membership.person_id):
        if card.enrolled_at is None:  # a device that is somebody's own already stays the way in
            card.revoked_at = clock.now()
    session.flush()
    return membership.person_id


def _record(session: Session, verb: str, actor: int, company_id: int, person: int, membership_id: int) -> None:
    audit.record(
        session, verb, actor=actor, person=person, company=company_id, subject=f"membership {membership_id}"
    )  # fmt: skip


def _nobody() -> NotFound:
    return NotFound(_("Deze collega is er niet (meer)."))
