"""How the inner loops are compiled: numba, cached on disk, in a folder that belongs to this very source.

numba checks only the file of the compiled function, not of the functions it calls, so a cache could outlive the code it
was made from; the folder's name therefore carries a digest of all compiled modules.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

_HERE = Path(__file__).parent
_COMPILED = ("grid.py", "grid_cost.py", "annealing.py", "label_choice.py", "straight.py", "settling.py")

Function = TypeVar("Function", bound=Callable[..., object])


def cache_folder() -> Path:
    """Where compiled code is kept: beside the source, else the user's cache, else the temporary folder."""
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _COMPILED)).hexdigest()[:12]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    for base in (_HERE / "__pycache__", home / "metronet"):
        folder = base / f"kernels-{digest}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="metronet-kernels-"))


# numba reads its settings when it is first imported; somebody's own choice is left alone.
os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))

import numba  # noqa: E402  the cache folder must be set before the import


def compiled(function: Function) -> Function:
    """`function` compiled on first use and cached; it holds no interpreter lock, so threads run it in parallel."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
