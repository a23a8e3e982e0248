"""Scan answers as plain values, for a JSON column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from lines.assessments.domain import LEVELS, Instrument
from lines.assessments.scan import HIGHEST_LEVEL, MOST_LINES, ScanAnswers, scan_targets
from lines.network.domain import Catalogue
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

Key = TypeVar("Key", int, str)

KEYS = {"job_profile", "lines", "questions", "levels"}


def plain_answers(answers: ScanAnswers) -> dict[str, object]:
    """The answers as plain values; keys of groups are texts, as JSON wants them."""
    return {
        "job_profile": answers.job_profile,
        "lines": list(answers.lines),
        "questions": {str(number): level for number, level in answers.questions},
        "levels": dict(answers.levels),
    }


def answers_from(plain: Mapping[str, object], catalogue: Catalogue, instrument: Instrument) -> ScanAnswers:
    """The answers that `plain_answers` wrote down; raises InvalidInput when they do not fit network and instrument."""
    profile, lines = plain.get("job_profile"), _texts(plain.get("lines", []))
    questions, levels = plain.get("questions", {}), plain.get("levels", {})
    if not plain.keys() <= KEYS or not (profile is None or isinstance(profile, str)):
        raise _unusable()
    if profile is not None and (profile not in catalogue.job_profile_by_id or lines):
        raise _unusable()
    if len(lines) > MOST_LINES or len(set(lines)) < len(lines) or not catalogue.line_by_id.keys() >= set(lines):
        raise _unusable()
    begun = ScanAnswers(profile, lines)
    numbers = {str(number): number for number in instrument.scan}
    skills = {skill: skill for skill in scan_targets(catalogue, begun)}
    by_number = _levels(questions, numbers, 1, LEVELS)
    by_skill = _levels(levels, skills, 0, HIGHEST_LEVEL)
    return ScanAnswers(
        profile,
        lines,
        tuple((number, by_number[number]) for number in instrument.scan if number in by_number),
        tuple((skill.id, by_skill[skill.id]) for skill in catalogue.skills if skill.id in by_skill),
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _unusable()
    return tuple(value)


def _levels(value: object, known: Mapping[str, Key], least: int, most: int) -> dict[Key, int | None]:
    """Levels by the keys that `known` translates to."""
    if not isinstance(value, dict) or not known.keys() >= value.keys():
        raise _unusable()
    levels: dict[Key, int | None] = {}
    for key, level in value.items():
        if level is not None and (type(level) is not int or not least <= level <= most):
            raise _unusable()
        levels[known[key]] = level
    return levels


def _unusable() -> InvalidInput:
    return InvalidInput(_("De antwoorden van deze scan zijn niet meer te gebruiken. Begin opnieuw."))
