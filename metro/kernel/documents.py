"""Documents from outside, JSON or YAML: read safely, refused clearly, with every fault and its place.

document = load(Path("catalogue.yaml"), limit_bytes=CLI_LIMIT_BYTES)
reader = Reader(document)          # metro.kernel.documents_reader
...
reader.finish()                    # raises Refused with all faults at once
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Literal

from metro.kernel.documents_faults import (
    Fault,
    Path,
    Problem,
    Refused,
    refused_whole,
    too_large,
    written,
)
from metro.kernel.documents_json import json_events, read_json
from metro.kernel.documents_tree import offsets_of
from metro.kernel.documents_yaml import read_yaml, yaml_events
from metro.kernel.i18n import gettext as _

__all__ = [
    "CLI_LIMIT_BYTES",
    "WEB_LIMIT_BYTES",
    "Document",
    "Fault",
    "Path",
    "Problem",
    "Refused",
    "collector_paused",
    "load",
]

WEB_LIMIT_BYTES = 5_000_000
CLI_LIMIT_BYTES = 40_000_000

Syntax = Literal["json", "yaml"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that could be read: its plain value, and what is needed to say where something stands in it.

    `problems` are single values and keys that its syntax has but no format takes (NaN, an alias, a key twice); a
    `Reader` tells them together with what else it finds.
    """

    name: str
    text: str
    syntax: Syntax
    value: object
    problems: tuple[Problem, ...] = ()

    def refusal(self, problems: Sequence[Problem]) -> Refused:
        """The refusal for `problems`, in the order of the file, each with its line and column."""
        events = json_events(self.text) if self.syntax == "json" else yaml_events(self.text)
        offsets = offsets_of(events, list(problems))
        return Refused(_placed(self.text, list(zip(offsets, problems, strict=True))), self.name)


def load(source: bytes | FilePath, *, limit_bytes: int = CLI_LIMIT_BYTES, name: str = "") -> Document:
    """The document in `source`, a file's path or its content.

    The syntax follows from the end of the name (.json, .yaml, .yml), else from the first characters. Raises Refused
    (FileTooLarge over `limit_bytes`) when the file cannot be read, is empty, is not UTF-8 text, or breaks its syntax.
    """
    name = name or ("" if isinstance(source, bytes) else str(source))
    text = _text(_content(source, limit_bytes, name), name)
    syntax = _syntax(text, name)
    value, problems = read_json(text) if syntax == "json" else read_yaml(text)
    if problems and not isinstance(value, dict):
        raise Refused(_placed(text, [(problem.offset or 0, problem) for problem in problems]), name)
    if value is None:
        raise refused_whole(_("Dit bestand is leeg. Kies een bestand met inhoud."), name)
    return Document(name, text, syntax, value, tuple(problems))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make many objects that all stay, without the garbage collector looking for rubbish among them: twice as fast."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _content(source: bytes | FilePath, limit_bytes: int, name: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            with source.open("rb") as file:
                content = file.read(limit_bytes + 1)
        except (OSError, ValueError) as error:
            message = _("Dit bestand kan niet gelezen worden. Controleer de naam en de rechten.")
            raise refused_whole(message, name) from error
    if len(content) > limit_bytes:
        raise too_large(limit_bytes, name)
    return content


def _text(content: bytes, name: str) -> str:
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise refused_whole(_("Dit bestand is leeg. Kies een bestand met inhoud."), name)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused_whole(_("Dit is geen tekstbestand. Kies een bestand met JSON of YAML."), name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = _("Dit bestand is geen UTF-8. Sla het op als UTF-8 en probeer het opnieuw.")
        raise Refused(_placed(before, [(len(before), Problem((), message))]), name) from error


def _syntax(text: str, name: str) -> Syntax:
    """By the end of the name; else JSON when it starts as a list or as an object with a quoted name."""
    if name.lower().endswith(".json"):
        return "json"
    if name.lower().endswith((".yaml", ".yml")):
        return "yaml"
    start = text.lstrip()
    if start.startswith("{"):
        return "json" if start[1:].lstrip()[:1] in ('"', "}", "") else "yaml"
    return "json" if start.startswith("[") else "yaml"


def _placed(text: str, found: Sequence[tuple[int, Problem]]) -> list[Fault]:
    """The faults in the order of the file; lines and columns are counted from 1, columns in characters."""
    faults = []
    line, line_start, passed = 1, 0, 0
    for offset, problem in sorted(found, key=lambda each: each[0]):
        if new_lines := text.count("\n", passed, offset):
            line += new_lines
            line_start = text.rfind("\n", passed, offset) + 1
        passed = offset
        faults.append(Fault(written(problem.path), line, offset - line_start + 1, problem.message))
    return faults
