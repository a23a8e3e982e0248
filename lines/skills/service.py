"""Reading and keeping the skill framework."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from lines.network.domain import Text
from lines.skills import repository
from lines.skills.domain import ProfileEntry, SkillEntry
from lines.skills.models import JobProfileEntryRow, SkillEntryRow
from metro.kernel import audit, clock
from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _


def skills(session: Session) -> dict[str, SkillEntry]:
    """What is kept of every skill, by its id in the network."""
    return {row.skill: _skill(row) for row in repository.skill_entries(session)}


def skill(session: Session, name: str) -> SkillEntry:
    """What is kept of a skill; empty when nothing is."""
    row = repository.skill_entry(session, name)
    return SkillEntry() if row is None else _skill(row)


def synonyms(session: Session, names: Collection[str]) -> dict[str, list[str]]:
    """Other words for these skills, by id, for the search."""
    return repository.synonyms_of(session, names)


def keep_skill(session: Session, name: str, entry: SkillEntry, actor: int) -> None:
    """Keep what somebody of the network office says of a skill."""
    row = repository.skill_entry(session, name)
    if row is None:
        row = SkillEntryRow(skill=name)
        session.add(row)
    row.synonyms = list(entry.synonyms)
    row.levels = {str(level): dict(text.values) for level, text in sorted(entry.levels.items()) if text}
    row.esco, row.competentnl, row.changed_at = entry.esco, entry.competentnl, clock.now()
    audit.record(session, "office:skill:change", actor=actor, subject=f"skill {name}")
    session.flush()


def profiles(session: Session) -> dict[str, ProfileEntry]:
    """What is kept of every job profile, by its id in the network."""
    return {row.profile: _profile(row) for row in repository.profile_entries(session)}


def keep_profile(session: Session, name: str, entry: ProfileEntry, actor: int) -> None:
    """Keep who stands for a job profile; InvalidInput for dates that contradict each other."""
    if entry.expires_on is not None and (entry.validated_on is None or entry.expires_on <= entry.validated_on):
        raise InvalidInput(_("Een profiel verloopt na de dag waarop bedrijven het goedkeurden. Vul die dag ook in."))
    if entry.validated_on is not None and not entry.companies:
        raise InvalidInput(_("Noem minstens één bedrijf dat dit profiel goedkeurde."))
    row = repository.profile_entry(session, name)
    if row is None:
        row = JobProfileEntryRow(profile=name)
        session.add(row)
    row.owner, row.companies = entry.owner, list(entry.companies)
    row.validated_on, row.expires_on, row.changed_at = entry.validated_on, entry.expires_on, clock.now()
    audit.record(session, "office:profile:change", actor=actor, subject=f"profile {name}")
    session.flush()


def _skill(row: SkillEntryRow) -> SkillEntry:
    levels = {int(level): Text(tuple(sorted(texts.items()))) for level, texts in row.levels.items()}
    return SkillEntry(tuple(row.synonyms), levels, row.esco, row.competentnl)


def _profile(row: JobProfileEntryRow) -> ProfileEntry:
    return ProfileEntry(row.owner, tuple(row.companies), row.validated_on, row.expires_on)
