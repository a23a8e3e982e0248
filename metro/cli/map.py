"""`metro map draw`: the metro map of a catalogue file, without a database."""

from __future__ import annotations

from pathlib import Path

import click

from lines.maps.domain import network_of
from lines.maps.layout import lay_out
from lines.maps.map_layout import MapLayout
from lines.maps.rendering import draw as draw_layout
from lines.network.files import read_catalogue
from metro.cli.progress import progress
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def map() -> None:
    """Draw the metro map of a catalogue file."""


@map.command()
@click.argument("catalogue", type=FILE)
@click.option("--svg", type=OUT, required=True, help="Write the drawing here.")
@click.option("--layout", type=OUT, help="Write the positions and the drawing's report here.")
@click.option("--from", "previous", type=FILE, help="Start from these positions, so that little moves.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True)
def draw(catalogue: Path, svg: Path, layout: Path | None, previous: Path | None, seed: int) -> None:
    """Draw the network in CATALOGUE as a metro map."""
    read = read_catalogue(catalogue)
    before = MapLayout.from_json(previous.read_bytes().decode("utf-8", "replace")) if previous else None
    with progress(_("Kaart tekenen")):
        laid_out = lay_out(network_of(read), seed=seed, previous=before)
        drawing = draw_layout(laid_out, current_language(), stations_at=None, title=read.name)
    svg.write_text(drawing, encoding="utf-8")
    if layout:
        layout.write_text(laid_out.to_json(), encoding="utf-8")
    click.echo(_("De kaart staat in %(file)s.", file=svg))
