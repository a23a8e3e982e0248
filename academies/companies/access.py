""" "Vraag toegang": somebody wants into a company that is here already, and who manages it answers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from academies.companies import repository
from academies.companies.models import AccessRequest, Company
from academies.companies.tasks import mail_access_answer, mail_access_request
from academies.members.domain import Organisation
from academies.members.joining import join
from metro.kernel import audit, clock, jobs
from metro.kernel.errors import Conflict, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role


def ask_access(session: Session, company: Company, person: int, name: str, email: str, message: str) -> None:
    """Ask to be let into `company`, once while there is no answer; its managers are told by mail.

    Without a manager it waits for the network office.
    """
    repository.held_company(session, company.id)  # asked twice at once is asked once
    if repository.open_request(session, company.id, person) is not None:
        return
    request = AccessRequest(
        company_id=company.id, person_id=person, name=name, email=email, message=message, asked_at=clock.now()
    )
    session.add(request)
    session.flush()
    audit.record(session, "company:access:ask", actor=person, company=company.id, subject=f"request {request.id}")
    for manager in repository.managers(session, company.id):
        jobs.defer(session, mail_access_request, request=request.id, manager=manager)


def grant_request(session: Session, company_id: int | None, request_id: int, role: Role, actor: int) -> None:
    """Let the asker in with `role`; NotFound for no such request to this company (None: any), Conflict when it was
    answered before."""
    request = _answered(session, company_id, request_id, "granted")
    join(session, request.person_id, Organisation(company=request.company_id), [role.value])
    _tell(session, request, "company:access:grant", actor)


def refuse_request(session: Session, company_id: int | None, request_id: int, actor: int) -> None:
    """Say no; errors as `grant_request`."""
    _tell(session, _answered(session, company_id, request_id, "refused"), "company:access:refuse", actor)


def _answered(session: Session, company_id: int | None, request_id: int, answer: str) -> AccessRequest:
    request = repository.held_request(session, company_id, request_id)
    if request is None:
        raise NotFound(_("Deze aanvraag is er niet (meer)."))
    if request.answered_at is not None:
        raise Conflict(_("Deze aanvraag is intussen al beantwoord."))
    request.answered_at, request.answer = clock.now(), answer
    return request


def _tell(session: Session, request: AccessRequest, verb: str, actor: int) -> None:
    audit.record(
        session, verb, actor=actor, person=request.person_id, company=request.company_id,
        subject=f"request {request.id}",
    )  # fmt: skip
    session.flush()
    jobs.defer(session, mail_access_answer, request=request.id)
