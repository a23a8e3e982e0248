"""The sentences of code and templates, collected; and the English catalogue brought up to date with them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from metro.config import ROOT
from metro.kernel.i18n import TRANSLATIONS

SOURCES = ("metro", "lines", "academies", "templates")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.css", "jinja2")]
OPTIONS = {
    "**.html": {"trimmed": "true", "silent": "false"},
    "**.txt": {"trimmed": "true", "silent": "false"},
}
_HEADER_NOISE = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|Report-Msgid|Last-Trans|Language-Team)'
    rb"[^\n]*\n"
)
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def collect(root: Path = ROOT) -> Catalog:
    """Every sentence that is said through gettext, without its translation."""
    catalogue = Catalog(project="metronet", charset="utf-8")
    for source in SOURCES:
        for found in extract_from_dir(root / source, METHODS, OPTIONS, keywords=KEYWORDS, callback=None):
            message = found[2]
            catalogue.add(message, None, flags=["python-format"] if _has_values(message) else [])
    return catalogue


def po_path(language: str) -> Path:
    """Where the sentences of `language` stand."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "metro.po"


def read_translations(language: str) -> Catalog:
    """The translations of `language` as they stand in the repository."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=language)


def bring_up_to_date(language: str) -> list[str]:
    """Write the catalogue of `language` anew; the sentences that are still without a translation."""
    translations = read_translations(language)
    translations.update(collect(), no_fuzzy_matching=True)
    target = BytesIO()
    translations.header_comment = "# The English sentences. Made by `make translations`; the translations are ours."
    translations.fuzzy = False
    write_po(target, translations, width=120, sort_output=True, ignore_obsolete=True, no_location=True)
    text = _HEADER_NOISE.sub(b"", target.getvalue())
    po_path(language).write_bytes(text)
    return untranslated(translations)


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences of `catalogue` without a translation in each of their forms."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not _is_whole(message.string))]


def _is_whole(string: object) -> bool:
    """Whether a translation has text in each of its forms."""
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _has_values(message: str | tuple[str, ...]) -> bool:
    return "%(" in (message if isinstance(message, str) else message[0])
