"""`metro academies` does what the network office does, with one clear line."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session, sessionmaker

from academies.franchise import repository
from academies.members.models import Invitation
from tests.integration.conftest import Metro


def test_an_academy_is_opened_and_listed(on_database: Metro, own_sessions: sessionmaker[Session]) -> None:
    owner = ("--owner", "Baas@Zwolle.example")
    done = on_database("academies", "create", "Académie Zwolle", *owner, "--region", "Overijssel", "--kind", "hub")
    assert (done.returncode, done.stderr) == (0, "")
    assert "/academies/academie-zwolle" in done.stdout
    [listed] = json.loads(on_database("academies", "list", "--json").stdout)
    assert (listed["slug"], listed["kind"], listed["stage"]) == ("academie-zwolle", "hub", "onboarding")
    assert "academie-zwolle  Académie Zwolle  hub   Overijssel  onboarding" in on_database("academies", "list").stdout
    with own_sessions() as session:
        assert session.query(Invitation).one().email == "baas@zwolle.example"
        [row] = repository.pipeline(session)
        assert (row.slug, row.stage.value) == ("academie-zwolle", "onboarding")


def test_what_cannot_be_opened_is_refused_in_one_line(on_database: Metro) -> None:
    assert on_database("academies", "create", "Zwolle", "--owner", "baas@zwolle.example").returncode == 0
    for arguments, code in (
        (("Zwolle", "--owner", "baas@zwolle.example"), 1), (("Zwolle", "--slug", "Met Spatie", "--owner", "a@b.nl"), 1),
        (("Zwolle", "--slug", "new", "--owner", "a@b.nl"), 1), (("  ", "--owner", "a@b.nl"), 1),
        (("Ander", "--owner", "geen adres"), 1), (("Ander",), 2),
        (("Ander", "--owner", "a@b.nl", "--region", "Mars"), 2),
    ):  # fmt: skip
        done = on_database("academies", "create", *arguments)
        assert (done.returncode, done.stdout) == (code, ""), arguments
        assert "Traceback" not in done.stderr
    assert len(json.loads(on_database("academies", "list", "--json").stdout)) == 1
