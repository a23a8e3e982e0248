"""Which ids a catalogue file names and uses, and the circles of stations that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from lines.network.circles import circles
from lines.network.domain import Group
from metro.kernel.documents import Path
from metro.kernel.documents_reader import Reader
from metro.kernel.i18n import gettext as _

_SHOWN_IN_A_CIRCLE = 10


class References:
    """Collects while a file is read; `check` then reports what does not fit together."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._named: dict[str, set[str]] = {}
        self._used: list[tuple[str, str, Path]] = []
        self._waits: dict[str, tuple[list[str], Path]] = {}

    def name(self, kind: str, found: str, path: Path) -> None:
        """Remember that `kind` has a thing called `found`; a second one of that name is reported."""
        named = self._named.setdefault(kind, set())
        if found and found in named:
            self._reader.report(path, _("De id '%(id)s' bestaat al. Kies een andere.", id=found))
        elif kind == "line" and found and _sign(found) in {_sign(each) for each in named}:
            message = _("De id '%(id)s' is voor de kaart een tweede keer dezelfde: een spatie telt als _.", id=found)
            self._reader.report(path, message)
        named.add(found)

    def use(self, kind: str, found: str, path: Path) -> None:
        """Remember that a thing of `kind` called `found` has to exist; "" stands for a fault already told."""
        if found:
            self._used.append((kind, found, path))

    def waits(self, station: str, prerequisites: tuple[Group, ...], path: Path) -> None:
        """Remember what `station` waits for: the single prerequisites at `path`."""
        single = [group[0] for group in prerequisites if len(group) == 1]
        if station and single:
            self._waits.setdefault(station, (single, path))

    def check(self) -> None:
        """Report each id that is used and does not exist, and each circle of single prerequisites."""
        for kind, found, path in self._used:
            if found not in self._named.get(kind, ()):
                self._reader.report(path, _missing(kind, found))
        for circle in circles({station: waits for station, (waits, _path) in self._waits.items()}):
            way = " -> ".join(_shortened(circle))
            message = _("Deze stations wachten op elkaar: %(way)s. Haal één van deze voorwaarden weg.", way=way)
            self._reader.report(self._waits[circle[0]][1], message)


def _sign(line: str) -> str:
    """A line's id as the map's classes write it, where blanks become `_` (docs/map.md)."""
    return "_".join(line.split(" "))


def _missing(kind: str, found: str) -> str:
    if kind == "skill":
        return _("Er is geen vaardigheid met de id '%(id)s'. Voeg die toe of verbeter de id.", id=found)
    if kind == "academy":
        return _("Er is geen academie met de id '%(id)s'. Voeg die toe of verbeter de id.", id=found)
    return _("Er is geen station met de id '%(id)s'. Voeg dat toe of verbeter de id.", id=found)


def _shortened(circle: tuple[str, ...]) -> Iterator[str]:
    yield from circle[:_SHOWN_IN_A_CIRCLE]
    if len(circle) > _SHOWN_IN_A_CIRCLE:
        yield "..."
    yield circle[0]
