"""The instrument that comes with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lines.assessments.domain import Instrument
from lines.assessments.files import read_instrument

INSTRUMENT_FILE = Path(__file__).parent / "data" / "instrument.yaml"


@cache
def standard_instrument() -> Instrument:
    """The Smart Industry scan: nine transitions, 18 topics, 35 questions; read once per process."""
    return read_instrument(INSTRUMENT_FILE)
