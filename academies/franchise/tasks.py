"""Mail about requests to become an academy. A job knows ids only."""

from __future__ import annotations

from academies.franchise.models import AcademyRequest
from metro.kernel import jobs, outgoing
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import in_language
from metro.kernel.letters import Letter
from metro.kernel.scopes import system


@jobs.app.task(name="mail_request_received", queue="mail", retry=outgoing.TRY_AGAIN)
def mail_request_received(request: int) -> None:
    """Tell who asked that the request has come in.

    Nothing of what was typed stands in it: anybody may fill in anybody's address, and should not write them letters.
    """
    with jobs.transaction(system("mail that a request came in")) as session:
        row = session.get(AcademyRequest, request)
        if row is None:
            return
        with in_language(row.language):
            outgoing.send(
                Letter(
                    to=row.email,
                    subject=_("Je aanvraag om academie te worden"),
                    greeting=_("Hallo,"),
                    paragraphs=(
                        _("We hebben een aanvraag gekregen om een academie van Metronet te worden, met dit mailadres."),
                        _("Binnen een week belt of mailt iemand van het netwerkkantoor voor een gesprek."),
                        _("Heb jij dit niet aangevraagd? Dan hoef je niets te doen."),
                    ),
                    action=(_("Bekijk de kaart"), outgoing.address("/")),
                    closing=_("Groet van Metronet"),
                )
            )
