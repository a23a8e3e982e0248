"""Two worlds of the same shape: in each table a row of each, with a text in every cell that stands nowhere else.

Tables join by themselves. A column whose text has to fit a rule stands in `FITTING`; one that says that something is
over stays empty (`STILL_OPEN`), for what is over is seen by nobody.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

import metro.models
from metro.kernel import clock
from metro.kernel.ownership import Owners
from metro.kernel.tables import Base

STILL_OPEN = (
    "ended_at", "suspended_at", "erased_at", "used_at", "revoked_at", "answered_at", "accepted_at", "withdrawn_at",
    "viewed_person_id", "viewing_until", "new_email_old_agreed_at", "new_email_new_agreed_at", "accepted_by",
)  # fmt: skip
FITTING: dict[tuple[str, str], Any] = {
    ("company", "kvk_number"): lambda canary: f"{int(hashlib.sha256(canary.encode()).hexdigest(), 16) % 10**8:08}",
    ("company", "size_class"): lambda _canary: "10-49",
    ("mail_link", "purpose"): lambda _canary: "sign_in",
    ("access_request", "answer"): lambda _canary: None,
    ("credential", "password_hash"): lambda _canary: None,
    ("credential", "pin_hash"): lambda _canary: None,
    ("login_session", "how"): lambda _canary: "password",
    ("academy", "kind"): lambda _canary: "academy",
    ("academy", "stage"): lambda _canary: "onboarding",  # not on show yet: a stranger finds it as little as none
    ("academy", "color"): lambda _canary: "#0067b1",
    ("academy", "logo"): lambda _canary: None,
    ("academy_request", "kvk_number"): lambda _canary: "12345678",
    ("academy_request", "kind"): lambda _canary: "academy",
    ("academy_request", "stage"): lambda _canary: "requested",
    ("academy_request", "academy_id"): lambda _canary: None,
    ("academy_vat", "status"): lambda _canary: "crkbo",
    ("academy_agreement", "ends_on"): lambda _canary: None,
    ("stored_file", "sha256"): lambda canary: hashlib.sha256(canary.encode()).hexdigest(),
    ("stored_file", "media_type"): lambda _canary: "application/pdf",
    ("stored_file", "extension"): lambda _canary: "pdf",
    ("station_draft", "state"): lambda _canary: "draft",
    ("station_draft", "document"): lambda canary: {"name_nl": canary},
    ("station_draft", "touched"): lambda _canary: {},
    ("station_draft_version", "document"): lambda canary: {"name_nl": canary},
    ("station_draft_version", "reason"): lambda _canary: "submitted",
    ("station_review", "decision"): lambda _canary: "returned",
    ("station_review", "comments"): lambda canary: {"name_nl": canary},
    ("line_proposal", "state"): lambda _canary: "proposed",
    ("scan", "answers"): lambda _canary: {"job_profile": None, "lines": [], "questions": {}, "levels": {}},
}
ROLES: dict[str, list[str]] = {"company_id": ["viewer"], "academy_id": ["academy-editor"]}
OWNERS = ("company", "academy", "person")


def models() -> dict[str, type[Base]]:
    """Every table's model by its name."""
    assert metro.models.metadata is Base.metadata
    return {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]  # tables all


def owned_models() -> dict[str, tuple[type[Base], Owners]]:
    """The models whose rows somebody owns."""
    return {
        name: (model, model.__owners__)  # type: ignore[attr-defined]  # asked for in the condition
        for name, model in sorted(models().items())
        if getattr(model, "__owners__", None) is not None
    }


