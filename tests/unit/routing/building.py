"""Networks in a few words, for the tests of the planner."""

from __future__ import annotations

from lines.network.domain import (
    Academy,
    Catalogue,
    Line,
    Offering,
    Skill,
    SkillLevel,
    Station,
    Teaches,
    Text,
)
from lines.routing.domain import Gap, Profile, Route
from lines.routing.planner import compile_network, plan, plan_with_alternatives

Taught = dict[str, tuple[int, int]]


def station(
    name: str,
    teaches: Taught,
    *,
    minutes: int = 60,
    price: int = 0,
    requires: dict[str, int] | None = None,
    after: tuple[str | tuple[str, ...], ...] = (),
    offerings: tuple[Offering, ...] = (),
) -> Station:
    """A station that teaches skills from a level to a level, after other stations (a tuple is "any of")."""
    return Station(
        id=name,
        name=Text.of(nl=f"Halte {name}", en=f"Station {name}"),
        minutes=minutes,
        offerings=offerings or (Offering(price_cents=price),),
        teaches=tuple(Teaches(skill, low, high) for skill, (low, high) in teaches.items()),
        requires=tuple(SkillLevel(skill, level) for skill, level in (requires or {}).items()),
        prerequisites=tuple((group,) if isinstance(group, str) else group for group in after),
    )


def network(*stations: Station, **lines: str) -> Catalogue:
    """A catalogue of these stations; each line is given as `p="s1 s2"`. Skills and academies follow from use."""
    skills = {taught.skill for each in stations for taught in each.teaches}
    skills |= {need.skill for each in stations for need in each.requires}
    academies = {o.academy for each in stations for o in each.offerings if o.academy}
    return Catalogue(
        name="proef",
        language="nl",
        skills=tuple(Skill(skill, Text.of(nl=f"Kunde {skill}")) for skill in sorted(skills | {"x"})),
        academies=tuple(Academy(a, Text.of(nl=a), f"regio {a}") for a in sorted(academies)),
        stations=stations,
        lines=tuple(Line(n, n.upper(), Text.of(nl=n), "#000000", tuple(on.split())) for n, on in lines.items()),
    )


def wanting(**targets: int) -> Profile:
    """A profile that starts with nothing and wants these levels."""
    return Profile(tuple(Gap(skill, target) for skill, target in targets.items()), id="p1")


def ridden(catalogue: Catalogue, profile: Profile) -> Route:
    """The route, with time enough to prove it."""
    return plan(compile_network(catalogue), profile, 30.0)


def ridden_with_alternatives(catalogue: Catalogue, profile: Profile) -> Route:
    return plan_with_alternatives(compile_network(catalogue), profile, 30.0)
