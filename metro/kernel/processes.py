"""Child processes that never outlive their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time

LOOK_SECONDS = 0.5


def die_with_parent(parent: int) -> None:
    """Send this process SIGTERM once process `parent` is no longer its parent, however that ended.

    A thread looks twice a second: that works everywhere, and also when the parent was gone before this was called.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="die-with-parent", daemon=True).start()


def follow_server() -> None:
    """In a server's worker process: leave the terminal's process group, so that Ctrl-C reaches it only once, through
    the server, and end when a killed server cannot say so."""
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        os.setpgid(0, 0)
        die_with_parent(server.pid)


def exit_on_terminate() -> None:
    """Make SIGTERM an ordinary exit, so that what a `finally` closes is closed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
