"""Mail about invitations. A job knows ids only; the secret of a link is made as the mail leaves."""

from __future__ import annotations

from academies.members import repository
from academies.members.domain import INVITATION_VALID, Organisation
from academies.members.models import Invitation
from metro.accounts.secrets import digest_of, new_secret
from metro.kernel import clock, jobs, outgoing
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import in_language
from metro.kernel.letters import Letter
from metro.kernel.scopes import system


@jobs.app.task(name="mail_invitation", queue="mail", retry=outgoing.TRY_AGAIN)
def mail_invitation(invitation: int) -> None:
    """Send the mail of an invitation, unless it is used, withdrawn, too old, or was sent meanwhile."""
    with jobs.transaction(system("mail an invitation")) as session:
        row = session.get(Invitation, invitation, with_for_update=True)
        if row is None or row.sent_at is not None or row.accepted_at is not None or row.withdrawn_at is not None:
            return
        if row.expires_at <= clock.now():
            return
        secret = new_secret()
        row.token_hash, row.sent_at = digest_of(secret), clock.now()
        organisation = repository.organisation_name(session, Organisation(row.company_id, row.academy_id))
        inviter = repository.person_name(session, row.invited_by)
        with in_language(row.language):
            outgoing.send(_letter(row, organisation, inviter, outgoing.address(f"/invitations/{secret}")))


def _letter(row: Invitation, organisation: str, inviter: str, url: str) -> Letter:
    return Letter(
        to=row.email,
        subject=_("%(organisation)s nodigt je uit bij Metronet", organisation=organisation),
        greeting=_("Hallo %(name)s,", name=row.name) if row.name else _("Hallo,"),
        paragraphs=(
            _("%(inviter)s nodigt je uit om met %(organisation)s op reis te gaan.",
              inviter=inviter or organisation, organisation=organisation),
            _("Op Metronet leer je in halve dagen, station na station, langs je eigen route."),
            _("De link is %(days)s dagen geldig. Ken je %(organisation)s niet? Dan hoef je niets te doen.",
              days=INVITATION_VALID.days, organisation=organisation),
        ),
        action=(_("Bekijk de uitnodiging"), url),
        closing=_("Goede reis!"),
    )  # fmt: skip
