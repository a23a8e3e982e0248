"""Catalogue files are read as they say, or refused with every fault in its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lines.network.domain import Catalogue, Offering, Text
from lines.network.files import read_catalogue
from lines.network.writing import write_catalogue
from metro.kernel.documents import Refused
from metro.kernel.i18n import in_language
from tests.unit.network.catalogues import EXERCISM, catalogues, faults_of, network, plain, station

AS_YAML = """
format: metronet-catalogue/1
name: Smart Makers
skills:
  - {id: conditie, name: {nl: Conditiemeting, en: Condition monitoring}, topic: T14, esco: null}
academies:
  - {id: haarlem, name: Academie Haarlem, region: Noord-Holland}
stations:
  - id: sensoren
    name: Sensoren plaatsen
    minutes: 120
  - id: trillingen
    name: {nl: " Trillingen meten ", en: Measuring vibration}
    goal: Je meet trillingen
    minutes: 180
    academy: haarlem
    price_cents: 14500
    form: fieldlab
    place: Fieldlab Delft
    languages: [nl]
    teaches: [{skill: conditie, from_level: 0, to_level: 2}]
    prerequisites: [sensoren, {any_of: [sensoren]}]
lines:
  - {id: onderhoud, code: S, name: Slim onderhoud, color: "#D3222A", stations: [sensoren, trillingen]}
job_profiles:
  - {id: monteur, name: Monteur, targets: [{skill: conditie, level: 3}]}
