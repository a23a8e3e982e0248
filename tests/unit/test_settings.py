"""Settings come from the environment, are checked once, and say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from metro.config import BadSettings, load_settings


def test_without_an_environment_the_embedded_database_serves() -> None:
    settings = load_settings({})
    assert settings.is_embedded
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 2)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_is_understood(scheme: str) -> None:
    settings = load_settings({"DATABASE_URL": f"{scheme}://metro_app:pw@db/metro"})
    assert settings.database_url == "postgresql+psycopg://metro_app:pw@db/metro"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://metro_app@db/metro\n", encoding="utf-8")
    assert load_settings({"DATABASE_URL_FILE": str(secret)}).database_url == "postgresql+psycopg://metro_app@db/metro"


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="DATABASE_URL_FILE"):
        load_settings({"DATABASE_URL_FILE": str(tmp_path / "nothing")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("METRO_PORT", "no"),
        ("METRO_PORT", "70000"),
        ("METRO_WORKERS", "0"),
        ("METRO_LOG_FORMAT", "xml"),
        ("DATABASE_URL", "mysql://db/metro"),
        ("DATABASE_ADMIN_URL", "db"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=name):
        load_settings({name: value})


def test_lists_are_separated_by_commas() -> None:
    assert load_settings({"METRO_TRUSTED_HOSTS": "a.nl, b.nl"}).trusted_hosts == ("a.nl", "b.nl")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_settings({}).port = 1
