"""`metro demo`: from nothing to a map to ride, with one command."""

from __future__ import annotations

import shutil

import click
from sqlalchemy.orm import Session

from lines.maps import service as maps
from lines.network import service as network
from lines.network.content import demo_catalogue
from lines.studio.demo import publish_demo_steps
from metro.cli.progress import progress
from metro.cli.server import refuse_taken_port, serve_until_stopped, with_address
from metro.config import Settings, load_settings
from metro.database import Addresses, running, upgrade
from metro.kernel import db
from metro.kernel.embedded import Embedded, data_folder, is_in_use
from metro.kernel.errors import Conflict, Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.processes import exit_on_terminate
from metro.kernel.scopes import NOBODY


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port; 8000 when left out.")
@click.option("--reset", is_flag=True, help="Throw away the demo's data first.")
@click.option("--prepare", is_flag=True, help="Only make everything ready; do not serve.")
def demo(port: int | None, reset: bool, prepare: bool) -> None:
    """Start an own database, load the demo content once, and serve until Ctrl-C."""
    settings = with_address(load_settings(), None, port).model_copy(update={"is_demo": True})
    if reset:
        throw_away(settings)
    refuse_taken_port(settings)
    exit_on_terminate()
    with running(settings) as addresses:
        with progress(_("Database klaarzetten")):
            upgrade(addresses)
        load_demo(addresses)
        if not prepare:
            serve_until_stopped(settings, addresses)


def throw_away(settings: Settings) -> None:
    """Delete the demo's data folder; Conflict when it is not ours to delete, or somebody is using it."""
    if not settings.is_embedded:
        raise Conflict(_("DATABASE_URL is gezet. Alleen de eigen database van de demo kan worden weggegooid."))
    folder = data_folder(settings.data_dir)
    if is_in_use(folder):
        raise Conflict(_("De demo draait nog. Stop hem eerst met Ctrl-C."))
    Embedded(settings.data_dir).close()  # a killed demo left its server running; the last user stops it
    for path in folder.glob("postgresql*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def load_demo(addresses: Addresses) -> None:
    """Publish the demo network and its stations' steps where nothing is published yet, and draw its map once."""
    engine = db.make_engine(addresses.app, pool_size=1)
    try:
        sessions = db.make_sessions(engine)
        with progress(_("Lijnen en stations inladen")), db.transaction(sessions, NOBODY) as session:
            if not _is_published(session):
                network.publish(session, demo_catalogue())
            publish_demo_steps(session)
        with progress(_("Kaart tekenen")), db.transaction(sessions, NOBODY) as session:
            maps.draw_layout(session, network.current_network(session).number)
    finally:
        engine.dispose()


def _is_published(session: Session) -> bool:
    try:
        network.current_network(session)
    except Unavailable:
        return False
    return True
