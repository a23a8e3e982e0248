"""A sign of life on standard error for work that takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

FIRST_SIGN_SECONDS = 1.0
BETWEEN_SIGNS_SECONDS = 0.5


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show `what` and the seconds so far while the block runs: live in a terminal, one plain line elsewhere."""
    done = threading.Event()
    started = time.monotonic()
    live = sys.stderr.isatty()

    def show() -> None:
        if done.wait(FIRST_SIGN_SECONDS):
            return
        print(f"{what} …", end="" if live else "\n", file=sys.stderr, flush=True)  # noqa: T201 - the command line's own voice
        while live and not done.wait(BETWEEN_SIGNS_SECONDS):
            print(f"\r{what} … {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)  # noqa: T201 - same
        if live:
            print(file=sys.stderr)  # noqa: T201 - same

    sign = threading.Thread(target=show, daemon=True)
    sign.start()
    try:
        yield
    finally:
        done.set()
        sign.join()
