"""Files in the database and on the disk: kept once by content, asked by owner, opened by links that expire."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from metro.kernel import clock, files
from metro.kernel.errors import Conflict, NotFound, TooLarge
from metro.kernel.file_links import is_signed, signature, signed_address
from metro.kernel.files import FileOwner, Upload, path_of, publish_file, store_file, stored_file
from tests.factories import academies, companies
from tests.support.pages import PageClient
from tests.unit.files import made


def test_a_file_lies_under_its_hash_once_and_is_its_owners(session: Session, tmp_path: Path) -> None:
    here, there = academies.academy(session).id, academies.academy(session, "elders").id
    own, other = FileOwner(academy=here), FileOwner(academy=there)
    rows = [store_file(session, tmp_path, Upload("a.pdf", made.PDF), owner, 1) for owner in (own, other)]
    assert rows[0].sha256 == rows[1].sha256
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [rows[0].sha256]
    assert path_of(tmp_path, rows[0].sha256).read_bytes() == made.PDF
    assert stored_file(session, own, rows[0].id) is rows[0]
    for owner in (other, FileOwner(company=here), FileOwner(person=here)):
        with pytest.raises(NotFound):
            stored_file(session, owner, rows[0].id)


def test_a_name_is_only_a_name(session: Session, tmp_path: Path) -> None:
    owner = FileOwner(academy=academies.academy(session).id)
    for name in ("../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "/x.pdf", "x\u202e\x00.pdf", "x" * 900 + ".pdf", ".pdf"):
        row = store_file(session, tmp_path, Upload(name, made.PDF), owner, 1)
        assert "/" not in row.name
        assert "\\" not in row.name
        assert row.name.isprintable()
        assert len(row.name) <= files.LONGEST_NAME
    assert {path.parent.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path}


def test_too_large_and_too_many_are_refused(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = FileOwner(academy=academies.academy(session).id)
    with pytest.raises(TooLarge):
        store_file(session, tmp_path, Upload("a.pdf", made.PDF + b" " * files.LARGEST_BYTES), owner, 1)
    monkeypatch.setattr(files, "MOST_FILES", 1)
    store_file(session, tmp_path, Upload("a.pdf", made.PDF), owner, 1)
    with pytest.raises(Conflict):
        store_file(session, tmp_path, Upload("a.pdf", made.PDF), owner, 1)


def test_only_a_published_picture_is_everybodys(app: Flask, client: PageClient, session: Session) -> None:
    folder = app.config["METRO_SETTINGS"].files
    owner = FileOwner(academy=academies.academy(session).id)
    row = store_file(session, folder, Upload("foto.jpg", made.photo_with_a_place()), owner, 1)
    session.commit()
    address = files.public_address(row.sha256, row.extension)
    assert client.get(address).status_code == 404
    assert publish_file(session, row) == publish_file(session, row) == address
    session.commit()
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address.replace(".webp", ".html")).status_code == 404
    assert client.get("/files/..%2f..%2fetc.png").status_code == 404


def test_a_signed_link_opens_its_file_until_it_expires(app: Flask, client: PageClient, session: Session) -> None:
    settings = app.config["METRO_SETTINGS"]
    owner = FileOwner(person=companies.person(session, "Fatima"))
    row = store_file(session, settings.files, Upload("brief.pdf", made.PDF), owner, 1)
    other = store_file(session, settings.files, Upload("b.docx", made.word()), owner, 1)
    session.commit()
    good = signed_address(settings.key(), row.id, clock.now() + timedelta(minutes=5))
    answer = client.get(good)
    assert (answer.status_code, answer.data) == (200, made.PDF)
    assert "filename=brief.pdf" in answer.headers["Content-Disposition"]
    assert "private" in answer.headers["Cache-Control"]
    _files, _number, until, mark = good.strip("/").split("/")
    late = signed_address(settings.key(), row.id, clock.now() - timedelta(seconds=1))
    gone = signed_address(settings.key(), other.id + 99, clock.now() + timedelta(minutes=5))
    for bad in (late, gone, good[:-1], f"/files/{other.id}/{until}/{mark}", f"/files/{row.id}/{int(until) + 1}/{mark}",
                signed_address(b"another key", row.id, clock.now() + timedelta(minutes=5))):  # fmt: skip
        assert client.get(bad).status_code == 404
    path_of(settings.files, row.sha256).unlink()
    assert client.get(good).status_code == 404


def test_a_signature_of_any_spelling_is_only_compared() -> None:
    until = int(clock.now().timestamp()) + 60
    assert is_signed(b"k", 1, until, signature(b"k", 1, until))
    for given in ("", "é", "\ud800", "A" * 43):
        assert not is_signed(b"k", 1, until, given)
