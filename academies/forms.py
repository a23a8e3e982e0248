"""Forms: what was typed, read field by field, with what is wrong kept beside its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _

Value = TypeVar("Value")

# Controls, invisible and direction marks, surrogates, line and paragraph separators: no part of a name.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Typed:
    """The fields of a form; `errors` holds a sentence for each field that `read` could not use."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        self.errors: dict[str, str] = {}

    def read(self, field: str, reader: Callable[[str], Value]) -> Value | None:
        """The value of `field` by `reader`; None, with its message in `errors`, when that raises InvalidInput."""
        try:
            return reader(self.values.get(field, ""))
        except InvalidInput as error:
            self.errors[field] = error.message
            return None


def plain(typed: str) -> str:
    """`typed` on one line, composed (NFC), without what cannot be seen and without blanks at its ends."""
    composed = unicodedata.normalize("NFC", typed.encode("utf-8", "replace").decode())
    return " ".join("".join(" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in composed).split())


def line(missing: str, longest: int) -> Callable[[str], str]:
    """A reader of one line of text, which says `missing` when it is empty."""

    def read(typed: str) -> str:
        text = plain(typed)
        if not text:
            raise InvalidInput(missing)
        if len(text) > longest:
            raise InvalidInput(_("Houd dit korter dan %(number)s tekens.", number=longest + 1))
        return text

    return read


def one_of(options: Mapping[str, str], message: str) -> Callable[[str], str]:
    """A reader of a choice from the keys of `options`, which says `message` for anything else."""

    def read(typed: str) -> str:
        if typed not in options:
            raise InvalidInput(message)
        return typed

    return read
