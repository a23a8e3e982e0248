"""Generated networks and profiles for the planner's figures: the same seed gives the same network, always.

A network is made of themes: three skills each, climbed in steps by some four stations a level, and a line through them.
Themes lean on earlier themes of their sector and on skills that everybody shares; some stations come after others, or
after any of a few; minutes come in quarters of an hour, so that ties abound, and one station in seven is free.
"""

from __future__ import annotations

from random import Random

from lines.network.domain import Academy, Catalogue, Group, Line, Offering, Skill, SkillLevel, Station, Teaches, Text
from lines.routing.domain import Gap, Objective, Profile

STATIONS_A_THEME = 15
SKILLS_A_THEME = 3
THEMES_A_SECTOR = 10
REGIONS = ("Drenthe", "Limburg", "Utrecht", "Zeeland", "Flevoland")
SHARED_STATIONS = 40
"""One station in so many teaches a shared skill as well."""


def generated(stations: int, seed: int = 1) -> Catalogue:
    """A network of this many stations as companies have them."""
    return _themed(stations, seed, lean=0.15)


def deep(stations: int, seed: int = 1) -> Catalogue:
    """The same with long prerequisite chains: the first steps of a theme lean on the theme before it."""
    return _themed(stations, seed, lean=0.85)


def dense(stations: int, seed: int = 1) -> Catalogue:
    """A hard one: every station covers three of few skills and costs almost the same."""
    random = Random(seed)
    skills = [f"k{number:05}" for number in range(max(6, stations // 30))]
    return _catalogue(
        f"{stations} gelijke haltes",
        skills,
        [
            Station(
                id=f"h{number:05}",
                name=Text.of(nl=f"h{number:05}"),
                minutes=random.randint(176, 184),
                offerings=(Offering(f"a{random.randrange(len(REGIONS))}", random.randint(9_900, 10_100)),),
                teaches=tuple(Teaches(skill, 0, 1) for skill in sorted(random.sample(skills, 4))),
            )
            for number in range(stations)
        ],
    )


def asked(catalogue: Catalogue, profiles: int, objective: Objective, seed: int = 2) -> list[Profile]:
    """Profiles of three to eight gaps in two to four themes of one sector, some with a station behind them."""
    random = Random(seed)
    skills = [skill.id for skill in catalogue.skills if skill.topic is not None]
    themes = [skills[first : first + SKILLS_A_THEME] for first in range(0, len(skills), SKILLS_A_THEME)]
    found = []
    for number in range(profiles):
        sector = random.randrange(0, len(themes), THEMES_A_SECTOR)
        near = themes[sector : sector + THEMES_A_SECTOR]
        some = random.sample(near, min(len(near), random.randint(2, 4)))
        pool = [skill for theme in some for skill in theme]
        wanted = random.sample(pool, min(len(pool), random.randint(3, 8)))
        gaps = [(skill, random.randint(1, 4), random.choice((0, 0, 1)), random.randint(1, 3)) for skill in wanted]
        found.append(
            Profile(
                id=f"p{number:03}",
                gaps=tuple(Gap(skill, max(target, held + 1), held, weight) for skill, target, held, weight in gaps),
                completed=(random.choice(catalogue.stations).id,) if random.random() < 0.3 else (),
                objective=objective,
            )
        )
    return found


def covering(catalogue: Catalogue, profiles: int, objective: Objective, seed: int = 2) -> list[Profile]:
    """Profiles for `dense`: eight to sixteen gaps of one level, anywhere."""
    random = Random(seed)
    skills = [skill.id for skill in catalogue.skills]
    return [
        Profile(
            id=f"p{number:03}",
            gaps=tuple(Gap(skill, 1) for skill in random.sample(skills, min(len(skills), random.randint(8, 16)))),
            objective=objective,
        )
        for number in range(profiles)
    ]


def _themed(stations: int, seed: int, lean: float) -> Catalogue:
    random = Random(seed)
    count = max(1, stations // STATIONS_A_THEME)
    themes = [[f"k{theme:05}{letter}" for letter in "abc"] for theme in range(count)]
    shared = [f"gedeeld{number:03}" for number in range(4 + count // 20)]
    found: list[Station] = []
    for number in range(stations):
        theme = min(number // STATIONS_A_THEME, count - 1)
        place = number - theme * STATIONS_A_THEME
        earlier = themes[theme - theme % THEMES_A_SECTOR : theme]
        before = [station.id for station in found[max(0, len(found) - place) :]]
        found.append(_station(random, number, place, (themes[theme], shared, earlier), before, lean))
    topics = {skill: f"T{theme}" for theme, skills in enumerate(themes) for skill in skills}
    return _catalogue(f"{stations} haltes", [*topics, *shared], found, topics)


def _station(
    random: Random,
    number: int,
    place: int,
    skills: tuple[list[str], list[str], list[list[str]]],
    before: list[str],
    lean: float,
) -> Station:
    own, shared, earlier = skills
    home = place % SKILLS_A_THEME
    low = place // SKILLS_A_THEME % 4 if random.random() < 0.8 else 0
    teaches = {own[home]: (low, min(5, low + random.choice((1, 1, 2))))}
    if random.random() < 0.3:
        other = own[(home + 1) % SKILLS_A_THEME]
        step = random.randint(0, 2)
        teaches[other] = (step, step + 1)
    if random.random() < 0.05 or number % SHARED_STATIONS < 2:
        step = random.randint(0, 1)
        teaches[random.choice(shared)] = (step, step + 1)
    requires = {}
    if home and random.random() < 0.4:
        requires[own[home - 1]] = random.randint(1, 2)
    if low and random.random() < 0.15:
        requires[random.choice(shared[:4])] = 1
    if earlier and random.random() < lean:
        requires[random.choice(earlier[-1 if lean > 0.5 else random.randrange(len(earlier))])] = random.randint(1, 2)
    free = random.random() < 0.15
    return Station(
        id=f"h{number:05}",
        name=Text.of(nl=f"h{number:05}"),
        minutes=random.randrange(120, 375, 15),
        offerings=tuple(
            Offering(f"a{academy}", 0 if free else random.randrange(2_500, 25_000, 500), "workshop")
            for academy in sorted(random.sample(range(len(REGIONS)), random.choice((1, 1, 2))))
        ),
        teaches=tuple(Teaches(skill, *levels) for skill, levels in sorted(teaches.items())),
        requires=tuple(SkillLevel(s, level) for s, level in sorted(requires.items()) if s not in teaches),
        prerequisites=tuple(_groups(random, before)),
    )


def _groups(random: Random, before: list[str]) -> list[Group]:
    groups: list[Group] = []
    if before and random.random() < 0.15:
        groups.append((random.choice(before),))
    if len(before) > 3 and random.random() < 0.15:
        groups.append(tuple(random.sample(before, random.randint(2, 3))))
    return groups


def _catalogue(
    name: str, skills: list[str], stations: list[Station], topics: dict[str, str] | None = None
) -> Catalogue:
    return Catalogue(
        name=name,
        language="nl",
        skills=tuple(Skill(skill, Text.of(nl=skill), (topics or {}).get(skill)) for skill in skills),
        academies=tuple(Academy(f"a{n}", Text.of(nl=f"a{n}"), region) for n, region in enumerate(REGIONS)),
        stations=tuple(stations),
        lines=tuple(_lines([station.id for station in stations])),
    )


def _lines(ids: list[str]) -> list[Line]:
    """A line a theme, with a station of the next theme and one of the theme ten further on."""
    random = Random(3)
    lines = []
    for number, first in enumerate(range(0, len(ids), STATIONS_A_THEME)):
        guests = [first + STATIONS_A_THEME + random.randrange(4), first + STATIONS_A_THEME * THEMES_A_SECTOR]
        on_line = ids[first : first + STATIONS_A_THEME] + [ids[guest] for guest in guests if guest < len(ids)]
        name = f"l{number:05}"
        lines.append(Line(name, name.upper(), Text.of(nl=name), "#333333", tuple(on_line)))
    return lines
