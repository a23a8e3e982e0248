"""Invitations: made, sent again, withdrawn, opened and accepted.

The secret in the mail is made by the job that sends it. Opening uses nothing up; accepting does, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from academies.companies.repository import held_company
from academies.members import repository
from academies.members.domain import INVITATION_VALID, MOST_INVITATIONS_A_DAY, Invitee, Organisation
from academies.members.joining import join
from academies.members.models import Invitation
from academies.members.tasks import mail_invitation
from lines.api import job_profiles
from metro.accounts.people import register
from metro.accounts.secrets import digest_of
from metro.kernel import audit, clock, jobs
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What an invitation says to who holds its link; `accepted_by` is the person who used it, None while it is open."""

    organisation: str
    is_company: bool
    inviter: str
    name: str
    email: str
    roles: tuple[str, ...]
    job_profile: str | None
    has_account: bool
    accepted_by: int | None


def known_addresses(session: Session, company_id: int, actor: int) -> dict[str, str]:
    """The addresses that a company knows, each `member` or `invited`."""
    known = dict.fromkeys(repository.invited_addresses(session, Organisation(company=company_id)), "invited")
    members = repository.accepted_addresses(session, company_id) | repository.granted_addresses(session, company_id)
    known |= dict.fromkeys(members, "member")
    own = repository.address_of(session, actor)
    return known | ({own: "member"} if own else {})


def invite(session: Session, company_id: int, invitee: Invitee, actor: int) -> Invitation:
    """Invite somebody; the mail leaves after this transaction. InvalidInput for who is invited or belongs already."""
    held_company(session, company_id)  # invited twice at once is invited once
    known = known_addresses(session, company_id, actor).get(invitee.email)
    if known == "member":
        raise InvalidInput(_("Deze collega hoort al bij het bedrijf."))
    if known == "invited":
        raise InvalidInput(_("Dit adres is al uitgenodigd. Stuur de uitnodiging hieronder opnieuw."))
    return invite_all(session, Organisation(company=company_id), [invitee], actor)[0]


def invite_all(
    session: Session, organisation: Organisation, invitees: Sequence[Invitee], actor: int
) -> list[Invitation]:
    """Invite people whom the organisation does not know yet, and who are not invited at this moment by somebody else
    (hold it first). Conflict for more in one day than we send."""
    now = clock.now()
    if (
        repository.invited_since(session, organisation, now - timedelta(days=1)) + len(invitees)
        > MOST_INVITATIONS_A_DAY
    ):
        raise Conflict(
            _("Je kunt %(number)s mensen per dag uitnodigen. Ga morgen verder.", number=MOST_INVITATIONS_A_DAY)
        )
    made = [
        Invitation(
            company_id=organisation.company, academy_id=organisation.academy, email=each.email, name=each.name,
            roles=[role.value for role in each.roles], team_id=each.team_id,
            job_profile=each.job_profile, invited_by=actor, language=current_language(), created_at=now,
            expires_at=now + INVITATION_VALID,
        )
        for each in invitees
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    for invitation in made:
        _record(session, "company:invitation:send", invitation, actor)
        jobs.defer(session, mail_invitation, invitation=invitation.id)
    session.flush()
    return made


def resend(session: Session, organisation: Organisation, invitation_id: int, actor: int) -> Invitation:
    """Send an invitation again: a new link, and the old one stops working now. NotFound for no open invitation."""
    invitation = _open_in(session, organisation, invitation_id)
    invitation.token_hash = invitation.sent_at = None
    invitation.expires_at = clock.now() + INVITATION_VALID
    _record(session, "company:invitation:resend", invitation, actor)
    session.flush()
    jobs.defer(session, mail_invitation, invitation=invitation.id)
    return invitation


def withdraw(session: Session, organisation: Organisation, invitation_id: int, actor: int) -> None:
    """Take an invitation back; NotFound for no open invitation."""
    invitation = _open_in(session, organisation, invitation_id)
    invitation.withdrawn_at = clock.now()
    _record(session, "company:invitation:withdraw", invitation, actor)
    session.flush()


def open_invitation(session: Session, secret: str) -> OpenInvitation:
    """What the invitation with `secret` says; NotFound when it is withdrawn, too old, replaced or never was."""
    row = _usable(session, secret)
    profiles = {profile.id: profile.name for profile in job_profiles(session)}
    return OpenInvitation(
        organisation=repository.organisation_name(session, _organisation(row)),
        is_company=row.company_id is not None,
        inviter=repository.person_name(session, row.invited_by),
        name=row.name,
        email=row.email,
        roles=tuple(row.roles),
        job_profile=profiles.get(row.job_profile, row.job_profile) if row.job_profile else None,
        has_account=repository.address_owner(session, row.email) is not None,
        accepted_by=row.accepted_by,
    )


def accept(session: Session, secret: str, person: int) -> None:
    """Use the invitation up for `person`; who belongs there already stays as he is. Conflict when another used it."""
    row = _usable(session, secret)
    if row.accepted_by is not None:
        if row.accepted_by != person:
            raise Conflict(_("Deze uitnodiging is al gebruikt. Ben jij dat geweest? Stap dan in."))
        return
    row.accepted_at, row.accepted_by = clock.now(), person
    join(session, person, _organisation(row), row.roles, row.team_id, row.job_profile)
    _record(session, "company:invitation:accept", row, person, person)
    session.flush()


def accept_as_newcomer(session: Session, secret: str, name: str) -> int:
    """Use the invitation up for somebody new, whose address the mail has proved: the id of the person.

    Conflict when the address belongs to an account or the invitation was used; InvalidInput for an unusable name.
    """
    row = _usable(session, secret)
    if row.accepted_by is not None or repository.address_owner(session, row.email) is not None:
        raise Conflict(_("Dit adres heeft al een account. Stap eerst in en open de link dan opnieuw."))
    person = register(session, name, row.email, current_language())
    accept(session, secret, person)
    return person


def _usable(session: Session, secret: str) -> Invitation:
    row = repository.invitation_with(session, digest_of(secret))
    if row is None:
        raise NotFound(_("Deze link werkt niet (meer). Kreeg je een nieuwere mail? Gebruik dan de link daarin."))
    if row.withdrawn_at is not None:
        raise NotFound(_("Deze uitnodiging is ingetrokken. Vraag je bedrijf om een nieuwe."))
    if row.accepted_by is None and row.expires_at <= clock.now():
        raise NotFound(_("Deze uitnodiging is verlopen. Vraag je bedrijf om hem opnieuw te sturen."))
    return row


def _open_in(session: Session, organisation: Organisation, invitation_id: int) -> Invitation:
    row = repository.invitation(session, organisation, invitation_id)
    if row is None:
        raise NotFound(_("Deze uitnodiging is er niet (meer)."))
    return row


def _organisation(row: Invitation) -> Organisation:
    return Organisation(company=row.company_id, academy=row.academy_id)


def _record(session: Session, verb: str, row: Invitation, actor: int, person: int | None = None) -> None:
    spoken = verb if row.company_id is not None else verb.replace("company:", "academy:", 1)
    audit.record(
        session, spoken, actor=actor, person=person, company=row.company_id, academy=row.academy_id,
        subject=f"invitation {row.id}",
    )  # fmt: skip
