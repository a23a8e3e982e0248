"""A database session for a command: one transaction, committed when the command's block is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from metro.config import load_settings
from metro.database import is_migrated, running
from metro.kernel import db
from metro.kernel.errors import Unavailable
from metro.kernel.i18n import gettext as _
from metro.kernel.scopes import system


@contextmanager
def transaction(reason: str) -> Iterator[Session]:
    """A session of the program itself, for `reason`, on the settings' database; Unavailable when that has no tables."""
    with running(load_settings()) as addresses:
        engine = db.make_engine(addresses.app, pool_size=1)
        try:
            if not is_migrated(engine):
                raise Unavailable(_("De database loopt niet gelijk met dit programma. Doe eerst: metro db upgrade"))
            with db.transaction(db.make_sessions(engine), system(reason)) as session:
                yield session
        finally:
            engine.dispose()
