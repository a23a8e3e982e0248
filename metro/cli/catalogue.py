"""`metro catalogue`: check and schema need a file only; import and export speak with the database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lines.network.checks import check_catalogue
from lines.network.files import read_catalogue
from lines.network.schema import CATALOGUE_SCHEMA
from lines.network.writing import write_catalogue, write_catalogue_for
from metro.cli.progress import progress
from metro.kernel.documents import CLI_LIMIT_BYTES
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import ngettext

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def catalogue() -> None:
    """Check, import and export catalogue files (docs/formats.md)."""


@catalogue.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Say everything that is wrong with FILE, and warn of what a traveller would stumble over."""
    with progress(_("%(file)s nakijken", file=file.name)):
        read = read_catalogue(file, limit_bytes=CLI_LIMIT_BYTES)
        warnings = check_catalogue(read)
    for warning in warnings:
        click.echo(f"{warning.path}: {warning.message}")
    stations = ngettext("%(num)s station", "%(num)s stations", len(read.stations))
    lines = ngettext("%(num)s lijn", "%(num)s lijnen", len(read.lines))
    found = ngettext("%(num)s waarschuwing", "%(num)s waarschuwingen", len(warnings))
    click.echo(_("%(file)s klopt: %(stations)s, %(lines)s, %(found)s.",
                 file=file.name, stations=stations, lines=lines, found=found))  # fmt: skip


@catalogue.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def import_(file: Path, dry_run: bool) -> None:
    """Publish FILE as the newest network: all of it or nothing, and twice is once."""
    from lines.network import service
    from metro.cli.sessions import transaction

    read = read_catalogue(file, limit_bytes=CLI_LIMIT_BYTES)
    with progress(_("%(file)s inlezen", file=file.name)), transaction("catalogue import") as session:
        publication = service.publication_of(session, read) if dry_run else service.publish(session, read)
        if publication.is_new and not dry_run:
            from lines.maps.tasks import defer_drawing

            defer_drawing(session, publication.number)
    for change in publication.changes:
        click.echo(str(change))
    if not publication.is_new:
        click.echo(_("Niets veranderd: dit is al versie %(number)s.", number=publication.number))
    elif dry_run:
        click.echo(_("Dit zou versie %(number)s worden. Er is niets opgeslagen.", number=publication.number))
    else:
        click.echo(_("Versie %(number)s is gepubliceerd.", number=publication.number))


@catalogue.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here; .yaml for YAML.")
def export(output: Path | None) -> None:
    """Write the newest network as a catalogue file."""
    from lines.network import service
    from metro.cli.sessions import transaction

    with transaction("catalogue export") as session:
        newest = service.current_network(session).catalogue
    if output is None:
        click.echo(write_catalogue(newest), nl=False)
        return
    output.write_text(write_catalogue_for(output, newest), encoding="utf-8")


@catalogue.command()
def schema() -> None:
    """Print the JSON Schema of catalogue files."""
    click.echo(json.dumps(CATALOGUE_SCHEMA, ensure_ascii=False, indent=2))
