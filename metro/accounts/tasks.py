"""Mail about accounts. A job knows ids only; the secret of a link is made as the mail leaves."""

from __future__ import annotations

from sqlalchemy.orm import Session

from metro.accounts import links
from metro.accounts.models import MailLink
from metro.kernel import clock, jobs, outgoing
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import in_language
from metro.kernel.letters import Letter
from metro.kernel.scopes import system


@jobs.app.task(name="mail_link", queue="mail", retry=outgoing.TRY_AGAIN)
def mail_link(link: int) -> None:
    """Send the mail of `link`, unless it grew too old while it waited."""
    with jobs.transaction(system("mail a link")) as session:
        row = session.get(MailLink, link)
        if row is None or row.used_at is not None or row.expires_at < clock.now():
            return
        secret = links.arm_link(row)
        with in_language(row.language):
            outgoing.send(_letter(row, outgoing.address(f"/mail/{secret}")))


def defer_mail_link(session: Session, link: MailLink) -> None:
    """Have the mail of `link` sent after this transaction."""
    jobs.defer(session, mail_link, link=link.id)


def _letter(link: MailLink, url: str) -> Letter:
    valid = _("De link werkt één keer, en een kwartier lang.")
    ignore = _("Heb je dit niet gevraagd? Dan hoef je niets te doen.")
    if link.purpose == links.SIGN_IN:
        return Letter(
            to=link.email,
            subject=_("Je link naar Metronet"),
            greeting=_("Hallo,"),
            paragraphs=(_("Met deze link stap je in bij Metronet."), valid, ignore),
            action=(_("Instappen"), url),
            closing=_("Goede reis!"),
        )
    asked = (
        _("Iemand wil dit adres gebruiken om in te stappen bij Metronet. Klopt dat?")
        if link.purpose == links.AGREE_NEW
        else _("Iemand wil voor je account bij Metronet een ander e-mailadres gebruiken. Klopt dat?")
    )
    return Letter(
        to=link.email,
        subject=_("Je e-mailadres bij Metronet"),
        greeting=_("Hallo,"),
        paragraphs=(asked, _("Het adres verandert pas als beide adressen ja zeggen."), valid, ignore),
        action=(_("Ja, dat klopt"), url),
        closing=_("Groet van Metronet"),
    )
