"""Says the address once the pages answer, from a process of its own: the server forks its workers, and a thread in it
at that moment leaves a worker with locks that nobody releases."""

from __future__ import annotations

import sys
import time
from http.client import HTTPConnection

READY_SECONDS = 60


def announce(host: str, port: int, name: str, message: str) -> None:
    """Print `message` when `/healthz` at `host` and `port`, asked for under `name`, answers 200."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection(host, port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": name})
            if connection.getresponse().status == 200:
                sys.stdout.write(f"{message}\n")
                sys.stdout.flush()
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()


if __name__ == "__main__":
    announce(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
