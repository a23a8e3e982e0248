"""The values of the skill framework, what may be kept in it, and two job profiles side by side; no database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lines.network.domain import Catalogue, JobProfile, Skill, Text
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

LEVELS = range(6)
MOST_SYNONYMS, LONGEST_SYNONYM = 20, 60
LONGEST_LEVEL = 300
MOST_COMPANIES, LONGEST_COMPANY = 20, 100
# The address of a skill in ESCO, and of a skill or task in CompetentNL's linked data.
ESCO = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COMPETENTNL = re.compile(r"https://linkeddata\.competentnl\.nl/[A-Za-z0-9/_.#-]{1,200}")


@dataclass(frozen=True, slots=True)
class SkillEntry:
    """What is kept of a skill; `levels` holds what one can do at a level, for those that are described."""

    synonyms: tuple[str, ...] = ()
    levels: Mapping[int, Text] = field(default_factory=dict)
    esco: str | None = None
    competentnl: str | None = None


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """Who stands for a job profile, and which companies found it right, when and until when."""

    owner: str = ""
    companies: tuple[str, ...] = ()
    validated_on: date | None = None
    expires_on: date | None = None


class Validity(StrEnum):
    """Whether a job profile was found right by companies, and still counts."""

    NEVER = "never"
    VALID = "valid"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Compared:
    """A skill in two job profiles: the levels wanted, 0 where a profile does not ask it."""

    skill: Skill
    one: int
    other: int


def validity(entry: ProfileEntry | None, today: date) -> Validity:
    """How a profile stands today; one without a validation date was never validated."""
    if entry is None or entry.validated_on is None:
        return Validity.NEVER
    is_over = entry.expires_on is not None and entry.expires_on <= today
    return Validity.EXPIRED if is_over else Validity.VALID


def compared(catalogue: Catalogue, one: JobProfile, other: JobProfile) -> tuple[Compared, ...]:
    """Every skill that either profile asks, the largest difference first, then in the order of the network."""
    levels = [{target.skill: target.level for target in profile.targets} for profile in (one, other)]
    rows = [
        Compared(skill, levels[0].get(skill.id, 0), levels[1].get(skill.id, 0))
        for skill in catalogue.skills
        if skill.id in levels[0] or skill.id in levels[1]
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.one - row.other)))


def synonyms(typed: str) -> tuple[str, ...]:
    """The words of a field, one on a line or between commas, each once; InvalidInput names the one that is too long."""
    return _listed(typed, MOST_SYNONYMS, LONGEST_SYNONYM)


def companies(typed: str) -> tuple[str, ...]:
    """The companies of a field, one on a line; InvalidInput as `synonyms`."""
    return _listed(typed.replace(",", "\u201a"), MOST_COMPANIES, LONGEST_COMPANY)


def esco(typed: str) -> str | None:
    """The address of a skill in ESCO, None for an empty field; InvalidInput for anything else."""
    return _address(
        typed, ESCO, _("Plak het adres van ESCO: http://data.europa.eu/esco/skill/ met het nummer erachter.")
    )


def competentnl(typed: str) -> str | None:
    """An address in CompetentNL's linked data, None for an empty field; InvalidInput for anything else."""
    return _address(
        typed, COMPETENTNL, _("Plak het adres van CompetentNL: het begint met https://linkeddata.competentnl.nl/.")
    )


def level_text(dutch: str, english: str) -> Text:
    """What one can do at a level, in the languages that were filled in; InvalidInput when it is too long."""
    texts = {code: one_line(typed) for code, typed in (("nl", dutch), ("en", english))}
    if any(len(text) > LONGEST_LEVEL for text in texts.values()):
        raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=LONGEST_LEVEL + 1))
    return Text.of(**{code: text for code, text in texts.items() if text})


def day(typed: str) -> date | None:
    """A date as a date field sends it, None for an empty field; InvalidInput for anything else."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise InvalidInput(_("Kies een datum.")) from error


def _listed(typed: str, most: int, longest: int) -> tuple[str, ...]:
    words = [one_line(word) for line in typed.splitlines() for word in line.split(",")]
    once = tuple(dict.fromkeys(word for word in words if word))
    for word in once:
        if len(word) > longest:
            raise InvalidInput(
                _("'%(word)s…' is te lang: hoogstens %(number)s tekens.", word=word[:20], number=longest)
            )
    if len(once) > most:
        raise InvalidInput(_("Dit zijn er %(found)s; hoogstens %(number)s.", found=len(once), number=most))
    return once


def _address(typed: str, form: re.Pattern[str], message: str) -> str | None:
    address = one_line(typed)
    if address and not form.fullmatch(address):
        raise InvalidInput(message)
    return address or None
