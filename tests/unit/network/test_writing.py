"""A catalogue has one text; reading it gives the catalogue back; two catalogues differ in what is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given

from lines.network.content import demo_catalogue
from lines.network.differences import Change, differences
from lines.network.domain import Catalogue, Text
from lines.network.files import read_catalogue
from lines.network.writing import digest, digest_of, write_catalogue, write_catalogue_as_yaml, write_catalogue_for
from metro.kernel.i18n import in_language
from tests.unit.network.catalogues import EXERCISM, catalogues, network, station


@given(catalogues())
def test_what_is_written_as_json_reads_as_the_same_catalogue(catalogue: Catalogue) -> None:
    text = write_catalogue(catalogue)
    assert read_catalogue(text.encode()) == catalogue
    assert write_catalogue(read_catalogue(text.encode())) == text


@given(catalogues())
def test_what_is_written_as_yaml_reads_as_the_same_catalogue(catalogue: Catalogue) -> None:
    assert read_catalogue(write_catalogue_as_yaml(catalogue).encode(), name="x.yaml") == catalogue


def test_the_same_content_has_the_same_digest_however_it_was_written() -> None:
    catalogue = read_catalogue(EXERCISM)
    document = json.loads(EXERCISM.read_text(encoding="utf-8"))
    reordered = json.dumps(dict(reversed(document.items())))
    assert digest(read_catalogue(reordered.encode())) == digest(catalogue)
    assert digest(read_catalogue(write_catalogue_as_yaml(catalogue).encode())) == digest(catalogue)
    assert digest(catalogue) == digest_of(write_catalogue(catalogue))


def test_a_word_that_yaml_readers_doubt_is_written_in_quotes() -> None:
    catalogue = network(
        name="no",
        stations=[
            station("2026-01-31", name="12:30"),
            station("1_000", name="="),
            station("08"),
            station("1e5"),
            station("on"),
        ],
    )
    assert read_catalogue(write_catalogue_as_yaml(catalogue).encode()) == catalogue


def test_the_end_of_the_name_decides_the_syntax() -> None:
    catalogue = network()
    assert write_catalogue_for(Path("x.YML"), catalogue) == write_catalogue_as_yaml(catalogue)
    assert write_catalogue_for(Path("x.yaml"), catalogue).startswith("format: metronet-catalogue/1\n")
    assert write_catalogue_for(Path("x.json"), catalogue) == write_catalogue(catalogue)


@given(catalogues(), catalogues())
def test_there_are_differences_exactly_when_catalogues_differ(one: Catalogue, other: Catalogue) -> None:
    assert differences(one, one) == ()
    assert bool(differences(one, other)) == (one != other)


def test_a_first_catalogue_is_all_new() -> None:
    changes = differences(None, network(stations=[station("a")]))
    assert [(change.kind, change.how, change.id) for change in changes] == [
        ("catalogue", "changed", ""),
        ("station", "added", "a"),
    ]


def test_changes_are_told_with_their_fields() -> None:
    old = demo_catalogue()
    first, second, *rest = old.stations
    shorter = replace(first, minutes=first.minutes + 1, name=Text.of(nl="Nieuw"))
    new = replace(old, stations=(shorter, *rest, replace(second, id="extra")))
    changes = differences(old, new)
    assert Change("station", "changed", first.id, "Nieuw", ("name", "minutes")) in changes
    assert Change("station", "removed", second.id, second.name.text_in("nl")) in changes
    assert Change("station", "added", "extra", second.name.text_in("nl")) in changes
    assert len(changes) == 3
    assert str(changes[0]) == f"Station gewijzigd: Nieuw ({first.id}): name, minutes"


def test_another_order_is_a_change() -> None:
    old = network(stations=[station("a"), station("b")])
    new = replace(old, stations=old.stations[::-1])
    assert [str(change) for change in differences(old, new)] == ["Station: andere volgorde"]


def test_changes_speak_the_language_of_the_moment() -> None:
    with in_language("en"):
        assert all(str(change) for change in differences(None, demo_catalogue()))
