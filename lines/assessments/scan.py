"""The ten-minute scan: its steps, and the answers a person gives, from a form to a value and back.

Company levels (1 to 5, the questions) and personal levels (0 to 5, the skills) are never compared (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lines.assessments.domain import LEVELS, Instrument, Question, Topic, Transition
from lines.network.domain import Catalogue, Skill
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

Form = Mapping[str, Sequence[str]]
"""The fields of a form with all values that came under each."""

UNKNOWN = "unknown"
"""The form value of "weet ik niet"; None in `ScanAnswers`."""
MOST_LINES = 3
HIGHEST_LEVEL = 5
LEVEL_FIELD = "level-"


@dataclass(frozen=True, slots=True)
class ScanAnswers:
    """What a person answered until now. A value of None is "weet ik niet"; what is not in a list is not answered yet.

    The person chose either a job profile or one to three lines; neither means that the scan has not begun.
    """

    job_profile: str | None = None
    lines: tuple[str, ...] = ()
    questions: tuple[tuple[int, int | None], ...] = ()
    levels: tuple[tuple[str, int | None], ...] = ()

    @property
    def has_begun(self) -> bool:
        return self.job_profile is not None or bool(self.lines)


@dataclass(frozen=True, slots=True)
class ScanStep:
    """One page of the scan; `key` names it in an address: `start`, `question-7`, `skills`.

    A question comes with its topic and transition; the skills are those that the choice at the start leads to.
    """

    key: str
    kind: Literal["start", "question", "skills"]
    question: Question | None = None
    topic: Topic | None = None
    transition: Transition | None = None
    skills: tuple[Skill, ...] = ()

    def is_answered_by(self, answers: ScanAnswers) -> bool:
        """Whether nothing is left to answer on this page."""
        if self.question:
            return self.question.number in dict(answers.questions)
        levels = dict(answers.levels)
        return answers.has_begun and all(skill.id in levels for skill in self.skills)


def scan_steps(catalogue: Catalogue, instrument: Instrument, answers: ScanAnswers) -> tuple[ScanStep, ...]:
    """The pages of a scan in order: the start, the questions, and the skills (none when the choice leads to none)."""
    questions = tuple(_question_step(instrument, number) for number in instrument.scan)
    skills = scanned_skills(catalogue, answers)
    last = (ScanStep("skills", "skills", skills=skills),) if skills or not answers.has_begun else ()
    return (ScanStep("start", "start"), *questions, *last)


def next_step(steps: Sequence[ScanStep], answers: ScanAnswers) -> ScanStep | None:
    """The first page with something left to answer; None when the scan is complete."""
    return next((step for step in steps if not step.is_answered_by(answers)), None)


def _question_step(instrument: Instrument, number: int) -> ScanStep:
    transition = instrument.transition_by_question[number]
    topic = next(topic for topic in transition.topics if number in [question.number for question in topic.questions])
    question = instrument.question_by_number[number]
    return ScanStep(f"question-{number}", "question", question, topic, transition)


def scanned_skills(catalogue: Catalogue, answers: ScanAnswers) -> tuple[Skill, ...]:
    """The skills of the chosen job profile, else those that the chosen lines teach, in the order of the catalogue."""
    targets = scan_targets(catalogue, answers)
    return tuple(skill for skill in catalogue.skills if skill.id in targets)


def scan_targets(catalogue: Catalogue, answers: ScanAnswers) -> dict[str, int]:
    """The target level of each skill: the job profile's, else the highest that a station of the lines teaches to."""
    if answers.job_profile is not None:
        profile = catalogue.job_profile_by_id[answers.job_profile]
        return {target.skill: target.level for target in profile.targets}
    targets: dict[str, int] = {}
    for line in answers.lines:
        for station in catalogue.line_by_id[line].stations:
            for teaching in catalogue.station_by_id[station].teaches:
                targets[teaching.skill] = max(targets.get(teaching.skill, 0), teaching.to_level)
    return targets


def with_start(answers: ScanAnswers, catalogue: Catalogue, form: Form) -> ScanAnswers:
    """The answers with the choice in `job_profile` or `lines`; raises InvalidInput when it cannot be used.

    Levels of skills that the new choice does not ask for are dropped, the rest is kept.
    """
    profiles = [value for value in form.get("job_profile", ()) if value]
    chosen = [value for value in form.get("lines", ()) if value]
    if bool(profiles) == bool(chosen):
        raise InvalidInput(_("Kies één functie, of één tot drie lijnen."))
    if len(profiles) > 1 or len(chosen) > MOST_LINES or len(set(chosen)) < len(chosen):
        raise InvalidInput(_("Kies één functie, of één tot drie lijnen."))
    if not catalogue.job_profile_by_id.keys() >= set(profiles) or not catalogue.line_by_id.keys() >= set(chosen):
        raise InvalidInput(_("Deze keuze bestaat niet meer. Laad de pagina opnieuw en kies opnieuw."))
    begun = replace(answers, job_profile=profiles[0] if profiles else None, lines=tuple(chosen))
    asked = scan_targets(catalogue, begun)
    return replace(begun, levels=tuple(each for each in answers.levels if each[0] in asked))


def with_question(answers: ScanAnswers, instrument: Instrument, number: int, form: Form) -> ScanAnswers:
    """The answers with the one to question `number`, in the field `question-<number>`; raises InvalidInput.

    An answer to another question is refused, so that a page left open cannot answer the wrong one.
    """
    if number not in instrument.scan:
        raise InvalidInput(_("Deze vraag hoort niet bij de scan. Ga terug naar de scan."))
    field = f"question-{number}"
    if any(key.startswith("question-") and key != field for key in form):
        raise InvalidInput(_("Dit antwoord hoort bij een andere vraag. Laad de pagina opnieuw."))
    given = dict(answers.questions) | {number: _level(form, field, 1, LEVELS)}
    ordered = tuple((each, given[each]) for each in instrument.scan if each in given)
    return replace(answers, questions=ordered)


def with_levels(answers: ScanAnswers, catalogue: Catalogue, form: Form) -> ScanAnswers:
    """The answers with the level of every skill asked for, in fields `level-<skill id>`; raises InvalidInput."""
    skills = scanned_skills(catalogue, answers)
    fields = {LEVEL_FIELD + skill.id for skill in skills}
    if any(key.startswith(LEVEL_FIELD) and key not in fields for key in form):
        raise InvalidInput(_("Hier staat een vaardigheid die niet bij je keuze hoort. Laad de pagina opnieuw."))
    levels = tuple((skill.id, _level(form, LEVEL_FIELD + skill.id, 0, HIGHEST_LEVEL)) for skill in skills)
    return replace(answers, levels=levels)


def _level(form: Form, field: str, least: int, most: int) -> int | None:
    values = form.get(field, ())
    if not values:
        raise InvalidInput(_("Er mist nog een antwoord. Kies een niveau of 'weet ik niet'."))
    if len(values) > 1:
        raise InvalidInput(_("Er zijn twee antwoorden op één vraag. Kies er één."))
    if values[0] == UNKNOWN:
        return None
    levels = {str(level): level for level in range(least, most + 1)}
    if values[0] not in levels:
        raise InvalidInput(
            _(
                "Dit niveau bestaat niet. Kies een niveau van %(least)s tot en met %(most)s, of 'weet ik niet'.",
                least=least,
                most=most,
            )
        )
    return levels[values[0]]
