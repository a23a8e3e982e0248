"""The network as NetworkX graphs, and the questions that pages, explanations and the map ask of it.

Every function takes a catalogue and returns a new value; ids are in the order of the file. The examples share
`example`, three stations on two lines:

>>> from lines.network.graph import example
>>> [station.id for station in example().stations]
['meten', 'sensoren', 'voorspellen']
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from lines.network.domain import Catalogue, Group, Line, Skill, SkillLevel, Station, Teaches, Text


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """Who teaches a skill, and who asks for it: (station id, from level, to level) and (station id, level)."""

    taught_by: tuple[tuple[str, int, int], ...] = ()
    required_by: tuple[tuple[str, int], ...] = ()

    @property
    def highest_taught(self) -> int:
        """The highest level that any station teaches to; 0 when nobody teaches the skill."""
        return max((to_level for _station, _from_level, to_level in self.taught_by), default=0)


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be there before a station: of each group one station, and every level."""

    groups: tuple[Group, ...]
    levels: tuple[SkillLevel, ...]


def line_graph(catalogue: Catalogue) -> nx.Graph[str]:
    """All stations, and an edge for each hop: a pair of stations that follow each other on a line.

    The edge's `lines` are the ids of the lines that run there. Takes time linear in the stops.

    >>> graph = line_graph(example())
    >>> graph.edges["meten", "sensoren"]["lines"]
    ('onderhoud', 'data')
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(station.id for station in catalogue.stations)
    for line in catalogue.lines:
        for here, there in pairwise(line.stations):
            lines = graph.edges[here, there]["lines"] if graph.has_edge(here, there) else ()
            graph.add_edge(here, there, lines=lines if line.id in lines else (*lines, line.id))
    return graph


def prerequisite_graph(catalogue: Catalogue) -> nx.DiGraph[str]:
    """All stations, and an edge from each station to every station that names it as a prerequisite.

    The edge's `is_required` is False where the station is one of a group of which any suffices.

    >>> graph = prerequisite_graph(example())
    >>> list(graph.edges(data="is_required"))
    [('meten', 'voorspellen', True)]
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(station.id for station in catalogue.stations)
    for station in catalogue.stations:
        for group in station.prerequisites:
            for needed in group:
                known = graph.has_edge(needed, station.id) and graph.edges[needed, station.id]["is_required"]
                graph.add_edge(needed, station.id, is_required=known or len(group) == 1)
    return graph


def skill_facts(catalogue: Catalogue) -> dict[str, SkillFacts]:
    """For each skill who teaches it and who requires it; what a station teaches from above 0 counts as required.

    >>> facts = skill_facts(example())["conditie"]
    >>> facts.taught_by, facts.required_by, facts.highest_taught
    ((('meten', 0, 2),), (('voorspellen', 1),), 2)
    """
    taught: dict[str, list[tuple[str, int, int]]] = {skill.id: [] for skill in catalogue.skills}
    required: dict[str, list[tuple[str, int]]] = {skill.id: [] for skill in catalogue.skills}
    for station in catalogue.stations:
        for teaching in station.teaches:
            taught[teaching.skill].append((station.id, teaching.from_level, teaching.to_level))
        for demand in _demanded(station):
            required[demand.skill].append((station.id, demand.level))
    return {skill: SkillFacts(tuple(taught[skill]), tuple(required[skill])) for skill in taught}


def interchanges(catalogue: Catalogue) -> tuple[str, ...]:
    """The stations on two or more lines.

    >>> interchanges(example())
    ('meten', 'sensoren')
    """
    return tuple(station.id for station in catalogue.stations if len(catalogue.lines_of[station.id]) > 1)


def needs(catalogue: Catalogue, station: str) -> Needs:
    """What has to be there before `station`: its prerequisites and the levels it starts from, the highest of a skill.

    Raises KeyError when there is no such station.

    >>> needs(example(), "voorspellen")
    Needs(groups=(('meten',),), levels=(SkillLevel(skill='conditie', level=1),))
    """
    wanted = catalogue.station_by_id[station]
    return Needs(wanted.prerequisites, _demanded(wanted))


def opens(catalogue: Catalogue, station: str) -> tuple[str, ...]:
    """The stations that `station` brings nearer: they name it as a prerequisite, or ask for a level it raises to.

    Raises KeyError when there is no such station. Takes time linear in the catalogue.

    >>> opens(example(), "meten")
    ('voorspellen',)
    """
    raised = {
        each.skill: range(each.from_level + 1, each.to_level + 1) for each in catalogue.station_by_id[station].teaches
    }
    return tuple(
        other.id
        for other in catalogue.stations
        if other.id != station
        and (
            any(station in group for group in other.prerequisites)
            or any(demand.level in raised.get(demand.skill, ()) for demand in _demanded(other))
        )
    )


def is_planar(catalogue: Catalogue) -> bool:
    """Whether the lines can be drawn without a crossing away from stations (left-right planarity, Brandes 2009).

    >>> is_planar(example())
    True
    """
    return bool(nx.check_planarity(line_graph(catalogue))[0])


def _demanded(station: Station) -> tuple[SkillLevel, ...]:
    """The levels above 0 that a station asks for, the highest of each skill, in the order in which they come."""
    levels: dict[str, int] = {}
    for demand in (*station.requires, *(SkillLevel(each.skill, each.from_level) for each in station.teaches)):
        if demand.level > levels.get(demand.skill, 0):
            levels[demand.skill] = demand.level
    return tuple(SkillLevel(skill, level) for skill, level in levels.items())


def example() -> Catalogue:
    """The small network of the examples on this page."""
    return Catalogue(
        name="Voorbeeld",
        language="nl",
        skills=(Skill("conditie", Text.of(nl="Conditiemeting")),),
        stations=(
            Station("meten", Text.of(nl="Trillingen meten"), 180, teaches=(Teaches("conditie", 0, 2),)),
            Station("sensoren", Text.of(nl="Sensoren plaatsen"), 120),
            Station(
                "voorspellen",
                Text.of(nl="Storingen voorspellen"),
                240,
                requires=(SkillLevel("conditie", 1),),
                prerequisites=(("meten",),),
            ),
        ),
        lines=(
            Line("onderhoud", "S", Text.of(nl="Slim onderhoud"), "#d3222a", ("meten", "sensoren", "voorspellen")),
            Line("data", "D", Text.of(nl="Data"), "#0067b1", ("sensoren", "meten")),
        ),
    )
