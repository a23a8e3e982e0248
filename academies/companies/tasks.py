"""Mail about requests for access. A job knows ids only."""

from __future__ import annotations

from academies.companies import repository
from academies.companies.models import AccessRequest
from metro.kernel import jobs, outgoing
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import in_language
from metro.kernel.letters import Letter
from metro.kernel.scopes import system


@jobs.app.task(name="mail_access_request", queue="mail", retry=outgoing.TRY_AGAIN)
def mail_access_request(request: int, manager: int) -> None:
    """Tell one manager that somebody asks for access, unless it was answered while the mail waited."""
    with jobs.transaction(system("mail a request for access")) as session:
        row = session.get(AccessRequest, request)
        if row is None or row.answered_at is not None or manager not in repository.managers(session, row.company_id):
            return
        company, reader = repository.company(session, row.company_id), repository.reader(session, manager)
        if company is None or reader is None:
            return
        email, name, language = reader
        with in_language(language):
            outgoing.send(
                Letter(
                    to=email,
                    subject=_("Iemand vraagt toegang tot %(company)s", company=company.name),
                    greeting=_("Hallo %(name)s,", name=name),
                    paragraphs=(
                        _("%(name)s (%(email)s) wil bij %(company)s op Metronet horen.",
                          name=row.name, email=row.email or "-", company=company.name),
                        _("Ken je deze persoon? Kies dan een rol. Anders zeg je nee."),
                    ),
                    action=(_("Bekijk de aanvraag"), outgoing.address(f"/companies/{company.id}/requests")),
                    closing=_("Groet van Metronet"),
                )
            )  # fmt: skip


@jobs.app.task(name="mail_access_answer", queue="mail", retry=outgoing.TRY_AGAIN)
def mail_access_answer(request: int) -> None:
    """Tell the asker what the answer is."""
    with jobs.transaction(system("mail the answer to a request for access")) as session:
        row = session.get(AccessRequest, request)
        if row is None or row.answered_at is None:
            return
        company, reader = repository.company(session, row.company_id), repository.reader(session, row.person_id)
        if company is None or reader is None:
            return
        email, name, language = reader
        with in_language(language):
            said = (
                _("Je hoort nu bij %(company)s op Metronet.", company=company.name)
                if row.answer == "granted"
                else _("%(company)s heeft je aanvraag niet toegekend. Vraag het na bij je bedrijf.",
                       company=company.name)
            )  # fmt: skip
            outgoing.send(
                Letter(
                    to=email,
                    subject=_("Je aanvraag bij %(company)s", company=company.name),
                    greeting=_("Hallo %(name)s,", name=name),
                    paragraphs=(said,),
                    action=(_("Naar mijn pagina"), outgoing.address("/me")),
                    closing=_("Groet van Metronet"),
                )
            )
