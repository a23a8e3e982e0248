"""Random small networks and profiles: every trap of the planner within six stations."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from lines.network.domain import (
    Academy,
    Catalogue,
    Group,
    Line,
    Offering,
    Skill,
    SkillLevel,
    Station,
    Teaches,
    Text,
)
from lines.routing.domain import Budget, Exclude, Filter, Gap, Objective, Profile, Weights

SKILLS = ("a", "b", "c")
ACADEMIES = ("noord", "zuid")
LINES = ("p", "q", "r")


@dataclass(frozen=True)
class Asked:
    """A network and a profile for it."""

    catalogue: Catalogue
    profile: Profile


def named(text: str) -> Text:
    return Text.of(nl=text)


levels = st.integers(1, 3)
skills = st.sampled_from(SKILLS)


@st.composite
def offerings(draw: st.DrawFn) -> Offering:
    return Offering(
        academy=draw(st.sampled_from((None, *ACADEMIES))),
        price_cents=draw(st.sampled_from((0, 0, 100, 200, 250))),
        form=draw(st.sampled_from((None, "online", "fieldlab"))),
        languages=draw(st.sampled_from(((), ("nl",), ("en",)))),
    )


@st.composite
def teachings(draw: st.DrawFn) -> Teaches:
    to_level = draw(levels)
    return Teaches(draw(skills), draw(st.integers(0, to_level - 1)), to_level)


@st.composite
def stations(draw: st.DrawFn, ids: tuple[str, ...], number: int) -> Station:
    others = st.sampled_from([*ids[:number], *ids])
    group: st.SearchStrategy[Group] = st.lists(others, min_size=1, max_size=2, unique=True).map(tuple)
    return Station(
        id=ids[number],
        name=named(ids[number]),
        minutes=draw(st.sampled_from((30, 60, 60, 90))),
        offerings=tuple(draw(st.lists(offerings(), max_size=2))),
        teaches=tuple(draw(st.lists(teachings(), max_size=2))),
        requires=tuple(draw(st.lists(st.builds(SkillLevel, skills, st.integers(0, 2)), max_size=1))),
        prerequisites=tuple(draw(st.lists(group, max_size=1))) if draw(st.booleans()) else (),
    )


@st.composite
def catalogues(draw: st.DrawFn, most: int = 6) -> Catalogue:
    ids = tuple(f"s{n}" for n in range(draw(st.integers(1, most))))
    lines = draw(st.lists(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True), max_size=3))
    return Catalogue(
        name="klein",
        language="nl",
        skills=tuple(Skill(skill, named(skill)) for skill in SKILLS),
        academies=(Academy("noord", named("Noord"), "Drenthe"), Academy("zuid", named("Zuid"))),
        stations=tuple(draw(stations(ids, number)) for number in range(len(ids))),
        lines=tuple(
            Line(LINES[n], LINES[n].upper(), named(LINES[n]), "#000000", tuple(on)) for n, on in enumerate(lines)
        ),
    )


@st.composite
def profiles(draw: st.DrawFn, catalogue: Catalogue) -> Profile:
    names = st.lists(st.sampled_from(list(catalogue.station_by_id)), max_size=1).map(tuple)
    wanted = draw(st.lists(skills, min_size=1, max_size=3, unique=True))
    amounts = st.one_of(st.none(), st.none(), st.sampled_from((0, 60, 120, 200)))
    some = st.sampled_from(((), (), ()))
    return Profile(
        id="p",
        gaps=tuple(
            Gap(skill, draw(levels), draw(st.sampled_from((0, 0, 1))), draw(st.integers(1, 3))) for skill in wanted
        ),
        current=tuple(SkillLevel(s, draw(levels)) for s in draw(st.lists(skills, max_size=1))),
        completed=draw(names),
        objective=draw(st.sampled_from(Objective)),
        budget=Budget(draw(amounts), draw(amounts)),
        weights=draw(st.sampled_from((Weights(), Weights(0.0, 0.0, 0.0, 0.0), Weights(1.0, 0.3, 10.0, 5.0)))),
        filter=Filter(
            regions=draw(some | st.just(("Drenthe",))),
            languages=draw(some | st.just(("nl",))),
            forms=draw(some | st.just(("online",))),
            academies=draw(some | st.just(("zuid",))),
        ),
        exclude=Exclude(draw(names), draw(some | st.just(("noord",)))),
    )


@st.composite
def crowded(draw: st.DrawFn) -> Asked:
    """Many ways to the same few levels over several lines, with ties: where alternatives and orders differ."""
    ids = tuple(f"s{n}" for n in range(draw(st.integers(4, 7))))
    dense = st.lists(st.sampled_from(ids), min_size=2, max_size=5, unique=True)
    lines = draw(st.lists(dense, min_size=2, max_size=3))
    steps = st.tuples(skills, st.integers(0, 1)).map(lambda step: Teaches(step[0], step[1], step[1] + 1))
    catalogue = Catalogue(
        name="druk",
        language="nl",
        skills=tuple(Skill(skill, named(skill)) for skill in SKILLS),
        academies=(Academy("noord", named("Noord")), Academy("zuid", named("Zuid"))),
        stations=tuple(
            Station(
                id=name,
                name=named(name),
                minutes=draw(st.sampled_from((30, 60))),
                offerings=(Offering(draw(st.sampled_from(ACADEMIES)), draw(st.sampled_from((0, 100)))),),
                teaches=tuple(draw(st.lists(steps, min_size=1, max_size=2))),
                prerequisites=tuple(
                    draw(st.lists(st.lists(st.sampled_from(ids), min_size=1, max_size=2).map(tuple), max_size=1))
                ),
            )
            for name in ids
        ),
        lines=tuple(
            Line(LINES[n], LINES[n].upper(), named(LINES[n]), "#000000", tuple(on)) for n, on in enumerate(lines)
        ),
    )
    gaps = tuple(Gap(skill, draw(st.integers(1, 2))) for skill in SKILLS)
    return Asked(catalogue, Profile(gaps, objective=draw(st.sampled_from(Objective))))


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    if draw(st.booleans()):
        return draw(crowded())
    catalogue = draw(catalogues())
    return Asked(catalogue, draw(profiles(catalogue)))
