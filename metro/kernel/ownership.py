"""Who owns the rows of a table, and what follows from it for reading and for writing.

The same rules stand in SQL in `metro.migrations.policies`; a test compares the two for every table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, column, false, inspect, or_, select, table, true

from metro.kernel import clock
from metro.kernel.scopes import Scope

ORGANISATIONS = ("company", "academy")
_membership = table("membership", *(column(name) for name in ("person_id", "company_id", "academy_id", "ended_at")))


@dataclass(frozen=True, slots=True)
class Owners:
    """The owner columns of a table by kind, and how far each owner's rights go.

    - `person`, `company`, `academy`: the column with the owner's id.
    - `tokens`: columns with the SHA-256 of a secret; whoever holds it owns the row.
    - `office`: the network office reads (and, as a writer, writes) every row.
    - `until`: the column with the moment at which an organisation's view of the row ends.
    - `colleagues`: an organisation reads the rows of the people who work there now.
    - `is_shared`: everybody reads.
    - `writers`: the kinds that may write; by `person_ends` a person who is no writer may still end the row.
    - `is_append_only`: whoever acts may add rows; nobody changes or deletes one.
    - `is_private`: answers and the like; an operator who looks along does not see them.
    """

    writers: tuple[str, ...]
    person: str | None = None
    company: str | None = None
    academy: str | None = None
    tokens: tuple[str, ...] = ()
    office: bool = False
    until: str | None = None
    colleagues: bool = False
    is_shared: bool = False
    person_ends: str | None = None
    is_append_only: bool = False
    is_private: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """Every column that names an owner."""
        return frozenset(filter(None, (self.person, self.company, self.academy, *self.tokens)))


def read_criterion(model: type[Any], owners: Owners, scope: Scope) -> ColumnElement[bool]:
    """The rows of `model` that `scope` may see."""
    if owners.is_shared:
        return true()
    if scope.is_viewing and owners.is_private:
        return false()
    return or_(
        false(),
        *_person_terms(model, owners, scope),
        *_token_terms(model, owners, scope),
        *_organisation_terms(model, owners, scope),
        *_colleague_terms(model, owners, scope),
    )


def write_criterion(model: type[Any], owners: Owners, scope: Scope) -> ColumnElement[bool]:
    """The rows of `model` that `scope` may change or delete by a statement."""
    if scope.is_viewing or owners.is_append_only:
        return false()
    return or_(
        false(),
        *(_person_terms(model, owners, scope) if "person" in owners.writers else ()),
        *(_token_terms(model, owners, scope) if "token" in owners.writers else ()),
        *_organisation_terms(model, owners, scope, owners.writers),
    )


def may_write(row: Any, owners: Owners, scope: Scope) -> bool:
    """Whether `scope` may write `row` as it stands now."""
    if scope.is_viewing:
        return False
    if owners.is_append_only:
        return bool(inspect(row).pending)
    return any(_holds(row, owners, scope, kind) for kind in owners.writers) or _ends_own(row, owners, scope)


def has_new_owner(row: Any, owners: Owners) -> bool:
    """Whether a row that was stored before would get another owner by what is about to be written."""
    return bool(inspect(row).persistent and owners.columns & _changed(row))


def _changed(row: Any) -> set[str]:
    """The names of what was set to something else since `row` was read."""
    state = inspect(row)
    return {each.key for each in state.mapper.column_attrs if state.attrs[each.key].history.has_changes()}


def _holds(row: Any, owners: Owners, scope: Scope, kind: str) -> bool:
    if kind == "office":
        return scope.is_office
    if kind == "token":
        return any(getattr(row, name) in scope.tokens for name in owners.tokens)
    name, held = getattr(owners, kind), getattr(scope, kind)
    return held is not None and getattr(row, name) == held


def _ends_own(row: Any, owners: Owners, scope: Scope) -> bool:
    """Whether this is a person ending a row that an organisation writes: leaving it."""
    if owners.person_ends is None or owners.person is None or scope.person is None or not inspect(row).persistent:
        return False
    ends = inspect(row).attrs[owners.person_ends]
    was_open = None in ends.history.deleted
    return getattr(row, owners.person) == scope.person and _changed(row) == {owners.person_ends} and was_open


def _person_terms(model: type[Any], owners: Owners, scope: Scope) -> list[ColumnElement[bool]]:
    if owners.person is None or scope.person is None:
        return []
    return [getattr(model, owners.person) == scope.person]


def _token_terms(model: type[Any], owners: Owners, scope: Scope) -> list[ColumnElement[bool]]:
    return [getattr(model, name).in_(scope.tokens) for name in owners.tokens] if scope.tokens else []


def _organisation_terms(
    model: type[Any], owners: Owners, scope: Scope, kinds: tuple[str, ...] = ("company", "academy", "office")
) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = []
    for kind in ORGANISATIONS:
        name, held = getattr(owners, kind), getattr(scope, kind)
        if name is not None and held is not None and kind in kinds:
            owned = getattr(model, name) == held
            if owners.until is None:
                terms.append(owned)
            else:
                ends = getattr(model, owners.until)
                terms.append(and_(owned, or_(ends.is_(None), ends > clock.now())))
    if owners.office and scope.is_office and "office" in kinds:
        terms.append(true())
    return terms


def _colleague_terms(model: type[Any], owners: Owners, scope: Scope) -> list[ColumnElement[bool]]:
    if not owners.colleagues or owners.person is None:
        return []
    is_there_now = or_(_membership.c.ended_at.is_(None), _membership.c.ended_at > clock.now())
    person = getattr(model, owners.person)
    # Not correlated: a criterion with a subquery that names the model would not follow it to its aliases.
    return [
        person.in_(select(_membership.c.person_id).where(_membership.c[f"{kind}_id"] == held, is_there_now))
        for kind in ORGANISATIONS
        if (held := getattr(scope, kind)) is not None
    ]
