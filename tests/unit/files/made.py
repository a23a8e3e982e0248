"""Files really made: whole ones of each kind, and broken ones of each class."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

HTML = b"<html><script>alert('pwned')</script></html>"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A plain picture with a corner in another colour."""
    made = Image.new(mode, size, (20, 90, 160, 128)[: len(mode)] if mode != "L" else 90)
    made.putpixel((0, 0), (255, 0, 0, 255)[: len(mode)] if mode != "L" else 255)
    return saved(made, kind)


def saved(made: Image.Image, kind: str, **options: object) -> bytes:
    """`made` as a file."""
    file = io.BytesIO()
    made.save(file, kind, **options)
    return file.getvalue()


def photo_with_a_place() -> bytes:
    """A JPEG that says where it was taken, and that it has to be turned a quarter."""
    made = Image.new("RGB", (60, 20), (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "geheime plek"
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 51.0)}
    return saved(made, "JPEG", exif=exif.tobytes())


def png_with_words() -> bytes:
    """A PNG with a page in a text chunk, and another one behind its end."""
    info = PngInfo()
    info.add_text("Comment", HTML.decode())
    return saved(Image.new("RGB", (20, 20)), "PNG", pnginfo=info) + HTML


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims so many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def packed(*names: str, content: bytes = b"<w/>") -> bytes:
    """A ZIP file with files of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def word() -> bytes:
    """The least that is a Word file."""
    return packed("[Content_Types].xml", "word/document.xml")


def open_document() -> bytes:
    """The least that is an OpenDocument text."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return file.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 40
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\x00" * 40
