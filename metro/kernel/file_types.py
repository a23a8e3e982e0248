"""What a file is, told by its content: the name of an upload is only what somebody called it.

Signatures: PNG (W3C, 5.2), JPEG (T.81, B.1.1.3), WebP (RFC 9649, 2.4), PDF (ISO 32000-1, 7.5.2), ISO media (ISO
14496-12, 4.3), WebM (EBML, RFC 8794, 11.2.1), Office files (ECMA-376, part 2) and OpenDocument (part 3) inside ZIP.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PACKED_FILES = 5_000
_TAIL_BYTES = 2_048  # where a whole PDF says that it ends


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that we take; `extensions` are the names it may go by, the first is what we call it."""

    media_type: str
    extensions: tuple[str, ...]
    is_picture: bool = False

    @property
    def extension(self) -> str:
        return self.extensions[0]


PNG = FileType("image/png", ("png",), is_picture=True)
JPEG = FileType("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), is_picture=True)
WEBP = FileType("image/webp", ("webp",), is_picture=True)
PDF = FileType("application/pdf", ("pdf",))
MP4 = FileType("video/mp4", ("mp4", "m4v"))
WEBM = FileType("video/webm", ("webm",))
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = FileType(f"{_OPEN_XML}wordprocessingml.document", ("docx",))
XLSX = FileType(f"{_OPEN_XML}spreadsheetml.sheet", ("xlsx",))
PPTX = FileType(f"{_OPEN_XML}presentationml.presentation", ("pptx",))
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ODT = FileType(f"{_OPEN_DOCUMENT}text", ("odt",))
ODS = FileType(f"{_OPEN_DOCUMENT}spreadsheet", ("ods",))
ODP = FileType(f"{_OPEN_DOCUMENT}presentation", ("odp",))

PICTURES = (PNG, JPEG, WEBP)
TYPES = (*PICTURES, PDF, MP4, WEBM, DOCX, XLSX, PPTX, ODT, ODS, ODP)
_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash")
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_PACKED = {each.media_type.encode(): each for each in (ODT, ODS, ODP)}


def type_of(content: bytes) -> FileType:
    """What `content` is; InvalidInput says what is wrong when it is empty, cut off, or nothing that we take."""
    if not content:
        raise InvalidInput(_("Dit bestand is leeg. Kies een ander bestand."))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return _whole_pdf(content)
    if content[4:8] == b"ftyp" and content[8:12] in _MP4_BRANDS:
        return MP4
    if content.startswith(b"\x1aE\xdf\xa3") and b"webm" in content[:64]:
        return WEBM
    if content.startswith(b"PK\x03\x04"):
        return _packed_type(content)
    raise _not_taken()


def fits(name: str, found: FileType) -> bool:
    """Whether `name` says what was found in a file, or nothing.

    A picture may go by the name of another kind of picture, as phones do: it is made anew anyway.
    """
    _stem, dot, extension = name.rpartition(".")
    fitting = {each for kind in PICTURES for each in kind.extensions} if found.is_picture else {*found.extensions}
    return not dot or extension.lower() in fitting


def refuse_wrong_name(name: str, found: FileType) -> None:
    """Raise InvalidInput when `name` calls a file something else than what was found in it."""
    if not fits(name, found):
        extension = name.rpartition(".")[2]
        raise InvalidInput(
            _("Dit bestand heet .%(named)s, maar er zit een .%(found)s in. Sla het opnieuw op en probeer het weer.",
              named=extension[:12], found=found.extension)
        )  # fmt: skip


def _whole_pdf(content: bytes) -> FileType:
    if b"%%EOF" not in content[-_TAIL_BYTES:]:
        raise _cut_off()
    return PDF


# What zipfile raises for a file that is broken, packed in a way it does not know (NotImplementedError) or locked.
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def _packed_type(content: bytes) -> FileType:
    """An Office or OpenDocument file; any other ZIP, and one that would unpack outside its folder, is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _refuse_bad_entries(entries)
            names = {entry.filename for entry in entries}
            kinds = [kind for part, kind in _PARTS.items() if part in names and "[Content_Types].xml" in names]
            if entries and entries[0].filename == "mimetype" and entries[0].file_size < 100:
                kinds += [kind for kind in (_PACKED.get(packed.read(entries[0])),) if kind is not None]
    except _UNREADABLE as error:
        raise _cut_off() from error
    if not kinds:
        raise _not_taken()
    return kinds[0]


def _refuse_bad_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PACKED_FILES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED_BYTES:
        raise InvalidInput(_("Dit bestand wordt uitgepakt te groot. Maak het kleiner."))
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise InvalidInput(_("In dit bestand zit een pad dat buiten zijn eigen map wijst. Dat nemen we niet aan."))
        if parts[-1].lower() in ("vbaproject.bin", "vbadata.xml"):
            raise InvalidInput(_("In dit bestand zitten macro’s. Sla het op zonder macro’s."))


def _cut_off() -> InvalidInput:
    return InvalidInput(_("Dit bestand is beschadigd of niet helemaal aangekomen. Probeer het opnieuw."))


def _not_taken() -> InvalidInput:
    return InvalidInput(
        _("Dit soort bestand nemen we niet aan. Wel: PNG, JPEG, WebP, PDF, MP4, WebM en documenten van Office.")
    )
