"""`metro doctor`: is this installation well? One line per part; exit 1 when one is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import click
from sqlalchemy import Engine, text

from metro.config import Settings, load_settings
from metro.database import is_migrated, refuse_mighty_role, running
from metro.kernel import db
from metro.kernel.errors import AppError, InvalidInput, Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.scopes import system


@click.command()
def doctor() -> None:
    """Look at the settings, the database, the network, the map and the renderer."""
    settings = load_settings()
    ill = False
    with running(settings) as addresses:
        engine = db.make_engine(addresses.app, pool_size=1)
        for what, look in examinations(settings, engine):
            try:
                finding = look()
            except Exception as error:  # any failure is the finding
                reason = error.message if isinstance(error, AppError) else f"{type(error).__name__}: {error}"
                finding, ill = reason.splitlines()[0], True
                click.echo(f"✗ {what}: {finding}")
            else:
                click.echo(f"✓ {what}: {finding}")
        engine.dispose()
    sys.exit(1 if ill else 0)


def examinations(settings: Settings, engine: Engine) -> Iterator[tuple[str, Callable[[], str]]]:
    """What is looked at, in order: the name and a function that answers what it found, or raises."""
    yield _("Instellingen"), lambda: _("ingebouwde database") if settings.is_embedded else "DATABASE_URL"
    yield _("Database"), lambda: _database(engine)
    yield _("Tabellen"), lambda: _tables(engine)
    yield _("Netwerk"), lambda: _network(engine)
    yield _("Kaart"), lambda: _map(engine)
    yield _("Tekenaar"), _renderer
    yield _("Planner"), _planner


def _database(engine: Engine) -> str:
    refuse_mighty_role(engine)
    with engine.connect() as connection:
        version = connection.execute(text("show server_version")).scalar_one()
        role = connection.execute(text("select current_user")).scalar_one()
    return _("PostgreSQL %(version)s als %(role)s", version=version, role=role)


def _tables(engine: Engine) -> str:
    if not is_migrated(engine):
        raise InvalidInput(_("lopen niet gelijk met dit programma; doe metro db upgrade"))
    return _("gelijk met dit programma")


def _network(engine: Engine) -> str:
    from lines.network import service
    from lines.network.writing import digest_of, write_catalogue

    with db.transaction(db.make_sessions(engine), system("doctor")) as session:
        version = service.current_network(session)
    if digest_of(write_catalogue(version.catalogue)) != version.digest:
        raise InvalidInput(_("versie %(number)s is niet wat er gepubliceerd is", number=version.number))
    stations = len(version.catalogue.stations)
    return _("versie %(number)s, %(stations)s stations", number=version.number, stations=stations)


def _map(engine: Engine) -> str:
    from lines.maps import service as maps
    from lines.network import service as network

    with db.transaction(db.make_sessions(engine), system("doctor")) as session:
        version = network.current_network(session)
        refusal = maps.refusal(session, version.number)
        if refusal is not None:
            raise InvalidInput(_("niet te tekenen: %(reason)s", reason=refusal))
        if not maps.is_laid_out(session, version.number):
            return _("wordt nog getekend; een worker doet dat (metro serve, of metro worker)")
        drawing = maps.map_svg(session, version, "nl")
    return _("getekend, %(kilobytes)s kB", kilobytes=len(drawing) // 1024)


def _renderer() -> str:
    from lines.maps.renderer import dot_binary, renderer_available

    if not renderer_available():
        raise Unavailable(_("tekent niet; installeer graphviz-pure of zet GRAPHVIZ_DOT"))
    return str(dot_binary())


def _planner() -> str:
    from lines.network.content import demo_catalogue
    from lines.routing.domain import Gap, Profile
    from lines.routing.planner import compile_network, plan

    catalogue = demo_catalogue()
    target = catalogue.job_profiles[0].targets[0]
    route = plan(compile_network(catalogue), Profile(gaps=(Gap(target.skill, target.level),)), 5.0)
    if not route.proof.optimal:
        raise InvalidInput(_("vond geen bewijs binnen vijf seconden"))
    return _("bewezen route in %(milliseconds)s ms", milliseconds=round(route.proof.seconds * 1000))
