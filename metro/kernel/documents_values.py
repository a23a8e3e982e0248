"""Single values of a document: what a text and an id may be, and the messages for what they may not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from metro.kernel.documents_tree import Doubtful
from metro.kernel.i18n import gettext as _

ID_LIMIT = 200
NAME_LIMIT = 200
TEXT_LIMIT = 20_000
WHOLE_LIMIT = 2_147_483_647
"""The largest whole number of a database column; no count of minutes or cents comes near."""

LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
REFUSED_CHARACTERS = r"\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Unicode Cc, lone surrogates and the two values that XML 1.0 cannot hold (section 2.2, Char)."""

LANGUAGE_CODE = re.compile(LANGUAGE)
_refused_characters = re.compile(f"[{REFUSED_CHARACTERS}]")


def text_problem(text: str, limit: int) -> str | None:
    """What is wrong with a stripped text that has to say something, or None."""
    if len(text) > limit:
        return _("Dit is te lang: hoogstens %(limit)s tekens.", limit=limit)
    if text.isprintable() and text:
        return None
    if found := _refused_characters.search(text):
        code = f"U+{ord(found.group()):04X}"
        return _("Hier staat een teken dat niet mag (%(code)s), zoals een nieuwe regel. Haal het weg.", code=code)
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return _("Dit mag niet leeg zijn. Vul iets in.")
    return None


def id_problem(text: str) -> str | None:
    """What is wrong with an id, or None."""
    if text != text.strip():
        return _("Aan het begin of eind van een id mag geen spatie staan.")
    if "--" in text or "->" in text:
        return _("In een id mag geen -- of -> staan. Kies een ander teken.")
    return text_problem(text, ID_LIMIT)


def shown(value: object) -> str:
    """A value as a message shows it: short, and a collection by its kind."""
    if isinstance(value, Doubtful):
        value = value.text
    if isinstance(value, Mapping):
        return _("een groep")
    if isinstance(value, list):
        return _("een lijst")
    words = {True: "true", False: "false"}
    text = words[value] if isinstance(value, bool) else _("niets") if value is None else str(value)
    return f"'{printable(text)}'" if isinstance(value, str) else printable(text)


def printable(text: str) -> str:
    """The start of `text` without what a terminal or a page could stumble over."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:60])


def unknown_key(key: str, known: Collection[str]) -> str:
    """The message for a key that is not among `known`, with the nearest of them."""
    near = get_close_matches(key[:60], known, n=1)
    if near:
        return _("'%(key)s' is hier onbekend. Bedoel je '%(near)s'?", key=printable(key), near=near[0])
    names = ", ".join(sorted(known))
    return _("'%(key)s' is hier onbekend. Wat hier mag: %(names)s.", key=printable(key), names=names)


def not_text(value: object) -> str:
    """The message for a value that should have been a text."""
    if isinstance(value, (Doubtful, bool, int, float)):
        found = shown(value)
        return _("Hier hoort tekst, maar er staat %(found)s. Zet het tussen aanhalingstekens.", found=found)
    return _("Hier hoort tekst, maar er staat %(found)s.", found=shown(value))


def not_a_language(text: str) -> str:
    """The message for a language code that is none."""
    return _("'%(found)s' is geen taalcode. Schrijf bijvoorbeeld nl of en.", found=printable(text))
