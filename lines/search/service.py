"""Searching the newest network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from lines.network.domain import Catalogue, Station, Text
from lines.network.service import NetworkVersion
from lines.search import repository
from lines.search.domain import Doors, Entry, Wish, fitting, in_line_order
from lines.skills.service import synonyms
from metro.kernel.typed import one_line

LONGEST_QUERY = 100
_WORD = re.compile(r"\w+")


def timetable(session: Session, version: NetworkVersion, wish: Wish) -> tuple[Entry, ...]:
    """What fits the wish: by how well it answers the words, else line after line."""
    catalogue = version.catalogue
    words = plain(wish.words)
    if not words:
        return tuple(fitting(catalogue, wish, in_line_order(catalogue)))
    index(session, version)
    stations = repository.found(session, version.number, words, _WORD.findall(words))
    return tuple(fitting(catalogue, wish, stations))


def doors(catalogue: Catalogue, query: str) -> Doors:
    """The lines, academies and skills in whose names every word of `query` begins a word."""
    wanted = _WORD.findall(plain(query).casefold())
    if not wanted:
        return Doors()

    def named(name: Text) -> bool:
        held = _WORD.findall(plain(_everything(name)).casefold())
        return all(any(each.startswith(word) for each in held) for word in wanted)

    return Doors(
        tuple(line.id for line in catalogue.lines if named(line.name)),
        tuple(academy.id for academy in catalogue.academies if named(academy.name)),
        tuple(skill.id for skill in catalogue.skills if named(skill.name)),
    )


def index(session: Session, version: NetworkVersion) -> None:
    """Write the words of a network version, once; those of earlier versions go."""
    if not repository.is_indexed(session, version.number):
        repository.lock_indexing(session)
        names = synonyms(session, version.catalogue.skill_by_id.keys())
        repository.store(session, version.number, _texts(version.catalogue, names))
        repository.forget_other_networks(session, version.number)


def forget_words(session: Session) -> None:
    """Have the words written anew at the next search: a skill got other names."""
    repository.forget_all(session)


def plain(query: str) -> str:
    """What was typed, as it is searched for: one line, of a length that is still a question."""
    return one_line(query)[:LONGEST_QUERY]


def _texts(catalogue: Catalogue, synonyms: Mapping[str, Sequence[str]]) -> dict[str, repository.Weighed]:
    return {station.id: _weighed(catalogue, station, synonyms) for station in catalogue.stations}


def _weighed(catalogue: Catalogue, station: Station, synonyms: Mapping[str, Sequence[str]]) -> repository.Weighed:
    """What a station says in Dutch and in English, its name before all; and names alone, for beginnings of words."""
    skills = [catalogue.skill_by_id[taught.skill].name for taught in station.teaches]
    academies = [catalogue.academy_by_id[o.academy] for o in station.offerings if o.academy is not None]
    around = [line.name for line in catalogue.lines_of[station.id]] + [academy.name for academy in academies]
    also = " ".join(word for taught in station.teaches for word in synonyms.get(taught.skill, ()))
    where = [academy.region for academy in academies] + [offering.place or "" for offering in station.offerings]

    def said(language: str) -> dict[str, str]:
        about = (station.goal, station.summary, station.audience)
        return {
            "A": _in(station.name, language),
            "B": " ".join([*(_in(name, language) for name in skills), also]),
            "C": " ".join(_in(text, language) for text in about),
            "D": " ".join(_in(name, language) for name in around),
        }

    names = {
        "A": _everything(station.name),
        "B": " ".join([*(_everything(name) for name in skills), also]),
        "C": " ".join(_everything(name) for name in around),
        "D": " ".join(where),
    }
    return said("nl"), said("en"), names


def _in(text: Text, language: str) -> str:
    return dict(text.values).get(language, "")


def _everything(text: Text) -> str:
    return " ".join(words for _, words in text.values)
