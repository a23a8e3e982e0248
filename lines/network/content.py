"""The content that comes with the program: the demo network."""

from __future__ import annotations

from pathlib import Path

from lines.network.domain import Catalogue
from lines.network.files import read_catalogue
from metro.kernel.documents import CLI_LIMIT_BYTES

DEMO_FILE = Path(__file__).parent / "data" / "smart-makers.yaml"


def demo_catalogue() -> Catalogue:
    """The demo network: eleven lines, seven academies, in Dutch and English."""
    return read_catalogue(DEMO_FILE, limit_bytes=CLI_LIMIT_BYTES)
