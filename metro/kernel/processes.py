"""Child processes that never outlive their parent."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this process with SIGTERM when its parent is gone (Linux; elsewhere nothing happens)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def follow_server() -> None:
    """In a server's worker process: leave the terminal's process group, so that Ctrl-C reaches it only once, through
    the server, and end when a killed server cannot say so."""
    if multiprocessing.parent_process() is not None:
        os.setpgid(0, 0)
        die_with_parent()


def exit_on_terminate() -> None:
    """Make SIGTERM an ordinary exit, so that what a `finally` closes is closed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
