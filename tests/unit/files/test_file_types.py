"""A file is what its content says, never what its name says."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from metro.kernel.errors import AppError, InvalidInput
from metro.kernel.file_types import fits, refuse_wrong_name, type_of
from tests.unit.files import made

WHOLE = {
    "png": made.picture("PNG"), "jpg": made.picture("JPEG"), "webp": made.picture("WEBP"), "pdf": made.PDF,
    "mp4": made.MP4, "webm": made.WEBM, "docx": made.word(), "odt": made.open_document(),
    "xlsx": made.packed("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": made.packed("[Content_Types].xml", "ppt/presentation.xml"),
}  # fmt: skip
REFUSED = {
    "zero bytes": b"",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "XML before an SVG": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "HTML": made.HTML,
    "HTML before a PNG": made.HTML + made.picture("PNG"),
    "GIF that is a script": b"GIF89a=1;alert(1)//",
    "BMP": made.picture("BMP"),
    "TIFF": made.picture("TIFF"),
    "program": b"MZ\x90\x00" + b"\x00" * 80,
    "script": b"#!/bin/sh\nrm -rf /\n",
    "plain ZIP": made.packed("lijst.txt"),
    "ZIP out of its folder": made.packed("[Content_Types].xml", "word/document.xml", "../../etc/cron.d/x"),
    "ZIP out of its folder the other way": made.packed("[Content_Types].xml", "word/document.xml", "..\\..\\x.exe"),
    "ZIP to the root": made.packed("[Content_Types].xml", "word/document.xml", "/etc/passwd"),
    "ZIP to a drive": made.packed("[Content_Types].xml", "word/document.xml", "C:/x.exe"),
    "macros": made.packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "ZIP bomb": made.packed("[Content_Types].xml", "word/document.xml", content=b"\x00" * 101 * 1024**2),
    "ZIP cut off": made.word()[:-30],
    "ZIP of nothing": made.packed(),
    "PDF cut off": made.PDF[:-8],
    "text": b"gewoon een verhaal",
    "one byte": b"\x89",
}


@pytest.mark.parametrize("extension", WHOLE)
def test_each_kind_that_we_take_is_known_by_its_content(extension: str) -> None:
    assert type_of(WHOLE[extension]).extension == extension


@pytest.mark.parametrize("what", REFUSED)
def test_what_we_do_not_take_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        type_of(REFUSED[what])
    assert refusal.value.message.endswith(".")


@given(st.binary(max_size=300), st.sampled_from(sorted(WHOLE)), st.integers(0, 60))
def test_no_bytes_whatever_do_more_than_be_refused(junk: bytes, kind: str, kept: int) -> None:
    try:
        type_of(WHOLE[kind][:kept] + junk)
    except AppError as refusal:
        assert refusal.message


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", "png"), ("a.html", "png"), ("a.svg", "webp"), ("a.png", "pdf"), ("a.exe", "docx")]
)
def test_a_name_that_says_something_else_is_refused(name: str, kind: str) -> None:
    with pytest.raises(InvalidInput):
        refuse_wrong_name(name, type_of(WHOLE[kind]))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PDF", "pdf"), ("foto", "jpg"), ("foto.png", "jpg"), ("foto.jfif", "webp"), ("a.b.docx", "docx")],
)
def test_a_name_that_fits_is_taken_and_a_picture_may_be_called_another_picture(name: str, kind: str) -> None:
    assert fits(name, type_of(WHOLE[kind]))
