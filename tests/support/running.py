"""A served Metronet as a visitor meets it: the real command, in processes of its own, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 30


@dataclass(frozen=True)
class Served:
    """A running server: its address, and the process that one would press Ctrl-C in."""

    url: str
    process: subprocess.Popen[str]

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it the way a person or a system would; its exit code."""
        os.killpg(self.process.pid, how)
        return self.process.wait(STOP_SECONDS)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*arguments: str, folder: Path, **environment: str) -> Iterator[Served]:
    """`metro ARGUMENTS --port ...` until the block ends, once it has said its address."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("METRO_", "DATABASE_"))}
    log = folder / f"{port}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", "from metro.cli import main; main()", *arguments, "--port", str(port)],
            cwd=folder, env={**clean, **environment, "LANG": "nl_NL.UTF-8"}, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert f"http://localhost:{port}" in said, log.read_text()
        yield Served(f"http://localhost:{port}", process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_SECONDS)
        if process.stdout is not None:
            process.stdout.close()
