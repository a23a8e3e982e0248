"""Becoming an academy: asked for, talked about, agreed and opened by the network office."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from academies.franchise import domain, repository
from academies.franchise.domain import AcademyWish, Agreement, Stage
from academies.franchise.models import AcademyAgreement, AcademyRequest, AcademyRequestNote
from academies.franchise.tasks import mail_request_received
from academies.tenants.models import Academy
from academies.tenants.service import open_academy
from academies.tenants.stages import change_stage
from metro.kernel import audit, clock, jobs
from metro.kernel.errors import Conflict, InvalidInput, NotFound
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line


def ask(session: Session, wish: AcademyWish) -> AcademyRequest:
    """Keep a request; a mail of receipt follows. Whoever asked before is not told so: this form is everybody's."""
    now = clock.now()
    request = AcademyRequest(
        stage=Stage.REQUESTED.value, stage_since=now, asked_at=now, language=current_language(),
        **{name: getattr(wish, name) for name in AcademyWish.__slots__},
    )  # fmt: skip
    session.add(request)
    session.flush()
    jobs.defer(session, mail_request_received, request=request.id)
    return request


def move(session: Session, request_id: int, wanted: Stage, actor: int) -> None:
    """Bring a request to the stage `wanted`; NotFound for none, Conflict for a stage that does not follow, and for an
    academy that would open unready."""
    request, academy = _held(session, request_id)
    stage = repository.progress_of(request, academy).stage
    domain.refuse_move(stage, wanted)
    if academy is not None:
        change_stage(session, academy, wanted.value, actor)
    else:
        request.stage, request.stage_since = wanted.value, clock.now()
    audit.record(session, f"office:request:{wanted.value}", actor=actor, subject=f"request {request_id}")
    session.flush()


def write_note(session: Session, request_id: int, typed: str, actor: int) -> None:
    """Add a note to a request; NotFound for none, InvalidInput for nothing or too much. A note stays as it is."""
    text = domain.note(typed)
    request, _academy = _held(session, request_id)
    session.add(AcademyRequestNote(request_id=request.id, text=text, written_by=actor, written_at=clock.now()))
    session.flush()


def plan(session: Session, request_id: int, owner: int | None, action: str, on: date | None, actor: int) -> None:
    """Say who looks after a request and what comes next on which day; InvalidInput for a day without an action.

    `owner` is a person of the office, None for nobody; whoever calls has looked.
    """
    request, _academy = _held(session, request_id)
    text = one_line(action)
    if len(text) > domain.LONGEST_ACTION:
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=domain.LONGEST_ACTION + 1))
    if on is not None and not text:
        raise InvalidInput(_("Wat gebeurt er op die dag? Schrijf het erbij."))
    request.owner_id, request.next_action, request.next_action_on = owner, text, on
    audit.record(session, "office:request:plan", actor=actor, subject=f"request {request_id}")
    session.flush()


def approve(session: Session, request_id: int, agreement: Agreement, slug: str, email: str, actor: int) -> Academy:
    """Open the academy that was asked for, under `agreement`, with its owner invited at `email`.

    NotFound for no request, Conflict when it is not at the agreement or the address is taken. Needs a system scope:
    only an academy writes its invitations, and this one has nobody yet.
    """
    request, opened = _held(session, request_id)
    if opened is not None or request.stage != Stage.AGREEMENT.value:
        raise Conflict(_("Deze aanvraag is (nog) niet bij de overeenkomst. Ververs de pagina en kijk wat nu kan."))
    academy = open_academy(
        session, request.organisation, slug, email, actor, kind=request.kind, region=request.region
    )  # fmt: skip
    request.academy_id = academy.id
    session.add(
        AcademyAgreement(
            academy_id=academy.id, version=agreement.version, territory=list(agreement.territory),
            fee_basis_points=agreement.fee_basis_points, starts_on=agreement.starts_on, ends_on=agreement.ends_on,
            agreed_by=actor, agreed_at=clock.now(),
        )
    )  # fmt: skip
    audit.record(session, "office:request:approve", actor=actor, academy=academy.id, subject=f"request {request_id}")
    session.flush()
    return academy


def open_directly(
    session: Session, name: str, slug: str, email: str, actor: int | None, kind: str = "academy", region: str = ""
) -> Academy:
    """Open an academy that nobody asked for by the form; it stands in the pipeline like the others. Errors as
    `open_academy`."""
    academy = open_academy(session, name, slug, email, actor, kind=kind, region=region)
    now = clock.now()
    session.add(
        AcademyRequest(
            organisation=academy.name, kind=kind, region=region, partners="", offer="", name="", email=email,
            language=current_language(), stage=Stage.AGREEMENT.value, stage_since=now, asked_at=now,
            academy_id=academy.id,
        )
    )  # fmt: skip
    session.flush()
    return academy


def _held(session: Session, request_id: int) -> tuple[AcademyRequest, Academy | None]:
    request = repository.held_request(session, request_id)
    if request is None:
        raise NotFound(_("Deze aanvraag is er niet (meer)."))
    academy = repository.academy(session, request.academy_id) if request.academy_id is not None else None
    return request, academy
