"""What is worth keeping in memory: a bounded number of values, each made once per process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most `most` values by key; the one asked for longest ago goes first. Safe for threads.

    Everybody gets the same object, so values are immutable and a key names all that its value was made from.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """The value under `key`, None when it is not kept."""
        with self._turn:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Hashable, value: Value) -> Value:
        """Keep `value` under `key`; it is also returned."""
        with self._turn:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def got(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value under `key`, made when it is not kept. Outside the lock: two threads may both make it."""
        value = self.get(key)
        return value if value is not None else self.put(key, make())
