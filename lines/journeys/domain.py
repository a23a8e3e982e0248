"""How far somebody is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StopsDone:
    """Stops done, of how many on the route."""

    done: int
    total: int
