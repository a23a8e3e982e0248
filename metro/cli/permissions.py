"""`metro permissions`: who may do what, as the table that the program itself reads."""

from __future__ import annotations

import click

from metro.kernel.permissions import as_markdown


@click.command()
def permissions() -> None:
    """Print role by permission, as Markdown."""
    click.echo(as_markdown(), nl=False)
