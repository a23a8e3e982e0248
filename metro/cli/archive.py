"""`metro backup FILE` and `metro restore FILE`: the whole database in one file, by PostgreSQL's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
from sqlalchemy import URL, NullPool, create_engine, inspect, make_url

from metro.cli.progress import progress
from metro.config import load_settings
from metro.database import Addresses, running
from metro.database import upgrade as upgrade_database
from metro.kernel.embedded import binaries
from metro.kernel.errors import Conflict, InvalidInput, Unavailable
from metro.kernel.i18n import gettext as _


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole database to FILE (readable by you alone)."""
    settings = load_settings()
    with running(settings) as addresses, progress(_("Back-up maken")):
        half = file.with_name(f"{file.name}.half")
        half.touch(mode=0o600)
        try:
            _run("pg_dump", "--format=custom", f"--file={half}", "--dbname", url=_backup_url(addresses))
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
    click.echo(_("Alles staat in %(file)s.", file=file))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Throw away what is in the database now.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE into an empty database."""
    settings = load_settings()
    _refuse_other_files(file)
    with running(settings) as addresses, progress(_("Back-up terugzetten")):
        url = _backup_url(addresses)
        if _holds_tables(url) and not replace:
            raise Conflict(_("In deze database staat al iets. Met --replace komt de back-up daarvoor in de plaats."))
        owner = make_url(addresses.owner or "").username or ""
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
            f"--role={owner}", str(file), "--dbname", url=url,
        )  # fmt: skip
        upgrade_database(addresses)
    click.echo(_("%(file)s is teruggezet. Kijk het na met: metro doctor", file=file))


def _backup_url(addresses: Addresses) -> URL:
    if addresses.backup is None:
        raise InvalidInput(_("Zet DATABASE_ADMIN_URL: een back-up leest als eigenaar van de database."))
    return make_url(addresses.backup).set(drivername="postgresql")


def _holds_tables(url: URL) -> bool:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return inspect(connection).has_table("network_version")


def _refuse_other_files(file: Path) -> None:
    try:
        _run("pg_restore", "--list", str(file))
    except Unavailable as error:
        raise InvalidInput(_("%(file)s is geen back-up van metro.", file=file)) from error


def _tool(name: str) -> str:
    """The newest PostgreSQL tool there is, our own or the one on PATH: an older one refuses a newer server."""
    candidates = [str(binaries() / name), *filter(None, [shutil.which(name)])]
    return max(candidates, key=_version)


def _version(tool: str) -> tuple[int, ...]:
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def _run(name: str, *arguments: str, url: URL | None = None) -> None:
    """Run a tool on `url`; the password goes through the environment, where `ps` does not show it."""
    environment = dict(os.environ)
    command = [_tool(name), *arguments]
    if url is not None:
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
        command.append(url.set(password=None).render_as_string(hide_password=False))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise Unavailable(_("%(tool)s lukte niet: %(said)s", tool=name, said=done.stderr.strip()[-500:]))
