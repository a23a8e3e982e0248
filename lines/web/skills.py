"""The skill framework and the job profiles: kept by the network office, read and compared by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from lines.network.domain import JobProfile, Skill, Text
from lines.search import service as search
from lines.skills import domain, service
from lines.skills.domain import ProfileEntry, SkillEntry
from lines.web.pages import network, page
from metro.kernel import clock
from metro.kernel.errors import InvalidInput, NotFound
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Permission
from metro.kernel.typed import one_line
from metro.web.actors import the_actor
from metro.web.database import session
from metro.web.permissions import public, requires

bp = Blueprint("skills", __name__)
Value = TypeVar("Value")

SEE_OTHER, REFUSED = 303, 400
LONGEST_OWNER = 100


@bp.get("/office/skills")
@requires(Permission.OFFICE_SKILLS_MANAGE)
def skills() -> str:
    """Every skill of the network, with what is kept of it."""
    shown = network()
    return page("lines/skills.html", shown, skills=shown.catalogue.skills, entries=service.skills(session()))


@bp.get("/office/skills/<path:skill_id>")
@requires(Permission.OFFICE_SKILLS_MANAGE)
def skill(skill_id: str) -> str:
    """What is kept of a skill, to change."""
    found = _skill(skill_id)
    entry = service.skill(session(), found.id)
    typed = {
        "synonyms": "\n".join(entry.synonyms),
        "esco": entry.esco or "",
        "competentnl": entry.competentnl or "",
        **{
            f"level-{level}-{code}": dict(entry.levels[level].values).get(code, "") if level in entry.levels else ""
            for level in domain.LEVELS
            for code in ("nl", "en")
        },
    }
    return _skill_page(found, typed, {})


@bp.post("/office/skills/<path:skill_id>")
@requires(Permission.OFFICE_SKILLS_MANAGE)
def keep_skill(skill_id: str) -> ResponseReturnValue:
    """Keep it; what cannot be used comes back beside its field, and nothing is stored then."""
    found, errors = _skill(skill_id), dict[str, str]()
    typed = {name: request.form.get(name, "") for name in _skill_fields()}
    entry = SkillEntry(
        synonyms=_read(errors, "synonyms", lambda: domain.synonyms(typed["synonyms"])) or (),
        levels={
            level: text for level in domain.LEVELS if (text := _level(errors, typed, level)) is not None and text.values
        },
        esco=_read(errors, "esco", lambda: domain.esco(typed["esco"])),
        competentnl=_read(errors, "competentnl", lambda: domain.competentnl(typed["competentnl"])),
    )
    if errors:
        return _skill_page(found, typed, errors), REFUSED
    service.keep_skill(session(), found.id, entry, the_actor().person)
    search.forget_words(session())
    return redirect("/office/skills", SEE_OTHER)


@bp.get("/office/profiles")
@requires(Permission.OFFICE_SKILLS_MANAGE)
def profiles() -> str:
    """Every job profile of the network: who stands for it, and whether companies found it right."""
    return _profiles_page({}, {}, "")


@bp.post("/office/profiles/<path:profile_id>")
@requires(Permission.OFFICE_SKILLS_MANAGE)
def keep_profile(profile_id: str) -> ResponseReturnValue:
    """Keep that of one profile."""
    found, errors = _profile(profile_id), dict[str, str]()
    typed = {name: request.form.get(name, "") for name in ("owner", "companies", "validated_on", "expires_on")}
    entry = ProfileEntry(
        owner=one_line(typed["owner"])[:LONGEST_OWNER],
        companies=_read(errors, "companies", lambda: domain.companies(typed["companies"])) or (),
        validated_on=_read(errors, "validated_on", lambda: domain.day(typed["validated_on"])),
        expires_on=_read(errors, "expires_on", lambda: domain.day(typed["expires_on"])),
    )
    if not errors:
        try:
            service.keep_profile(session(), found.id, entry, the_actor().person)
        except InvalidInput as error:
            errors["validated_on"] = error.message
    if errors:
        return _profiles_page(typed, errors, found.id), REFUSED
    return redirect("/office/profiles", SEE_OTHER)


@bp.get("/profiles")
@public
def public_profiles() -> str:
    """The job profiles, and two of them side by side when the address names them."""
    shown = network()
    chosen = [shown.catalogue.job_profile_by_id.get(request.args.get(name, "")) for name in ("one", "other")]
    one, other = chosen
    today = clock.now().date()
    entries = service.profiles(session())
    return page(
        "lines/profiles.html",
        shown,
        profiles=[(each, entries.get(each.id), domain.validity(entries.get(each.id), today)) for each in
                  shown.catalogue.job_profiles],
        skills=shown.catalogue.skill_by_id,
        one=one,
        other=other,
        rows=domain.compared(shown.catalogue, one, other) if one is not None and other is not None else None,
    )  # fmt: skip


def _skill_fields() -> tuple[str, ...]:
    levels = (f"level-{level}-{code}" for level in domain.LEVELS for code in ("nl", "en"))
    return ("synonyms", "esco", "competentnl", *levels)


def _skill_page(found: Skill, typed: dict[str, str], errors: dict[str, str]) -> str:
    shown = network()
    teachers = [s for s in shown.catalogue.stations if any(taught.skill == found.id for taught in s.teaches)]
    return page(
        "lines/skill.html", shown, skill=found, typed=typed, errors=errors, levels=domain.LEVELS,
        stations=[shown.signs.stations[station.id] for station in teachers],
    )  # fmt: skip


def _profiles_page(typed: dict[str, str], errors: dict[str, str], which: str) -> str:
    shown, today = network(), clock.now().date()
    entries = service.profiles(session())
    rows = [
        (each, entries.get(each.id, ProfileEntry()), domain.validity(entries.get(each.id), today))
        for each in shown.catalogue.job_profiles
    ]
    return page("lines/office_profiles.html", shown, rows=rows, typed=typed, errors=errors, which=which)


def _level(errors: dict[str, str], typed: dict[str, str], level: int) -> Text | None:
    name = f"level-{level}"
    return _read(errors, name, lambda: domain.level_text(typed[f"{name}-nl"], typed[f"{name}-en"]))


def _read(errors: dict[str, str], field: str, reader: Callable[[], Value]) -> Value | None:
    try:
        return reader()
    except InvalidInput as error:
        errors[field] = error.message
        return None


def _skill(skill_id: str) -> Skill:
    found = network().catalogue.skill_by_id.get(skill_id)
    if found is None:
        raise NotFound(_("Die vaardigheid is er niet op dit net."))
    return found


def _profile(profile_id: str) -> JobProfile:
    found = network().catalogue.job_profile_by_id.get(profile_id)
    if found is None:
        raise NotFound(_("Dat functieprofiel is er niet op dit net."))
    return found
