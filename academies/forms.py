"""Forms: what was typed, read field by field, with what is wrong kept beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

Value = TypeVar("Value")


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


def line(missing: str, longest: int) -> Callable[[str], str]:
    """A reader of one line of text, which says `missing` when it is empty."""

    def read(typed: str) -> str:
        text = one_line(typed)
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
