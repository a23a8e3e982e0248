"""Which database: the one that the settings name, or the embedded one; its roles, its migrations.

Three roles: the owner makes and changes tables (`DATABASE_ADMIN_URL`), the application reads and writes the rows that
row-level security shows it (`DATABASE_URL`) and may do nothing else, and the operator, which nobody logs in as, sees
every row: the owner becomes it to move data in a migration. The embedded server gets all three, and its superuser for
backups.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text

from metro.config import Settings
from metro.kernel.db import make_engine
from metro.kernel.embedded import Embedded
from metro.kernel.errors import InvalidInput, Unavailable
from metro.kernel.i18n import gettext as _

OWNER, APP, OPERATOR, DATABASE = "metro_owner", "metro_app", "metro_operator", "metro"
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database is, for the application, for its owner, and for backups."""

    app: str
    owner: str | None
    backup: str | None


_embedded: dict[Path, Embedded] = {}  # the servers this process has joined; the kernel forgets them when it ends


@contextmanager
def running(settings: Settings) -> Iterator[Addresses]:
    """The addresses of the database, with the embedded server kept running for the block when it is used."""
    if settings.database_url:
        yield Addresses(settings.database_url, settings.database_admin_url, settings.database_admin_url)
        return
    server = Embedded(settings.data_dir)
    try:
        provision(server)
        yield embedded_addresses(server, DATABASE)
    finally:
        server.close()


def connect(settings: Settings) -> Engine:
    """An engine for the application, which keeps the embedded server running as long as this process lives."""
    size = settings.threads + 1
    if settings.database_url:
        return make_engine(settings.database_url, size)
    if settings.data_dir not in _embedded:
        _embedded[settings.data_dir] = Embedded(settings.data_dir)
        provision(_embedded[settings.data_dir])
    return make_engine(embedded_addresses(_embedded[settings.data_dir], DATABASE).app, size)


def embedded_addresses(server: Embedded, database: str) -> Addresses:
    """The three addresses of `database` on the embedded server."""
    return Addresses(server.url(APP, database), server.url(OWNER, database), server.url("postgres", database))


def provision(server: Embedded) -> None:
    """Make the roles and the database of the embedded server where they are missing."""
    engine = create_engine(server.url(), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(20261122)"))  # two starters at once make them once
        for role in (OWNER, APP):
            if not connection.scalar(text("select 1 from pg_roles where rolname = :role"), {"role": role}):
                connection.execute(text(f"create role {role} login"))
        if not connection.scalar(text("select 1 from pg_roles where rolname = :role"), {"role": OPERATOR}):
            connection.execute(text(f"create role {OPERATOR}"))
            connection.execute(text(f"grant {OPERATOR} to {OWNER}"))
        if not connection.scalar(text("select 1 from pg_database where datname = :name"), {"name": DATABASE}):
            connection.execute(text(f"create database {DATABASE} owner {OWNER}"))


def upgrade(addresses: Addresses) -> None:
    """Bring the schema up to date as the owner, and give the application's role its rights."""
    if addresses.owner is None:
        raise InvalidInput(_("Zet DATABASE_ADMIN_URL: alleen de eigenaar van de database mag tabellen maken."))
    app = make_url(addresses.app)
    owner = create_engine(addresses.owner, poolclass=NullPool)
    with owner.begin() as connection:
        _ensure_app_role(connection, app.username or APP, app.password)
        _ensure_operator_role(connection)
        configuration = alembic_config()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        _grant(connection, app.username or APP)


def alembic_config() -> Config:
    """Alembic's settings for our migrations."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    return configuration


def head_revision() -> str | None:
    """The newest migration that this program knows."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def is_migrated(engine: Engine) -> bool:
    """Whether the database stands at the newest migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head_revision()


def refuse_mighty_role(engine: Engine) -> None:
    """Raise Unavailable when the application would run as a role that row-level security does not hold."""
    with engine.connect() as connection:
        role = connection.execute(
            text(
                "select rolsuper or rolbypassrls as passes, exists (select from pg_class "
                "where relowner = pg_roles.oid and relname = 'person') as owns, exists (select from pg_roles as other "
                "where other.rolname = :operator and pg_has_role(current_user, other.oid, 'member')) as operates "
                "from pg_roles where rolname = current_user"
            ),
            {"operator": OPERATOR},
        ).one()
    if role.passes or role.owns or role.operates:
        raise Unavailable(
            _(
                "DATABASE_URL is een superuser, de eigenaar van de tabellen of lid van metro_operator. "
                "Geef de toepassing een eigen rol."
            )
        )


def forget_audit(owner_url: str, before: datetime, *, dry_run: bool) -> int:
    """Delete the audit entries from before a moment, which the application's own role cannot; how many there were."""
    engine = create_engine(owner_url, poolclass=NullPool)
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text(f"set local role {OPERATOR}"))
        result = connection.execute(text("delete from audit_entry where at < :before"), {"before": before})
        if dry_run:
            transaction.rollback()
        return result.rowcount


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)


def _ensure_app_role(connection: Connection, role: str, password: str | None) -> None:
    if connection.scalar(text("select 1 from pg_roles where rolname = :role"), {"role": role}):
        return
    connection.execute(text(f"create role {_quoted(connection, role)} login"))
    if password:
        literal = connection.scalar(text("select quote_literal(:password)"), {"password": password})
        connection.exec_driver_sql(f"alter role {_quoted(connection, role)} password {literal}".replace("%", "%%"))


def _ensure_operator_role(connection: Connection) -> None:
    if not connection.scalar(text("select 1 from pg_roles where rolname = :role"), {"role": OPERATOR}):
        connection.execute(text(f"create role {OPERATOR}"))
        connection.execute(text(f"grant {OPERATOR} to current_user"))


def _grant(connection: Connection, role: str) -> None:
    """Rows yes, tables no; a published network version and an audit entry are never changed, not even by mistake."""
    app = _quoted(connection, role)
    for statement in (
        f"grant usage on schema public to {OPERATOR}",
        f"grant select, insert, update, delete on all tables in schema public to {OPERATOR}",
        f"grant usage on all sequences in schema public to {OPERATOR}",
        f"grant usage on schema public to {app}",
        f"grant select, insert, update, delete on all tables in schema public to {app}",
        f"grant usage on all sequences in schema public to {app}",
        f"grant execute on all functions in schema public to {app}",
        f"revoke update, delete on network_version from {app}",
        f"revoke update, delete on audit_entry from {app}",
        f"revoke update, delete on station_content from {app}",
        f"revoke update, delete on publication from {app}",
        f"revoke insert, update, delete on alembic_version from {app}",
    ):
        connection.execute(text(statement))
