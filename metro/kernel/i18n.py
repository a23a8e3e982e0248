"""Dutch first, English second: the language of the moment and its translations.

Dutch is the source language: what stands in the code and the templates is the Dutch sentence, and
`metro/translations/en/LC_MESSAGES/metro.po` holds the English one. The language is a context variable, so
the same code serves a request, a job and a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"
TRANSLATIONS = Path(__file__).parent.parent / "translations"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def current_language() -> str:
    """The language of this request, job or command: "nl" or "en"."""
    return _language.get()


def speak(language: str) -> None:
    """Speak `language` from here on in this context; an unknown one falls back to Dutch."""
    _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak `language` inside the block; an unknown one falls back to Dutch."""
    token = _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def translations(language: str) -> NullTranslations:
    """The gettext catalogue of `language`, compiled once per process from its .po file."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "metro.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str, /, **values: object) -> str:
    """`message` in the current language, with `%(name)s` filled from `values`."""
    text = translations(current_language()).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The singular or plural form for `number` in the current language; `%(num)s` is the number."""
    text = translations(current_language()).ngettext(singular, plural, number)
    return text % {"num": number, **values}


_ = gettext
