"""Settings: read from the environment once, checked once, frozen.

Each field is documented in docs/settings.md. A secret may come from a file: `DATABASE_URL_FILE=/run/secrets/db`
holds what `DATABASE_URL` would hold.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _

ROOT = Path(__file__).parent.parent
SECRETS = ("DATABASE_URL", "DATABASE_ADMIN_URL", "METRO_SECRET_KEY", "METRO_SMTP_URL")
SHORTEST_SECRET = 32


def _comma_separated(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_separated)]


class BadSettings(AppError):
    """The environment holds a setting that cannot be used."""

    code = "bad_settings"
    status = 500


class Settings(BaseSettings):
    """How this installation runs. Without `database_url` an embedded PostgreSQL serves (demo and development)."""

    model_config = SettingsConfigDict(env_prefix="METRO_", frozen=True, extra="ignore")

    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    database_admin_url: str | None = Field(default=None, validation_alias="DATABASE_ADMIN_URL")
    data_dir: Path = ROOT / ".metro"
    files_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=1, le=64)
    trusted_hosts: CommaSeparated = ("localhost", "127.0.0.1", "[::1]")
    trusted_proxies: CommaSeparated = ()
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    secret_key: str | None = Field(default=None, min_length=SHORTEST_SECRET)
    public_url: str | None = None
    smtp_url: str | None = None
    mail_from: str = "Metronet <metronet@localhost>"
    is_demo: bool = False

    @field_validator("database_url", "database_admin_url")
    @classmethod
    def _is_postgresql(cls, value: str | None) -> str | None:
        if value is None:
            return None
        scheme, separator, rest = value.partition("://")
        if not separator or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
            raise ValueError(_("een adres dat begint met postgresql:// wordt verwacht"))
        return f"postgresql+psycopg://{rest}"

    @field_validator("public_url")
    @classmethod
    def _is_origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
            raise ValueError(_("een adres als https://metronet.example wordt verwacht"))
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, value: str | None) -> str | None:
        if value is not None and (urlsplit(value).scheme not in ("smtp", "smtps") or not urlsplit(value).hostname):
            raise ValueError(_("een adres als smtp://naam:wachtwoord@host:587 wordt verwacht"))
        return value

    @property
    def is_embedded(self) -> bool:
        """Whether the program starts its own PostgreSQL."""
        return self.database_url is None

    @property
    def files(self) -> Path:
        """The folder that uploaded files lie in; every server needs the same one."""
        return self.files_dir or self.data_dir / "files"

    @property
    def mailbox(self) -> Path:
        """The folder that mail is laid in without an SMTP server."""
        return self.data_dir / "mailbox"

    @property
    def base_url(self) -> str:
        """Where the pages are, for links in mail and on cards, without a slash at the end."""
        return self.public_url or f"http://{self.trusted_hosts[0]}:{self.port}"

    def key(self) -> bytes:
        """The secret that one-time codes and device marks are made with: the setting, else a file in the data folder.

        BadSettings when several servers could each make their own.
        """
        if self.secret_key is not None:
            return self.secret_key.encode()
        if not self.is_embedded:
            raise BadSettings(_("Zet METRO_SECRET_KEY (32 tekens of meer): zonder kan niemand veilig inloggen."))
        path = self.data_dir / "secret.key"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_hex(SHORTEST_SECRET))
        except FileExistsError:
            pass  # made by an earlier start
        return path.read_text().encode()


def _with_secrets_from_files(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` with each `X_FILE` of a known secret replaced by `X` and the file's content."""
    found = dict(environment)
    for name in SECRETS:
        path = found.pop(f"{name}_FILE", None)
        if path is None:
            continue
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSettings(
                _("%(name)s_FILE wijst naar %(path)s, en dat bestand is niet te lezen. Kijk het pad en de rechten na.",
                  name=name, path=path)
            ) from error  # fmt: skip
    return found


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The checked settings of `environment` (the process's own when None); BadSettings names every fault."""
    values = _with_secrets_from_files(os.environ if environment is None else environment)
    known = {
        name: values[key]
        for name, field in Settings.model_fields.items()
        if (key := str(field.validation_alias or f"METRO_{name.upper()}")) in values
    }
    default_data_dir = ROOT / ".metro" if (ROOT / "pyproject.toml").exists() else _home_data_dir(values)
    known.setdefault("data_dir", str(default_data_dir))
    aliased = {str(Settings.model_fields[name].validation_alias or name): value for name, value in known.items()}
    try:
        settings = Settings.model_validate(aliased)
    except ValidationError as error:
        faults = "; ".join(
            f"{_setting_name(str(fault['loc'][0]))}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise BadSettings(_("Deze instellingen kloppen niet: %(faults)s", faults=faults)) from error
    return settings


def _setting_name(location: str) -> str:
    return location if location.isupper() else f"METRO_{location.upper()}"


def _home_data_dir(values: Mapping[str, str]) -> Path:
    base = values.get("XDG_DATA_HOME") or str(Path(values.get("HOME") or "~").expanduser() / ".local" / "share")
    return Path(base) / "metronet"
