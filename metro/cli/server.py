"""`metro serve`: pages by granian, jobs by a child process. `metro worker`: jobs only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from metro.config import Settings, load_settings
from metro.database import Addresses, is_migrated, refuse_mighty_role, running
from metro.kernel import db
from metro.kernel.errors import Conflict, Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.logs import configure_logs
from metro.kernel.processes import die_with_parent, exit_on_terminate

STOP_SECONDS = 10
PARENT_VARIABLE = "METRO_PARENT"  # tells a worker which server it belongs to; not a setting


@click.command()
@click.option("--host", help="Listen here; 127.0.0.1 when left out.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port; 8000 when left out.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages and do the jobs until Ctrl-C."""
    settings = with_address(load_settings(), host, port)
    exit_on_terminate()
    with running(settings) as addresses:
        refuse_unready(addresses)
        serve_until_stopped(settings, addresses)


@click.command()
def worker() -> None:
    """Do the jobs until Ctrl-C. Run as many of these as the work asks for."""
    from metro.worker import work

    settings = load_settings()
    configure_logs(settings.log_format, settings.log_level)
    if parent := os.environ.get(PARENT_VARIABLE):
        die_with_parent(int(parent))
    with running(settings) as addresses:
        refuse_unready(addresses)
        work(addresses.app, settings)


def with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """`settings` with another host or port where one is given."""
    given = {"host": host, "port": port}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def refuse_unready(addresses: Addresses) -> None:
    """Raise Unavailable unless the tables are those of this program, and the role is one that they hold back."""
    engine = db.make_engine(addresses.app, pool_size=1)
    try:
        if not is_migrated(engine):
            raise Unavailable(_("De database loopt niet gelijk met dit programma. Doe eerst: metro db upgrade"))
        refuse_mighty_role(engine)
    finally:
        engine.dispose()


def serve_until_stopped(settings: Settings, addresses: Addresses) -> None:
    """Serve on the settings' address; whatever was started has ended when this returns."""
    from granian.constants import Interfaces
    from granian.server import Server

    refuse_taken_port(settings)
    os.environ.update(child_environment(settings, addresses))
    server = Server(
        "wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        log_enabled=False,
        websockets=False,
    )
    with job_worker():
        say_when_ready(settings)
        server.serve()


def child_environment(settings: Settings, addresses: Addresses) -> dict[str, str]:
    """What the server's children read: the same settings, with the database's addresses filled in."""
    found = {
        "DATABASE_URL": addresses.app,
        "METRO_HOST": settings.host,
        "METRO_PORT": str(settings.port),
        "METRO_DATA_DIR": str(settings.data_dir),
        "METRO_SECRET_KEY": settings.key().decode(),
        "METRO_IS_DEMO": "yes" if settings.is_demo else "no",
    }
    if addresses.owner:
        found["DATABASE_ADMIN_URL"] = addresses.owner
    return found


def refuse_taken_port(settings: Settings) -> None:
    """Raise Conflict when somebody listens on the port already: two servers would share its visitors."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.settimeout(1)
        if probe.connect_ex((settings.host if settings.host != "0.0.0.0" else "127.0.0.1", settings.port)) == 0:  # noqa: S104 - compared, not bound
            raise Conflict(
                _(
                    "Op poort %(port)s draait al iets. Kies een andere: --port (bij make: PORT=8001).",
                    port=settings.port,
                )
            )


@contextmanager
def job_worker() -> Iterator[None]:
    """A worker process for the block."""
    command = [sys.executable, "-c", "from metro.cli import main; main()", "worker"]
    child = subprocess.Popen(
        command, env={**os.environ, PARENT_VARIABLE: str(os.getpid())}, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def address_of(settings: Settings) -> str:
    """The address to type in a browser."""
    name = "localhost" if settings.host in ("127.0.0.1", "::1", "0.0.0.0") else settings.host  # noqa: S104 - compared, not bound
    return f"http://{name}:{settings.port}"


def say_when_ready(settings: Settings) -> None:
    """Have the address printed once the pages answer."""
    message = _("Metronet rijdt op %(url)s (stoppen: Ctrl-C)", url=address_of(settings))
    place = [settings.host, str(settings.port), settings.trusted_hosts[0]]
    subprocess.Popen([sys.executable, "-m", "metro.cli.ready", *place, message], stdin=subprocess.DEVNULL)
