"""`metro academies`: open an academy from the command line, and list those there are."""

from __future__ import annotations

import json

import click

from academies.franchise.service import open_directly
from academies.tenants import repository
from academies.tenants.domain import KINDS, PROVINCES, slug_from
from metro.cli.sessions import transaction
from metro.kernel.addresses import normal_address
from metro.kernel.i18n import gettext as _


@click.group()
def academies() -> None:
    """Open an academy, and list those there are."""


@academies.command()
@click.argument("name")
@click.option("--slug", help="Its address below /academies/; made from the name when left out.")
@click.option("--owner", required=True, help="The owner's e-mail address, which gets the invitation.")
@click.option("--region", type=click.Choice(PROVINCES), default=None, help="Its province.")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
def create(name: str, slug: str | None, owner: str, region: str | None, kind: str) -> None:
    """Open the academy NAME and invite its owner, as the network office does."""
    email = normal_address(owner)
    with transaction("open an academy") as session:
        made = open_directly(session, name, slug or slug_from(name), email, None, kind, region or "")
        said = _("%(name)s is er, op /academies/%(slug)s. De uitnodiging voor %(email)s gaat zo weg.",
                 name=made.name, slug=made.slug, email=email)  # fmt: skip
    click.echo(said)


@academies.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of a table.")
def list_(as_json: bool) -> None:
    """List the academies by their address."""
    with transaction("list the academies") as session:
        rows = [
            {"slug": each.slug, "name": each.name, "kind": each.kind, "region": each.region, "stage": each.stage,
             "created_at": each.created_at.isoformat(timespec="seconds")}
            for each in repository.academies(session)
        ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ("slug", "name", "kind", "region", "stage")
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) if rows else len(name) for name in columns}
    for row in ({name: name for name in columns}, *rows):
        click.echo("  ".join(row[name].ljust(widths[name]) for name in columns).rstrip())