"""


def test_a_catalogue_is_read_as_it_says() -> None:
    catalogue = read_catalogue(AS_YAML.encode())
    trillingen = catalogue.station_by_id["trillingen"]
    assert trillingen.name == Text.of(nl="Trillingen meten", en="Measuring vibration")
    assert trillingen.goal == Text.of(nl="Je meet trillingen")
    assert trillingen.offerings == (Offering("haarlem", 14500, "fieldlab", "Fieldlab Delft", ("nl",)),)
    assert trillingen.prerequisites == (("sensoren",), ("sensoren",))
    assert catalogue.station_by_id["sensoren"].offerings == ()
    assert catalogue.lines[0].color == "#d3222a"
    assert catalogue.job_profiles[0].targets[0].importance == 1
    assert catalogue.language == "nl"


def test_plain_texts_are_in_the_language_of_the_catalogue() -> None:
    catalogue = network(language="en", stations=[station("a", name="Measuring")])
    assert catalogue.stations[0].name == Text.of(en="Measuring")


def test_the_real_catalogue_is_read() -> None:
    catalogue = read_catalogue(EXERCISM)
    assert (len(catalogue.stations), len(catalogue.lines), len(catalogue.skills)) == (122, 33, 45)


def test_a_line_without_code_or_colour_is_given_one_that_no_other_has() -> None:
    names = ["Slim onderhoud", "Slim", "Sss", "S", "!"]
    lines = [{"id": f"l{number}", "name": name} for number, name in enumerate(names)]
    lines.append({"id": "own", "name": "Own", "code": "L", "color": "#d3222a"})
    read = network(lines=lines).lines
    assert [line.code for line in read] == ["S", "I", "S2", "S3", "L2", "L"]
    assert len({line.color for line in read}) == 6
    assert read[-1].code == "L"


def test_forty_lines_of_one_name_have_forty_codes() -> None:
    lines = [{"id": f"l{number}", "name": "Staal"} for number in range(40)]
    assert len({line.code for line in network(lines=lines).lines}) == 40


def test_an_empty_catalogue_is_allowed() -> None:
    assert network() == Catalogue(name="Test", language="nl")


def test_a_line_of_one_station_and_an_empty_line_are_allowed() -> None:
    lines = [{"id": "one", "name": "One", "stations": ["a"]}, {"id": "none", "name": "None", "stations": []}]
    assert [line.stations for line in network(stations=[station("a")], lines=lines).lines] == [("a",), ()]


def test_a_ring_repeats_its_first_station() -> None:
    ring = [{"id": "ring", "name": "Ring", "stations": ["a", "b", "a"]}]
    assert network(stations=[station("a"), station("b")], lines=ring).lines[0].stations == ("a", "b", "a")


STATION_FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"minutes": 0}, "minutes", "1 of meer"),
    ({"minutes": -5}, "minutes", "-5"),
    ({"minutes": True}, "minutes", "true"),
    ({"minutes": 60.0}, "minutes", "60.0"),
    ({"minutes": "60"}, "minutes", "'60'"),
    ({"minutes": None}, "minutes", "niets"),
    ({"minutes": 2**31}, "minutes", "geheel getal"),
    ({"name": 5}, "name", "aanhalingstekens"),
    ({"name": ""}, "name", "leeg"),
    ({"name": "  "}, "name", "leeg"),
    ({"name": "\u200b\u200d"}, "name", "leeg"),
    ({"name": "a\nb"}, "name", "U+000A"),
    ({"name": "a\x07b"}, "name", "U+0007"),
    ({"name": "a\x85b"}, "name", "U+0085"),
    ({"name": "a\ud800b"}, "name", "U+D800"),
    ({"name": "a\uffffb"}, "name", "U+FFFF"),
    ({"name": "x" * 201}, "name", "200"),
    ({"name": {}}, "name", "groep"),
    ({"name": {"nl": ""}}, "name.nl", "leeg"),
    ({"name": {"Dutch!": "x"}}, "name['Dutch!']", "taalcode"),
    ({"name": ["x"]}, "name", "lijst"),
    ({"goal": "x" * 20_001}, "goal", "20000"),
    ({"id": " a"}, "id", "spatie"),
    ({"id": "a--b"}, "id", "--"),
    ({"id": "a->b"}, "id", "->"),
    ({"id": ""}, "id", "leeg"),
    ({"id": "x" * 201}, "id", "200"),
    ({"id": 7}, "id", "aanhalingstekens"),
    ({"id": None}, "id", "tekst"),
    ({"id": ["a"]}, "id", "lijst"),
    ({"price_cents": -1}, "price_cents", "0 of meer"),
    ({"price_cents": 1.5}, "price_cents", "1.5"),
    ({"form": "cursus"}, "form", "workshop"),
    ({"form": []}, "form", "lijst"),
    ({"languages": ["Dutch!"]}, "languages[0]", "taalcode"),
    ({"languages": "nl"}, "languages", "lijst"),
    ({"academy": "nergens"}, "academy", "nergens"),
    ({"price_cents": 1, "offerings": []}, "price_cents", "offerings"),
    ({"teaches": [{"skill": "s", "from_level": 2, "to_level": 2}]}, "teaches[0].to_level", "hoger"),
    ({"teaches": [{"skill": "s", "from_level": 3, "to_level": 1}]}, "teaches[0].to_level", "hoger"),
    ({"teaches": [{"skill": "s", "from_level": 0, "to_level": 6}]}, "teaches[0].to_level", "5"),
    ({"teaches": [{"skill": "x", "from_level": 0, "to_level": 1}]}, "teaches[0].skill", "'x'"),
    ({"teaches": [{"skill": "s", "from_level": 0}]}, "teaches[0]", "to_level"),
    ({"teaches": [5]}, "teaches[0]", "groep"),
    ({"teaches": {"skill": "s"}}, "teaches", "lijst"),
    ({"teaches": None}, "teaches", "lijst"),
    ({"requires": [{"skill": "s", "level": 1}, {"skill": "s", "level": 2}]}, "requires[1].skill", "al in deze lijst"),
    ({"prerequisites": ["nergens"]}, "prerequisites[0]", "nergens"),
    ({"prerequisites": [{"any_of": []}]}, "prerequisites[0]", "minstens"),
    ({"prerequisites": [{"any_of": [{"any_of": ["a"]}]}]}, "prerequisites[0].any_of[0]", "tekst"),
    ({"prerequisites": [{"all_of": ["a"]}]}, "prerequisites[0].all_of", "any_of"),
    ({"advised": [3]}, "advised[0]", "tekst"),
    ({"prerequisits": []}, "prerequisits", "Bedoel je 'prerequisites'?"),
    ({"zzz": 1}, "zzz", "onbekend"),
]


@pytest.mark.parametrize(("values", "path", "words"), STATION_FAULTS)
def test_a_fault_of_a_station_is_named_in_its_place(values: dict[str, Any], path: str, words: str) -> None:
    faults = faults_of(plain(skills=[{"id": "s", "name": "S"}], stations=[station("a", **values)]))
    assert faults[0].path == f"stations[0].{path}"
    assert words in faults[0].message
    assert faults[0].line == 1


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"format": "metronet-catalogue/2"}, "format"),
        ({"name": None}, "name"),
        ({"language": "Nederlands"}, "language"),
        ({"skills": [{"id": "s", "name": "S"}, {"id": "s", "name": "T"}]}, "skills[1].id"),
        ({"academies": [{"id": "s", "name": "S"}, {"id": "s", "name": "T"}]}, "academies[1].id"),
        ({"stations": [station("a"), station("a")]}, "stations[1].id"),
        ({"lines": [{"id": "s", "name": "S"}, {"id": "s", "name": "T"}]}, "lines[1].id"),
        ({"lines": [{"id": "s", "name": "S", "stations": ["x"]}]}, "lines[0].stations[0]"),
        ({"lines": [{"id": "s", "name": "S", "color": "red"}]}, "lines[0].color"),
        ({"lines": [{"id": "s", "name": "S", "code": "x" * 13}]}, "lines[0].code"),
        ({"stations": [station("a")], "lines": [{"id": "s", "name": "S", "stations": ["a", "a"]}]},
         "lines[0].stations[1]"),
        ({"job_profiles": [{"id": "s", "name": "S"}, {"id": "s", "name": "S"}]}, "job_profiles[1].id"),
        ({"job_profiles": [{"id": "s", "name": "S", "targets": [{"skill": "x", "level": 1}]}]},
         "job_profiles[0].targets[0].skill"),
        ({"extra": 1}, "extra"),
    ],
)  # fmt: skip
def test_a_fault_of_the_rest_is_named_in_its_place(values: dict[str, Any], path: str) -> None:
    assert [fault.path for fault in faults_of(plain() | values)] == [path]


def test_importance_is_a_positive_integer() -> None:
    skills = [{"id": "s", "name": "S"}]
    for importance in (0, -1, 1.5, "2", False):
        profile = {"id": "p", "name": "P", "targets": [{"skill": "s", "level": 1, "importance": importance}]}
        assert faults_of(plain(skills=skills, job_profiles=[profile]))[0].path.endswith("importance")


def test_every_fault_is_reported_at_once_in_the_order_of_the_file() -> None:
    stations = [station("a", minutes=0, prerequisites=["b"]), station("b", prerequisites=["a", "x"]), station("a")]
    faults = faults_of(json.dumps(plain(stations=stations, lines=[{"id": "l"}]), indent=1).encode())
    assert [fault.path for fault in faults] == [
        "stations[0].minutes",
        "stations[0].prerequisites",
        "stations[1].prerequisites[1]",
        "stations[2].id",
        "lines[0]",
    ]
    assert [fault.line for fault in faults] == sorted(fault.line or 0 for fault in faults)


def test_line_and_column_point_at_the_value() -> None:
    fault = faults_of(AS_YAML.replace("minutes: 120", "minutes: none").encode())[0]
    assert (fault.line, fault.column) == (11, 14)
    in_json = json.dumps(plain(stations=[station("a", minutes="x")]), indent=2).encode()
    assert (faults_of(in_json)[0].line, faults_of(in_json)[0].column) == (8, 18)


def test_an_unknown_key_is_pointed_at_itself() -> None:
    fault = faults_of(b"format: metronet-catalogue/1\nname: x\nstationss:\n  - 1\n")[0]
    assert (fault.line, fault.column, fault.path) == (3, 1, "stationss")


@pytest.mark.parametrize("word", ["no", "yes", "2026-01-31", "12:30", "0x1F", "1_000", "12", "true", "1.5"])
def test_a_bare_yaml_word_that_may_be_no_text_has_to_be_quoted(word: str) -> None:
    fault = faults_of(f"format: metronet-catalogue/1\nname: {word}\n".encode())[0]
    assert (fault.path, fault.line, fault.column) == ("name", 2, 7)
    assert "aanhalingstekens" in fault.message
    assert read_catalogue(f"format: metronet-catalogue/1\nname: '{word}'\n".encode()).name == word


def test_a_circle_of_single_prerequisites_is_named() -> None:
    stations = [
        station("start", prerequisites=["b"]),
        station("a", prerequisites=["b"]),
        station("b", prerequisites=["c"]),
        station("c", prerequisites=["a"]),
        station("self", prerequisites=["self"]),
    ]
    faults = faults_of(plain(stations=stations))
    assert [fault.path for fault in faults] == ["stations[1].prerequisites", "stations[4].prerequisites"]
    assert "a -> b -> c -> a" in faults[0].message
    assert "self -> self" in faults[1].message


def test_a_circle_through_an_any_of_group_is_no_fault() -> None:
    stations = [station("a", prerequisites=[{"any_of": ["b", "c"]}]), station("b", prerequisites=["a"]), station("c")]
    assert len(network(stations=stations).stations) == 3


@pytest.mark.parametrize(
    "name",
    [
        "\"'`",
        "back\\slash",
        "<b>&amp;</b>",
        "\u05e9\u05dc\u05d5\u05dd \u200f\u05e2\u05d5\u05dc\u05dd",
        "\u202eomgekeerd",
        "a\u200bb",
        "\U0001f469\u200d\U0001f3ed\U0001f9be",
        "Ω ≈ ç",
        "%(name)s {0}",
    ],
)
def test_an_odd_name_survives_reading_and_writing(name: str) -> None:
    catalogue = network(name=name, stations=[station("a", name=name)])
    assert catalogue.name == name
    assert read_catalogue(write_catalogue(catalogue).encode()) == catalogue


@pytest.mark.parametrize("document", [b"[]", b"5", b'"x"', b"true", b"- a\n- b\n", b"just text"])
def test_a_document_of_another_shape_is_refused(document: bytes) -> None:
    assert "groep" in faults_of(document)[0].message


@pytest.mark.parametrize("key", ["\x1b[31m", "a\nb", "\ud800", "\u202e", "x" * 10_000])
def test_a_refusal_shows_no_character_that_a_terminal_or_page_stumbles_over(key: str) -> None:
    faults = faults_of(plain(**{key: 1}, stations=[station("a", name={key: "x"}, minutes=key, form=key)]))
    assert len(faults) == 4
    for text in (part for fault in faults for part in (fault.path, fault.message)):
        assert text.isprintable()
        assert len(text) < 300


def test_a_thousand_faults_are_enough() -> None:
    faults = faults_of(plain(stations=[station(str(number), minutes=0) for number in range(3_000)]))
    assert len(faults) == 1_000


def test_refusals_speak_the_language_of_the_moment() -> None:
    with in_language("en"):
        assert faults_of(plain(extra=1))[0].message


@given(catalogues(), st.data())
def test_a_damaged_catalogue_is_read_or_refused(catalogue: Catalogue, data: st.DataObject) -> None:
    document = json.loads(write_catalogue(catalogue))
    here, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(here[key], (dict, list)) and here[key] and data.draw(st.booleans()):
        here = here[key]
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else list(range(len(here)))))
    here[key] = data.draw(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([[]]) | st.just({"": 1})
    )
    try:
        read_catalogue(json.dumps(document).encode())
    except Refused as refused:
        assert refused.faults


@given(catalogues(), st.integers(0, 4_000), st.binary(max_size=3), st.sampled_from(["x.json", "x.yaml"]))
def test_a_catalogue_with_bytes_changed_is_read_or_refused(
    catalogue: Catalogue, place: int, junk: bytes, name: str
) -> None:
    content = write_catalogue(catalogue).encode()
    place %= len(content)
    try:
        read_catalogue(content[:place] + junk + content[place + 1 :], name=name)
    except Refused as refused:
        assert refused.faults


def test_a_number_that_cannot_be_used_is_told_together_with_every_other_fault() -> None:
    source = (
        b'{"format": "metronet-catalogue/1", "name": "X", "language": "nl",'
        b' "stations": [{"id": "a", "name": "A", "minutes": 1e999}, {"id": "b", "name": "B", "minutes": -5}]}'
    )
    with pytest.raises(Refused) as caught:
        read_catalogue(source)
    assert [fault.path for fault in caught.value.faults] == ["stations[0].minutes", "stations[1].minutes"]


def test_lines_whose_ids_the_map_cannot_tell_apart_are_refused() -> None:
    source = {"lines": [{"id": "x y", "name": "A"}, {"id": "x_y", "name": "B"}]}
    base = {"format": "metronet-catalogue/1", "name": "X", "language": "nl"}
    with pytest.raises(Refused) as caught:
        read_catalogue(json.dumps({**base, **source}).encode())
    assert [fault.path for fault in caught.value.faults] == ["lines[1].id"]
