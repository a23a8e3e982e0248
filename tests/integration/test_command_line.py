"""The command `metro`, as a process: files in, files out, one clear line and an exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lines.network.content import DEMO_FILE, demo_catalogue
from lines.network.files import read_catalogue
from metro.config import ROOT
from tests.integration.conftest import Metro

EXERCISM = ROOT / "tests" / "data" / "catalogues" / "exercism-python.json"
INSTRUMENT = ROOT / "lines" / "assessments" / "data" / "instrument.yaml"


def test_a_good_catalogue_is_praised_and_counted(metro: Metro) -> None:
    done = metro("catalogue", "check", DEMO_FILE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "smart-makers.yaml klopt: 90 stations, 11 lijnen, 0 waarschuwingen.\n"


def test_the_language_follows_the_terminal(metro: Metro) -> None:
    assert "0 warnings" in metro("catalogue", "check", DEMO_FILE, LANG="en_GB.UTF-8").stdout


def test_every_fault_of_a_file_is_told_with_its_place(metro: Metro, tmp_path: Path) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text("format: metronet-catalogue/1\nname: X\nkleur: rood\nstations:\n  - {id: a, name: A, minutes: 0}\n")
    done = metro("catalogue", "check", file)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "fout.yaml:3:" in done.stderr
    assert "kleur" in done.stderr
    assert "stations[0].minutes" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"[1, 2", b"a: &a [*a]", b"!!python/object:os.system {}", b"1e999"]
)
def test_a_file_that_is_no_catalogue_gets_one_clear_refusal(metro: Metro, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "vreemd"
    file.write_bytes(content)
    done = metro("catalogue", "check", file)
    assert done.returncode == 1
    assert "vreemd" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "call",
    ["fly", "catalogue check", "catalogue check niet-hier.yaml", "route plan --limit x", "route plan --limit nan"],
)
def test_a_wrong_call_exits_with_two(metro: Metro, call: str) -> None:
    done = metro(*call.split())
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_schema_describes_the_demo_content(metro: Metro) -> None:
    import yaml

    schema = json.loads(metro("catalogue", "schema").stdout)
    assert Draft202012Validator(schema).is_valid(yaml.safe_load(DEMO_FILE.read_text(encoding="utf-8")))


def test_routes_come_one_per_line_in_the_order_of_the_profiles(metro: Metro) -> None:
    profiles = EXERCISM.with_suffix(".profiles.json")
    done = metro("route", "plan", EXERCISM, profiles, "--json")
    assert done.returncode == 0, done.stderr
    routes = [json.loads(line) for line in done.stdout.splitlines()]
    wanted = [profile["id"] for profile in json.loads(profiles.read_text(encoding="utf-8"))["profiles"]]
    assert [route["profile"] for route in routes] == wanted
    assert all(route["format"] == "metronet-route/1" and route["proof"]["optimal"] for route in routes)


def test_a_route_is_told_to_a_person_without_json(metro: Metro) -> None:
    done = metro("route", "plan", EXERCISM, EXERCISM.with_suffix(".profiles.json"))
    assert "bewezen beste" in done.stdout


def test_a_map_is_drawn_and_drawn_again_to_the_same_bytes(metro: Metro, tmp_path: Path) -> None:
    first, second, layout = tmp_path / "a.svg", tmp_path / "b.svg", tmp_path / "a.json"
    small = tmp_path / "klein.json"
    small.write_text(json.dumps({
        "format": "metronet-catalogue/1", "name": "Klein", "language": "nl",
        "stations": [{"id": name, "name": name.upper(), "minutes": 60} for name in "abcde"],
        "lines": [{"id": "x", "name": "X", "stations": list("abc")}, {"id": "y", "name": "Y", "stations": list("dbe")}],
    }), encoding="utf-8")  # fmt: skip
    assert metro("map", "draw", small, "--svg", first, "--layout", layout).returncode == 0
    assert metro("map", "draw", small, "--svg", second, "--from", layout).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    assert "report" in json.loads(layout.read_text(encoding="utf-8"))


def test_an_assessment_is_scored_from_files(metro: Metro, tmp_path: Path) -> None:
    answers = tmp_path / "antwoorden.json"
    given = [{"question": 1, "current": 2, "wanted": 4, "importance": 3}, {"question": 2, "current": 3}]
    answers.write_text(json.dumps({
        "format": "metronet-answers/1", "instrument": "smart-industry-scan", "version": 1, "answers": given,
    }), encoding="utf-8")  # fmt: skip
    scores = json.loads(metro("assess", "score", INSTRUMENT, answers, "--json").stdout)
    assert scores["transitions"][0]["topics"][0]["score"]["mean"] == 2.5
    assert "2,5" in metro("assess", "score", INSTRUMENT, answers).stdout


def test_importing_publishes_once_and_a_dry_run_publishes_nothing(on_database: Metro, tmp_path: Path) -> None:
    assert "Dit zou versie 1 worden" in on_database("catalogue", "import", DEMO_FILE, "--dry-run").stdout
    assert on_database("catalogue", "export").returncode == 3
    assert "Versie 1 is gepubliceerd" in on_database("catalogue", "import", DEMO_FILE).stdout
    assert "Niets veranderd" in on_database("catalogue", "import", DEMO_FILE).stdout
    exported = tmp_path / "uit.yaml"
    assert on_database("catalogue", "export", "--output", exported).returncode == 0
    assert read_catalogue(exported) == demo_catalogue()


def test_a_refused_file_changes_nothing(on_database: Metro, tmp_path: Path) -> None:
    file = tmp_path / "half.yaml"
    file.write_text(DEMO_FILE.read_text(encoding="utf-8") + "extra: 1\n", encoding="utf-8")
    assert on_database("catalogue", "import", file).returncode == 1
    assert on_database("catalogue", "export").returncode == 3
