"""Generated networks and profiles for the planner's figures: the same seed gives the same network, always.

Shared skills, prerequisite chains, any-of groups, ties in minutes and free stations, as docs/route.md asks.
"""

from __future__ import annotations

from random import Random

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
from lines.routing.domain import Gap, Objective, Profile

STATIONS_A_LINE = 12
STATIONS_A_SKILL = 6
REGIONS = ("Drenthe", "Limburg", "Utrecht", "Zeeland", "Flevoland")


def generated(stations: int, seed: int = 1) -> Catalogue:
    """A network of this many stations; lines of about twelve, six stations a skill."""
    random = Random(seed)
    skills = [f"k{number:05}" for number in range(max(6, stations // STATIONS_A_SKILL))]
    ids = [f"h{number:05}" for number in range(stations)]
    return Catalogue(
        name=f"{stations} haltes",
        language="nl",
        skills=tuple(Skill(skill, Text.of(nl=skill)) for skill in skills),
        academies=tuple(Academy(f"a{n}", Text.of(nl=f"a{n}"), region) for n, region in enumerate(REGIONS)),
        stations=tuple(_station(random, ids, skills, number) for number in range(stations)),
        lines=tuple(_lines(random, ids)),
    )


def asked(catalogue: Catalogue, profiles: int, objective: Objective, seed: int = 2) -> list[Profile]:
    """Profiles with three to eight gaps of one to four levels, and some stations behind them."""
    random = Random(seed)
    skills = [skill.id for skill in catalogue.skills]
    ids = [station.id for station in catalogue.stations]
    return [
        Profile(
            id=f"p{number:03}",
            gaps=tuple(
                Gap(skill, random.randint(1, 4), importance=random.randint(1, 3))
                for skill in random.sample(skills, random.randint(3, min(8, len(skills))))
            ),
            completed=tuple(random.sample(ids, min(5, len(ids) // 20))),
            objective=objective,
        )
        for number in range(profiles)
    ]


def _station(random: Random, ids: list[str], skills: list[str], number: int) -> Station:
    home = number * len(skills) // len(ids)
    near = [skills[(home + step) % len(skills)] for step in range(-4, 1)]
    taught = {skills[home], random.choice(near)} if random.random() < 0.4 else {skills[home]}
    teaches = []
    for skill in sorted(taught):
        start = number % STATIONS_A_SKILL // 2 if skill == skills[home] else random.randint(0, 2)
        teaches.append(Teaches(skill, start, min(5, start + random.choice((1, 1, 2)))))
    requires = [SkillLevel(s, random.randint(1, 2)) for s in near if s not in taught and random.random() < 0.25]
    earlier = ids[max(0, number - 10) : number]
    groups = []
    if earlier and random.random() < 0.2:
        groups.append((random.choice(earlier),))
    if len(earlier) > 2 and random.random() < 0.2:
        groups.append(tuple(random.sample(earlier, 2)))
    free = random.random() < 0.15
    return Station(
        id=ids[number],
        name=Text.of(nl=ids[number]),
        minutes=random.randrange(120, 375, 15),
        offerings=tuple(
            Offering(f"a{academy}", 0 if free else random.randrange(2_500, 25_000, 500), "workshop")
            for academy in sorted(random.sample(range(len(REGIONS)), random.choice((1, 1, 2))))
        ),
        teaches=tuple(teaches),
        requires=tuple(requires),
        prerequisites=tuple(groups),
    )


def _lines(random: Random, ids: list[str]) -> list[Line]:
    lines = []
    for number, first in enumerate(range(0, len(ids), STATIONS_A_LINE - 2)):
        stations = ids[first : first + STATIONS_A_LINE]
        guests = random.sample(ids, min(2, len(ids)))
        on_line = tuple(dict.fromkeys(stations + guests))
        name = f"l{number:05}"
        lines.append(Line(name, name.upper(), Text.of(nl=name), "#333333", on_line))
    return lines
