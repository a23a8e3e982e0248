"""Networks of any size: the same numbers give the same network, always."""

from __future__ import annotations

from random import Random

from lines.network.domain import Academy, Catalogue, Line, Offering, Station, Text

REGIONS = ("Drenthe", "Limburg", "Utrecht", "Zeeland", "Flevoland", "Friesland", "Gelderland", "Overijssel")
LONG_NAMES = 5
COLORS = ("#d3222a", "#0067b1", "#00834d", "#b25e00", "#7b2d8b", "#00808f", "#c2187a", "#5a6b00")
MOST_MEETINGS = 3
"""Lines at one station, so that a map can have room for all directions."""


def large_catalogue(academies: int = 40, lines: int = 200, stations: int = 2000, seed: int = 1) -> Catalogue:
    """Lines that each meet one or two others; an academy gives whole lines, and one station in eight elsewhere."""
    random = Random(seed)
    each = stations // lines
    routes: list[list[str]] = []
    meetings: dict[str, int] = {}
    for number in range(lines):
        route = [f"s{number * each + place}" for place in range(each)]
        near = routes[max(0, number - 12) :]
        for other in random.sample(near, min(len(near), random.choice((1, 1, 2)))):
            meeting = random.choice(other)
            if meetings.get(meeting, 1) < MOST_MEETINGS and meeting not in route:
                meetings[meeting] = meetings.get(meeting, 1) + 1
                route.insert(random.randrange(1, len(route)), meeting)
        routes.append(route)
    return Catalogue(
        name=f"{stations} stations",
        language="nl",
        academies=tuple(
            Academy(f"a{n}", Text.of(nl=f"Academie {n}"), REGIONS[n % len(REGIONS)]) for n in range(academies)
        ),
        stations=tuple(
            _station(number, number // each % academies, academies, random) for number in range(each * lines)
        ),
        lines=tuple(
            Line(f"l{n}", f"{n + 1}", Text.of(nl=f"Lijn {n + 1}"), COLORS[n % len(COLORS)], tuple(route))
            for n, route in enumerate(routes)
        ),
    )


def _station(number: int, home: int, academies: int, random: Random) -> Station:
    others = random.sample(range(academies), min(academies, 4)) if number % 8 == 0 else []
    words = " en lassen" if number % LONG_NAMES == 0 else ""
    return Station(
        id=f"s{number}",
        name=Text.of(nl=f"Halte {number}{words}"),
        minutes=random.randrange(60, 240, 15),
        offerings=tuple(Offering(f"a{giver}", 10_000) for giver in dict.fromkeys([home, *others])),
    )