@dataclass
class World:
    """One world: its texts begin with its `mark`; `rows` are the made rows, the first of each table its usual one."""

    mark: str
    rows: dict[str, list[Any]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def canary(self, kind: str = "") -> str:
        """A text that stands in this world once."""
        number = next(self._numbers)
        return f"kanarie-{kind.replace('_', '-')}-{self.mark.lower()}{number:03}q"

    def one(self, name: str) -> Any:
        """The usual row of the table `name`."""
        return self.rows[name][0]

    def id(self, name: str) -> int:
        """Its id."""
        found: int = self.one(name).person_id if name in ("credential", "progress") else self.one(name).id
        return found

    def ids(self, kind: str) -> list[int]:
        """The ids of every row of the table `kind`."""
        return [row.id for row in self.rows[kind]]

    def add(self, session: Session, name: str, **given: Any) -> Any:
        """Make a row of the table `name`: `given`, and something in every other column."""
        model = models()[name]
        row = model(**self._filled(model.__table__, given))  # type: ignore[arg-type]  # a table, as declared
        session.add(row)
        session.flush()
        self.rows.setdefault(name, []).append(row)
        return row

    def _filled(self, table: Table, given: dict[str, Any]) -> dict[str, Any]:
        values = dict(given)
        for column in table.columns:
            if column.name not in values and column.identity is None:
                values[column.name] = self._value(table, column)
        return values

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.name in STILL_OPEN:
            return None
        if (table.name, column.name) in FITTING:
            return FITTING[table.name, column.name](self.canary(table.name))
        for key in column.foreign_keys:
            target = key.column.table.name
            if target != "network_version":
                return getattr(self.one(target), key.column.name)
            return 1
        return self._plain(table, column)

    def _plain(self, table: Table, column: Column[Any]) -> Any:
        canary, now = self.canary(table.name), clock.now()
        kind: Any = column.type
        if column.name == "language":
            return "nl"
        if "email" in column.name and isinstance(kind, Text):
            return f"{canary}@voorbeeld.nl"
        if column.name == "roles":
            return ["viewer"]
        if column.name.endswith("_by"):
            return self.id("person")
        if isinstance(kind, LargeBinary):
            return self.hidden(f"{table.name}.{column.name}")
        if isinstance(kind, BigInteger):
            return self._owner(column.name)
        known: Iterable[tuple[Any, Any]] = (
            (Text, canary), (ARRAY, [canary]), (JSONB, [canary]), (Boolean, False), (Uuid, _uuid(canary)),
            (DateTime, _moment(column.name, now)), (Date, now.date()), (Integer, 5), (Numeric, 3),
        )  # fmt: skip
        return next(value for one, value in known if isinstance(kind, one))

    def _owner(self, name: str) -> int:
        """The owner that a column without a foreign key names; a number in any other."""
        owner = name.removesuffix("_id")
        known = {"actor": "person"}.get(owner, owner)
        return self.id(known) if known in OWNERS else 3

    def hidden(self, what: str) -> bytes:
        """The hash of a new secret, kept under `what`."""
        secret = f"{self.canary('geheim')}-{hashlib.sha256(what.encode()).hexdigest()}"
        self.secrets.setdefault(what, secret)
        return hashlib.sha256(secret.encode()).digest()


def _uuid(canary: str) -> Any:
    import uuid

    return uuid.uuid5(uuid.NAMESPACE_DNS, canary)


def _moment(name: str, now: datetime) -> datetime:
    return now + timedelta(days=7) if name == "expires_at" else now - timedelta(minutes=1)


# The one constraint that a row of each table can meet in more than one way: which organisation it belongs to.
BELONGINGS: dict[str, tuple[dict[str, Any], ...]] = {
    "membership": ({"academy_id": None},),
    "invitation": ({"academy_id": None},),
    "scan": ({"token_hash": None},),
    "audit_entry": ({"academy_id": None},),
    "stored_file": ({"company_id": None, "person_id": None},),
}


def make_world(session: Session, mark: str) -> World:
    """A row in every table that has owners, each fit for the others; what `BELONGINGS` says in more than one way."""
    world = World(mark)
    owned = [table.name for table in Base.metadata.sorted_tables if table.name in owned_models()]
    for name in sorted(owned, key=lambda name: name not in OWNERS):
        for given in BELONGINGS.get(name, ({},)):
            world.add(session, name, **given)
    return world
