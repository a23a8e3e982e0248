"""Stations as an academy writes them: a form that is right in every field, and academies with people to send it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from academies.members.domain import Organisation
from academies.members.joining import join
from academies.tenants.models import Academy
from lines.studio import service
from lines.studio.document import FIELDS, read_form
from lines.studio.domain import Draft, Giver
from metro.kernel import clock
from metro.kernel.permissions import Role
from tests.factories.companies import person

CHECK = {
    f"steps-1-questions-{number}-{name}": value
    for number in range(3)
    for name, value in (("question_nl", f"Vraag {number}?"), ("options_nl", "* ja\nnee"), ("feedback_nl", "Goed."))
}
FORM: dict[str, str | list[str]] = {
    "name_nl": "Trillingen voelen", "name_en": "Feeling vibration", "goal_nl": "Je voelt of een lager stuk gaat.",
    "audience_nl": "Monteurs", "summary_nl": "Je voelt, luistert en meet.", "need_nl": "Een lager faalt zelden stil.",
    "minutes": "120", "form": "workshop", "place": "Haarlem", "price": "145,00", "languages": ["nl"],
    "teaches-0-skill": "conditiemeting", "teaches-0-from": "0", "teaches-0-to": "1",
    "prerequisites-all": ["sensoren-plaatsen"], "lines-0-line": "slim-onderhoud", "lines-0-place": "3",
    "steps-0-kind": "text", "steps-0-title_nl": "Voelen", "steps-0-body_nl": "Leg je **hand** op het huis.",
    "steps-1-kind": "check", "steps-1-title_nl": "Check", "steps-1-body_nl": "", **CHECK,
}  # fmt: skip


def form(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """The right form with `changes`; names with a dash are given as `teaches__0__to`."""
    return FORM | {name.replace("__", "-"): value for name, value in changes.items()}


def document(**changes: str | list[str]) -> dict[str, object]:
    """The same as the fields of a document."""
    typed = {name: [value] if isinstance(value, str) else value for name, value in form(**changes).items()}
    return read_form(typed, FIELDS, lambda name: name)


@dataclass(frozen=True)
class Studio:
    """An academy with an owner, two editors and a trainer."""

    academy: int
    giver: Giver
    owner: int
    editor: int
    colleague: int
    trainer: int


def studio(session: Session, slug: str = "academie-haarlem") -> Studio:
    """An academy with its people."""
    row = Academy(name=slug.replace("-", " ").title(), slug=slug, created_at=clock.now())
    session.add(row)
    session.flush()

    def staff(name: str, role: Role) -> int:
        made = person(session, name)
        join(session, made, Organisation(academy=row.id), [role.value])
        return made

    return Studio(
        row.id, Giver(slug, row.name), staff("Eigen Aar", Role.ACADEMY_OWNER), staff("Ed Itor", Role.ACADEMY_EDITOR),
        staff("Sanne Bakker", Role.ACADEMY_EDITOR), staff("Tess Trainer", Role.ACADEMY_TRAINER),
    )  # fmt: skip


def draft(session: Session, made: Studio, **changes: str | list[str]) -> Draft:
    """A draft that its editor filled in, with `changes`."""
    begun = service.start(session, made.academy, made.giver, made.editor)
    return service.save(
        session, made.academy, begun.id, begun.revision, document(**changes), made.editor
    ).draft  # fmt: skip
