"""Someone who watches a layout being made: hears how far it is, and ends what takes too long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _

Progress = Callable[[float], None]


class TooSlow(AppError):
    """The layout was not ready within the seconds that it had."""

    code = "map_too_slow"
    status = 503


def _unheard(_done: float) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells `heard` the share done, 0 to 1 over the whole of its stretch, and holds a layout to its deadline."""

    heard: Progress = _unheard
    deadline: float | None = None
    begin: float = 0.0
    width: float = 1.0

    @classmethod
    def of(cls, progress: Progress | None, seconds: float | None) -> Watch:
        """A watch that starts now and allows `seconds`, or any time with None."""
        return cls(progress or _unheard, None if seconds is None else time.monotonic() + seconds)

    def done(self, share: float) -> None:
        """Tells that `share` (0 to 1) of this stretch is done. Raises `TooSlow` after the deadline."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TooSlow(
                _("De kaart tekenen duurt te lang. De vorige kaart blijft. Maak het netwerk kleiner of deel het op.")
            )
        self.heard(min(1.0, self.begin + self.width * share))

    def part(self, begin: float, end: float) -> Watch:
        """The watch of what happens between two shares of this stretch."""
        return replace(self, begin=self.begin + self.width * begin, width=self.width * (end - begin))


UNWATCHED = Watch()
