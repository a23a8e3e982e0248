"""Catalogues for tests: any that could be read (hypothesis), and small ones written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from lines.network.domain import (
    Academy,
    Catalogue,
    Group,
    JobProfile,
    Line,
    Offering,
    Skill,
    SkillLevel,
    Station,
    Target,
    Teaches,
    Text,
)
from lines.network.files import FORMS, read_catalogue
from metro.kernel.documents import Fault, Refused

EXERCISM = Path(__file__).parents[2] / "data" / "catalogues" / "exercism-python.json"

_visible = st.characters(categories=["L", "N", "P", "S"])
_any = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
words = st.builds(lambda first, rest: (first + rest).strip(), _visible, st.text(_any, max_size=10))
ids = words.map(lambda text: text.replace("--", "-").replace("-", "_"))
languages = st.sampled_from(["nl", "en", "de", "pt-BR"])
texts = st.dictionaries(languages, words, min_size=1, max_size=2).map(lambda values: Text.of(**values))
maybe_texts = st.just(Text()) | texts


def _lists(values: list[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most) if values else st.just([])


@st.composite
def _stations(draw: st.DrawFn, station: str, before: list[str], skills: list[str], academies: list[str]) -> Station:
    def groups() -> tuple[Group, ...]:
        single = [(name,) for name in draw(_lists(before, 2))]
        return (*single, *((tuple(many),) if len(many := draw(_lists(before))) > 1 else ()))

    starts = {skill: draw(st.integers(0, 4)) for skill in draw(_lists(skills))}
    offerings = st.builds(
        Offering,
        academy=st.none() | st.sampled_from(academies) if academies else st.none(),
        price_cents=st.integers(0, 10**6),
        form=st.none() | st.sampled_from(FORMS),
        place=st.none() | words,
        languages=st.lists(languages, max_size=2).map(tuple),
    )
    return Station(
        id=station,
        name=draw(texts),
        minutes=draw(st.integers(1, 600)),
        goal=draw(maybe_texts),
        audience=draw(maybe_texts),
        summary=draw(maybe_texts),
        offerings=tuple(draw(st.lists(offerings, max_size=2))),
        teaches=tuple(Teaches(skill, low, draw(st.integers(low + 1, 5))) for skill, low in starts.items()),
        requires=tuple(SkillLevel(skill, draw(st.integers(0, 5))) for skill in draw(_lists(skills))),
        prerequisites=groups(),
        advised=groups(),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Any catalogue that a file can hold: prerequisites go back in the file, so there is no circle."""
    some_ids = st.lists(ids, unique=True, max_size=4)
    skills, academies, stations = draw(some_ids), draw(some_ids), draw(some_ids)

    def stops() -> tuple[str, ...]:
        chosen = draw(st.lists(st.sampled_from(stations), max_size=5)) if stations else []
        return tuple(name for place, name in enumerate(chosen) if place == 0 or chosen[place - 1] != name)

    def targets() -> tuple[Target, ...]:
        return tuple(Target(skill, draw(st.integers(0, 5)), draw(st.integers(1, 9))) for skill in draw(_lists(skills)))

    return Catalogue(
        name=draw(words),
        language=draw(languages),
        skills=tuple(Skill(name, draw(texts), draw(st.none() | ids), draw(st.none() | words)) for name in skills),
        academies=tuple(Academy(name, draw(texts), draw(st.just("") | words)) for name in academies),
        stations=tuple(
            draw(_stations(name, stations[:place], skills, academies)) for place, name in enumerate(stations)
        ),
        lines=tuple(
            Line(name, draw(words), draw(texts), draw(st.sampled_from(["#d3222a", "#000000"])), stops())
            for name in draw(some_ids)
        ),
        job_profiles=tuple(JobProfile(name, draw(texts), targets()) for name in draw(some_ids)),
    )


def station(station_id: str, /, **values: Any) -> dict[str, Any]:
    """A station as a file has it, called as its id and of 60 minutes unless said otherwise."""
    return {"id": station_id, "name": station_id, "minutes": 60, **values}


def plain(**values: Any) -> dict[str, Any]:
    """A catalogue as a file has it, with these parts."""
    return {"format": "metronet-catalogue/1", "name": "Test", **values}


def network(**values: Any) -> Catalogue:
    """The catalogue of `plain(**values)`."""
    return read_catalogue(json.dumps(plain(**values)).encode())


def faults_of(source: bytes | dict[str, Any]) -> list[Fault]:
    """The faults for which a catalogue file is refused."""
    with pytest.raises(Refused) as caught:
        read_catalogue(source if isinstance(source, bytes) else json.dumps(source).encode())
    return list(caught.value.faults)
