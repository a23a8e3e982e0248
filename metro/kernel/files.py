"""Files that people upload: looked at, stored once by their content, owned by an academy, a company or a person.

The content lies in a folder under its SHA-256; a row says whose it is, and every request asks the row. What belongs
to the public pages (a logo, the pictures of a published station) is published under its hash, for ever.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Identity,
    Integer,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from metro.kernel import clock
from metro.kernel.errors import Conflict, NotFound, TooLarge
from metro.kernel.file_types import TYPES, FileType, refuse_wrong_name, type_of
from metro.kernel.i18n import gettext as _
from metro.kernel.ownership import Owners
from metro.kernel.pictures import LONGEST_SIDE, remade
from metro.kernel.tables import Base
from metro.kernel.typed import one_line

LARGEST_BYTES = 20 * 1024 * 1024
MOST_FILES = 2_000
MOST_BYTES = 1024**3
LONGEST_NAME = 120


class StoredFile(Base):
    """A file of somebody; `name` is what its uploader called it, `extension` what it is."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("num_nonnulls(academy_id, company_id, person_id) = 1", name="one_owner"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_is_hex"),
        UniqueConstraint("id", "academy_id"),
        UniqueConstraint("id", "company_id"),
    )
    __owners__: ClassVar = Owners(
        writers=("academy", "company", "person"), person="person_id", company="company_id", academy="academy_id"
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    academy_id: Mapped[int | None] = mapped_column(ForeignKey("academy.id"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    media_type: Mapped[str] = mapped_column(Text)
    extension: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(Text, index=True)
    uploaded_by: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]

    @property
    def is_picture(self) -> bool:
        return self.width is not None


class PublishedFile(Base):
    """A picture that everybody may see, by its hash: it once stood on a public page."""

    __tablename__ = "published_file"
    __unowned__ = "what stands on public pages; it says not whose it is"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    extension: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody sent: the name it has there, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileOwner:
    """Whose a file is; exactly one of the three, by its id."""

    academy: int | None = None
    company: int | None = None
    person: int | None = None


def store_picture(
    session: Session, folder: Path, upload: Upload, owner: FileOwner, actor: int, longest: int = LONGEST_SIDE
) -> StoredFile:
    """The picture in `upload`, made anew with sides of at most `longest` pixels, and kept; errors as
    `pictures.remade`, Conflict for who has too much."""
    refuse_wrong_name(upload.name, type_of(upload.content))
    picture = remade(upload.content, longest)
    row = _row(session, folder, upload.name, picture.content, picture.type, owner, actor)
    row.width, row.height = picture.width, picture.height
    session.flush()
    return row


def store_file(session: Session, folder: Path, upload: Upload, owner: FileOwner, actor: int) -> StoredFile:
    """The file in `upload`, kept; a picture is made anew. InvalidInput for what we do not take, TooLarge over 20 MB,
    Conflict for who has too much."""
    if len(upload.content) > LARGEST_BYTES:
        raise TooLarge(_("Een bestand mag hoogstens %(size)s MB zijn.", size=LARGEST_BYTES // 1024**2))
    kind = type_of(upload.content)
    if kind.is_picture:
        return store_picture(session, folder, upload, owner, actor)
    refuse_wrong_name(upload.name, kind)
    row = _row(session, folder, upload.name, upload.content, kind, owner, actor)
    session.flush()
    return row


def stored_file(session: Session, owner: FileOwner, file_id: int) -> StoredFile:
    """The file with this id of this owner; NotFound for another's as for none."""
    row = session.execute(select(StoredFile).where(StoredFile.id == file_id, *_of(owner))).scalar_one_or_none()
    if row is None:
        raise NotFound(_("Dit bestand is er niet (meer)."))
    return row


def publish_file(session: Session, row: StoredFile) -> str:
    """Let everybody see a picture; its address for ever."""
    if session.get(PublishedFile, row.sha256) is None:
        session.add(PublishedFile(sha256=row.sha256, extension=row.extension, published_at=clock.now()))
        session.flush()
    return public_address(row.sha256, row.extension)


def public_address(sha256: str, extension: str) -> str:
    """Where a published picture is served; it may be kept for ever."""
    return f"/files/{sha256}.{extension}"


def published_type(session: Session, sha256: str, extension: str) -> FileType | None:
    """What the published file with this hash and extension is; None when it was never published."""
    row = session.get(PublishedFile, sha256)
    if row is None or row.extension != extension:
        return None
    return next((each for each in TYPES if each.extension == extension), None)


def path_of(folder: Path, sha256: str) -> Path:
    """Where the content with this hash lies, or would."""
    return folder / sha256[:2] / sha256


def _row(
    session: Session, folder: Path, name: str, content: bytes, kind: FileType, owner: FileOwner, actor: int
) -> StoredFile:
    _refuse_more(session, owner, len(content))
    row = StoredFile(
        name=one_line(name.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:] or f"bestand.{kind.extension}",
        academy_id=owner.academy, company_id=owner.company, person_id=owner.person, media_type=kind.media_type,
        extension=kind.extension, size_bytes=len(content), sha256=_kept(folder, content), uploaded_by=actor,
        created_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    return row


def _kept(folder: Path, content: bytes) -> str:
    """Write `content` under its hash, whole or not at all; the hash. What lies there already is the same."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(folder, sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)
    return sha256


def _refuse_more(session: Session, owner: FileOwner, size: int) -> None:
    count, total = session.execute(
        select(func.count(StoredFile.id), func.coalesce(func.sum(StoredFile.size_bytes), 0)).where(*_of(owner))
    ).one()
    if count >= MOST_FILES or total + size > MOST_BYTES:
        raise Conflict(_("Hier is geen plaats meer voor bestanden. Haal er eerst een paar weg."))


def _of(owner: FileOwner) -> tuple[ColumnElement[bool], ...]:
    return (
        StoredFile.academy_id.is_not_distinct_from(owner.academy),
        StoredFile.company_id.is_not_distinct_from(owner.company),
        StoredFile.person_id.is_not_distinct_from(owner.person),
    )
