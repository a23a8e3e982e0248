"""A backup holds everything, and what is restored from it is well."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from lines.network import service as network
from lines.network.content import demo_catalogue
from metro.database import Addresses
from metro.kernel import db
from metro.kernel.embedded import Embedded
from metro.kernel.scopes import system
from tests.integration.conftest import Metro
from tests.support import server as test_server


def test_a_restored_copy_passes_the_doctor(
    metro: Metro, postgres: Embedded, own_addresses: Addresses, worker_name: str, tmp_path: Path
) -> None:
    full = test_server.clone(postgres, test_server.DEMO, f"full_{worker_name}")
    file = tmp_path / "alles.backup"
    try:
        made = metro("backup", file, DATABASE_URL=full.app, DATABASE_ADMIN_URL=full.backup or "")
        assert made.returncode == 0, made.stderr
    finally:
        test_server.drop(postgres, f"full_{worker_name}")
    assert file.stat().st_mode & 0o077 == 0
    environment = {"DATABASE_URL": own_addresses.app, "DATABASE_ADMIN_URL": own_addresses.owner or ""}
    refused = metro("restore", file, **environment)
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    restored = metro("restore", file, "--replace", **environment)
    assert restored.returncode == 0, restored.stderr
    looked = metro("doctor", **environment)
    assert looked.returncode == 0, looked.stdout
    assert "versie 1, 90 stations" in looked.stdout


def test_a_file_that_is_no_backup_is_refused_before_anything_is_touched(metro: Metro, tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"geen back-up")
    done = metro("restore", file, METRO_DATA_DIR=str(tmp_path / "nergens"))
    assert done.returncode == 1
    assert "foto.jpg is geen back-up" in done.stderr
    assert not (tmp_path / "nergens").exists()


def test_an_owner_is_needed_to_make_a_backup(metro: Metro, own_addresses: Addresses, tmp_path: Path) -> None:
    done = metro("backup", tmp_path / "x", DATABASE_URL=own_addresses.app)
    assert done.returncode == 1
    assert "DATABASE_ADMIN_URL" in done.stderr


def test_the_doctor_names_what_is_ill(metro: Metro, own_addresses: Addresses) -> None:
    done = metro("doctor", DATABASE_URL=own_addresses.app)
    assert done.returncode == 1
    assert "✗ Netwerk" in done.stdout
    assert "✓ Planner" in done.stdout


def test_a_network_that_still_waits_for_its_drawing_is_no_illness(
    metro: Metro, own_addresses: Addresses, own_sessions: sessionmaker[Session]
) -> None:
    with db.transaction(own_sessions, system("test")) as session:
        network.publish(session, demo_catalogue())
    done = metro("doctor", DATABASE_URL=own_addresses.app)
    assert (done.returncode, "✓ Kaart: wordt nog getekend" in done.stdout) == (0, True), done.stdout
