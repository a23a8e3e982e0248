"""The JSON Schemas describe what the readers take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from lines.network.checks import check_catalogue
from lines.network.content import DEMO_FILE
from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from lines.network.schema import CATALOGUE_SCHEMA
from lines.network.schema_routes import PROFILE_SCHEMA, ROUTE_SCHEMA
from lines.network.writing import plain_catalogue
from tests.unit.network.catalogues import EXERCISM, catalogues, faults_of, plain, station
from tests.unit.network.test_catalogue_files import STATION_FAULTS

CATALOGUE = Draft202012Validator(CATALOGUE_SCHEMA)
BEYOND_A_SCHEMA: list[dict[str, Any]] = [
    {"minutes": 60.0},
    {"name": "\u200b\u200d"},
    {"academy": "nergens"},
    {"teaches": [{"skill": "s", "from_level": 2, "to_level": 2}]},
    {"teaches": [{"skill": "s", "from_level": 3, "to_level": 1}]},
    {"teaches": [{"skill": "x", "from_level": 0, "to_level": 1}]},
    {"requires": [{"skill": "s", "level": 1}, {"skill": "s", "level": 2}]},
    {"prerequisites": ["nergens"]},
]
"""What only a reader knows: ids that exist, one value against another, 60.0, and signs without ink."""


@pytest.mark.parametrize("schema", [CATALOGUE_SCHEMA, PROFILE_SCHEMA, ROUTE_SCHEMA])
def test_each_schema_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", [EXERCISM, DEMO_FILE], ids=lambda path: path.name)
def test_real_catalogues_fit_the_schema(path: Path) -> None:
    assert CATALOGUE.is_valid(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_real_profiles_fit_the_schema() -> None:
    profiles = json.loads(EXERCISM.with_name("exercism-python.profiles.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(PROFILE_SCHEMA)
    assert validator.is_valid(profiles)
    assert validator.is_valid(profiles["profiles"][0])
    assert not validator.is_valid({"id": "p1"})
    assert not validator.is_valid({"profiles": [{"gaps": [{"skill": "s", "target": 6}]}]})


@given(catalogues())
def test_every_catalogue_that_is_written_fits_the_schema(catalogue: Catalogue) -> None:
    assert CATALOGUE.is_valid(plain_catalogue(catalogue))


@pytest.mark.parametrize("values", [values for values, _path, _words in STATION_FAULTS])
def test_what_the_schema_takes_and_the_reader_does_not_is_beyond_a_schema(values: dict[str, Any]) -> None:
    document = plain(skills=[{"id": "s", "name": "S"}], stations=[station("a", **values)])
    assert faults_of(document)
    assert CATALOGUE.is_valid(document) == (values in BEYOND_A_SCHEMA)


def test_the_examples_of_the_documentation_are_read_and_fit_the_schema() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert check_catalogue(read_catalogue(example.encode())) == ()
    CATALOGUE.validate(yaml.safe_load(example))
    profile = next(block for block in page.split("```json\n") if '"metronet-profile/1"' in block.split("```")[0])
    Draft202012Validator(PROFILE_SCHEMA).validate(json.loads(profile.split("```")[0]))


def test_the_example_route_of_the_documentation_fits_the_schema() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```json\n")[1:]]
    routes = [json.loads(block) for block in blocks if '"metronet-route/1"' in block]
    assert len(routes) == 1
    Draft202012Validator(ROUTE_SCHEMA).validate(routes[0])
