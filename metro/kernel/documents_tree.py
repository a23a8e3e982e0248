"""A document as a stream of events: what both syntaxes are built from, and where places are looked up.

The events come from a generator and are handled in a loop, so depth costs no stack: a bomb of brackets meets
`DEPTH_LIMIT`, never Python's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from metro.kernel.documents_faults import Path, Problem
from metro.kernel.i18n import gettext as _

DEPTH_LIMIT = 64
PROBLEM_LIMIT = 1_000
WHOLE_DIGITS = 15
"""More digits do not survive every reader of JSON (RFC 8259, section 6)."""

Kind = Literal["{", "}", "[", "]", "key", "value"]
Event = tuple[Kind, object, int]
"""Kind, value (of a key or a scalar; a `Flaw` where it is wrong) and offset in characters."""
Events = Callable[[str], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Stands in the place of a value, key or collection that is refused for its syntax."""

    message: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A bare word of YAML that some readers take for something else than text: `no`, `2026-01-31`, `1:30`."""

    text: str


class Stopped(Exception):
    """The events cannot go on after this problem."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(slots=True)
class _Open:
    """A collection that is being filled; `key` is the key whose value comes next."""

    value: dict[str, object] | list[object]
    key: str = ""
    known: set[str] = field(default_factory=set)

    def part(self, behind: int) -> str | int:
        """The key or the place of the value that comes next, or of the one `behind` places before it."""
        return self.key if isinstance(self.value, dict) else len(self.value) - behind

    def put(self, value: object) -> None:
        if isinstance(self.value, dict):
            self.value[self.key] = value
        else:
            self.value.append(value)


def too_deep() -> str:
    """The message for a document nested deeper than `DEPTH_LIMIT`."""
    return _("Hier zitten te veel lagen in elkaar: hoogstens %(limit)s. Haal lagen weg.", limit=DEPTH_LIMIT)


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    root: object = None
    problems: list[Problem] = field(default_factory=list)

    def path(self) -> Path:
        outer = tuple(each.part(1) for each in self.stack[:-1])
        return (*outer, self.stack[-1].part(0)) if self.stack else ()

    def report(self, message: str, offset: int) -> None:
        self.problems.append(Problem(self.path(), message, offset))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise Stopped(_("Hier zijn we gestopt met lezen: er zijn te veel fouten."), offset)

    def put(self, value: object) -> None:
        if self.stack:
            self.stack[-1].put(value)
        else:
            self.root = value

    def key(self, key: object, offset: int) -> None:
        top = self.stack[-1]
        top.key = key if isinstance(key, str) else "?"
        if isinstance(key, Flaw):
            self.report(key.message, offset)
        elif top.key in top.known:
            self.report(_("Deze sleutel staat er twee keer. Laat er één staan."), offset)
        top.known.add(top.key)

    def open(self, value: dict[str, object] | list[object], offset: int) -> None:
        if len(self.stack) >= DEPTH_LIMIT:
            raise Stopped(too_deep(), offset)
        self.put(value)
        self.stack.append(_Open(value))

    def take(self, kind: Kind, value: object, offset: int) -> None:
        if isinstance(value, Flaw) and kind != "key":
            self.report(value.message, offset)
        if kind == "value":
            self.put(value)
        elif kind == "key":
            self.key(value, offset)
        elif kind == "{":
            self.open({}, offset)
        elif kind == "[":
            self.open([], offset)
        else:
            self.stack.pop()


def build(events: Iterable[Event]) -> tuple[object, list[Problem]]:
    """The value that the events describe, and every problem met, in the order of the file.

    The value is None when the events could not go on; a `Flaw` stands in it where a value is refused.
    """
    builder = _Builder()
    try:
        for kind, value, offset in events:
            builder.take(kind, value, offset)
    except Stopped as stop:
        is_deep = len(builder.stack) == DEPTH_LIMIT
        builder.problems.append(Problem(() if is_deep else builder.path(), stop.message, stop.offset))
        return None, builder.problems
    return builder.root, builder.problems


@dataclass(slots=True)
class _Wanted:
    """A tree of the paths that are looked for; `found` gets the offset of the value and of its key."""

    parts: dict[str | int, _Wanted] = field(default_factory=dict)
    value: int | None = None
    key: int | None = None


def _wanted(paths: Iterable[Path]) -> tuple[_Wanted, int]:
    """The tree of the paths, and how many values are in it."""
    root, size = _Wanted(), 1
    for path in paths:
        here = root
        for part in path:
            if part not in here.parts:
                here.parts[part] = _Wanted()
                size += 1
            here = here.parts[part]
    return root, size


def _find(events: Iterable[Event], root: _Wanted, size: int) -> None:
    """Fill in the offsets, and stop when there are no more; parts without a wanted path are passed over."""
    stack: list[tuple[_Wanted | None, list[int] | None]] = []
    current: _Wanted | None = root
    for kind, value, offset in events:
        if kind in ("}", "]"):
            stack.pop()
            continue
        if kind == "key":
            above = stack[-1][0]
            current = above.parts.get(value) if above and isinstance(value, str) else None
            if current:
                current.key = offset
            continue
        if stack and (counter := stack[-1][1]) is not None:
            above = stack[-1][0]
            current = above.parts.get(counter[0]) if above else None
            counter[0] += 1
        if current:
            current.value = offset
            size -= 1
            if not size:
                return
        if kind != "value":
            stack.append((current, [0] if kind == "[" else None))


def offsets_of(events: Iterable[Event], problems: list[Problem]) -> list[int]:
    """For each problem the offset of its value or key, or of the nearest value around it that exists."""
    root, size = _wanted(problem.path for problem in problems)
    _find(events, root, size)
    found = []
    for problem in problems:
        here, best = root, root.value or 0
        for part in problem.path:
            here = here.parts[part]
            best = here.value if here.value is not None else best
        if problem.at == "key" and here.key is not None:
            best = here.key
        found.append(best if problem.offset is None else problem.offset)
    return found
