"""The table of permissions that people read is the one that the program reads."""

from __future__ import annotations

from click.testing import CliRunner

from metro.cli.permissions import permissions
from metro.config import ROOT
from metro.kernel.permissions import TABLE, Permission, as_markdown


def test_the_page_and_the_command_say_what_the_program_reads() -> None:
    assert CliRunner().invoke(permissions).output == as_markdown()
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8").endswith("\n\n" + as_markdown())


def test_every_permission_has_its_row() -> None:
    assert set(TABLE) == set(Permission)
