"""Jobs done to the last one, as a worker does them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from metro.config import Settings
from metro.database import Addresses
from metro.worker import work


def work_off(addresses: Addresses, folder: Path) -> None:
    """Do every job that waits, its mail laid in `folder`. In a thread: a browser may hold this one's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work, addresses.app, Settings(data_dir=folder), wait=False).result()
