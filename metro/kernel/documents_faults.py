"""What can be wrong with a document, where it stands, and the refusal that carries it to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metro.kernel.errors import InvalidInput
from metro.kernel.i18n import gettext as _
from metro.kernel.i18n import ngettext

PRINTED_FAULTS = 100
SHOWN_KEY = 60

Path = tuple[str | int, ...]
"""The way to a value: the keys and (from 0) the places in lists, from the outside in."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault as its finder knows it: the value's path, and its offset in characters when it is known already.

    `at` says whether the value is meant or the key that it stands under.
    """

    path: Path
    message: str
    offset: int | None = None
    at: Literal["key", "value"] = "value"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `path` as in `stations[3].minutes` ("" is the whole file), `line` and `column` from 1.

    `line` and `column` are None where there is no place to point at, as in an empty file.
    """

    path: str
    line: int | None
    column: int | None
    message: str


class Refused(InvalidInput):
    """A document that cannot be used; `faults` are all that was found, in the order of the file.

    The message has one line a fault, `file:line:column: path: message`, for the first 100.
    """

    def __init__(self, faults: Sequence[Fault], name: str = "") -> None:
        self.faults = tuple(faults)
        self.name = name
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The faults as lines of text, at most 100 of them and one that counts the rest."""
        shown = [self._line(fault) for fault in self.faults[:PRINTED_FAULTS]]
        rest = len(self.faults) - len(shown)
        if rest:
            shown.append(ngettext("En nog %(num)s fout.", "En nog %(num)s fouten.", rest))
        return shown

    def _line(self, fault: Fault) -> str:
        numbers = (str(number) for number in (fault.line, fault.column) if number is not None)
        place = ":".join(filter(None, (self.name, *numbers)))
        return ": ".join(filter(None, (place, fault.path, fault.message)))


class FileTooLarge(Refused):
    """A file over its limit."""

    code = "too_large"
    status = 413


def too_large(limit_bytes: int, name: str) -> FileTooLarge:
    """The refusal of a file of more than `limit_bytes`."""
    limit = f"{limit_bytes / 1_000_000:g}"
    message = _("Dit bestand is te groot: het mag hoogstens %(limit)s MB zijn. Deel het op.", limit=limit)
    return FileTooLarge([Fault("", None, None, message)], name)


def refused_whole(message: str, name: str) -> Refused:
    """The refusal of a file for something that has no place in it."""
    return Refused([Fault("", None, None, message)], name)


def written(path: Path) -> str:
    """`path` as a person writes it.

    >>> written(("stations", 3, "minutes"))
    'stations[3].minutes'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif len(part) <= SHOWN_KEY and part.replace("-", "_").isidentifier():
            text += f".{part}" if text else part
        else:
            text += f"[{part[:60]!a}]"
    return text
