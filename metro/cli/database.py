"""`metro db upgrade`: make and change the tables."""

from __future__ import annotations

import click

from metro.config import load_settings
from metro.database import head_revision, running
from metro.database import upgrade as upgrade_database
from metro.kernel.i18n import gettext as _


@click.group()
def db() -> None:
    """Care for the database's tables."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to date; twice is once."""
    with running(load_settings()) as addresses:
        upgrade_database(addresses)
    click.echo(_("De database staat op %(revision)s.", revision=head_revision()))
