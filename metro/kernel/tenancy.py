"""Whose rows a session may see and write: scopes, owner columns, and the guard that keeps to them.

Each table says who owns its rows (`__owners__`), or why nobody does (`__unowned__`). A session has one scope for life.
The guard adds the scope to every statement and looks at every row before it is written; under it PostgreSQL's
row-level security asks the same of the application's role (`metro.migrations.policies`), told of the scope by settings
that last as long as the transaction. Two nets: one forgotten filter must not leak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Column, Connection, Select, Table, TableClause, TextualSelect, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import TextClause

from metro.kernel import scopes
from metro.kernel.ownership import Owners, has_new_owner, may_write, read_criterion, write_criterion
from metro.kernel.scopes import Scope
from metro.kernel.tables import Base

SCOPE = "scope"
HELD = "_held"  # marks the select by which the ORM finds what a held update or delete is about to change


class NoScope(RuntimeError):
    """A session was used without a scope: a bug, never shown to a person."""


class OutOfScope(RuntimeError):
    """A statement or a row that the session's scope does not allow: a bug, or an attack that came this far."""


def scope_of(session: Session) -> Scope:
    """The scope of `session`; NoScope when it was opened without one."""
    scope: Scope | None = session.info.get(SCOPE)
    if scope is None:
        raise NoScope("this session has no scope; open it with metro.kernel.db.scoped")
    return scope


def owners_of(model: type[Base]) -> Owners | None:
    """Who owns the rows of `model`; None for a table without owners, which says why."""
    owners: Owners | None = getattr(model, "__owners__", None)
    if owners is None and not getattr(model, "__unowned__", ""):
        raise NoScope(f"{model.__name__} says neither who owns its rows nor why nobody does")
    return owners


class Held(LoaderCriteriaOption):
    """What `with_loader_criteria` makes, but true to an alias in a join as well, where SQLAlchemy names the table.

    The criterion is adapted and not built anew: only then are its values those of each statement, cached or not.
    """

    _traverse_internals = LoaderCriteriaOption._traverse_internals  # what the cache tells statements apart by

    def _resolve_where_criteria(self, ext_info: Any) -> Any:
        criterion = super()._resolve_where_criteria(ext_info)
        return ext_info._adapter.traverse(criterion) if ext_info.is_aliased_class else criterion


@dataclass(frozen=True, slots=True)
class Guard:
    """The four moments at which a session is held to its scope."""

    def tell_database(self, session: Session, _transaction: object, connection: Connection) -> None:
        """Tell row-level security the scope of each transaction, nobody's as well; nothing stays after it."""
        scope: Scope | None = session.info.get(SCOPE)
        connection.exec_driver_sql(scopes.SET_SCOPE, (scope or scopes.NOBODY).settings())

    def hold_statement(self, state: ORMExecuteState) -> None:
        """Add the scope to a statement; refuse one that cannot be held to it."""
        scope = scope_of(state.session)
        if scope.is_system or state.execution_options.get(HELD):
            return
        models = list(_owned_models(state))
        if not models:
            return
        if isinstance(state.statement, Insert):
            raise OutOfScope(f"insert rows of {_names(models)} as objects, so that their owner can be checked")
        if isinstance(state.statement, Update):
            _refuse_new_owners(state, models)
        if not state.is_select:
            state.update_execution_options(**{HELD: True})
        criterion = read_criterion if state.is_select else write_criterion
        state.statement = state.statement.options(
            *(Held(model, criterion(model, owners, scope), include_aliases=True) for model, owners in models)
        )

    def hold_rows(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        """Refuse to write a row that the scope may not write."""
        scope = scope_of(session)
        if scope.is_system:
            return
        touched: Iterable[Any] = (*session.new, *(row for row in session.dirty if session.is_modified(row)))
        for row in (*touched, *session.deleted):
            owners = owners_of(type(row))
            if owners is not None and (has_new_owner(row, owners) or not may_write(row, owners, scope)):
                raise OutOfScope(f"{type(row).__name__} may not be written by {scope.kind}")


def _names(models: Iterable[tuple[type[Base], Owners]]) -> str:
    return ", ".join(sorted(model.__name__ for model, _owners in models))


def _owned_models(state: ORMExecuteState) -> Iterator[tuple[type[Base], Owners]]:
    """The models with owners that a statement touches; OutOfScope when it is of a kind that cannot be held."""
    statement: Any = state.statement
    tables = _tables_in(statement)
    if isinstance(statement, (Insert, Update, Delete)) and isinstance(statement.table, Table):
        tables.add(statement.table)
    if not tables:
        return
    if not state.is_orm_statement or not isinstance(statement, (Select, Insert, Update, Delete)):
        raise OutOfScope(f"a statement on {sorted(table.name for table in tables)} that the guard cannot read")
    by_table = _models_by_table()
    for table in tables:
        model = by_table[table]
        owners = owners_of(model)
        if owners is not None:
            yield model, owners


def _tables_in(statement: Any) -> set[Table]:
    """The tables that `statement` touches; OutOfScope when it names one otherwise than by its model.

    Criteria are added to models: a table, or a column of one, that stands there by itself would go unheld.
    """
    tables: set[Table] = set()
    modelled, loose, bare = set[str](), set[str](), set[str]()
    for each in visitors.iterate(statement):
        if isinstance(each, (TextClause, TextualSelect)):
            raise OutOfScope("raw SQL has no scope; say it with the models")
        if isinstance(each, Table):
            tables.add(Base.metadata.tables.get(each.name, each))
            modelled.update((each.name,) if each._annotations else ())
        elif isinstance(each, TableClause):
            bare.add(each.name)
        elif isinstance(each, Column) and isinstance(each.table, Table):
            (modelled if each._annotations else loose).add(each.table.name)
        elif isinstance(each, Select):
            parts = (*each._raw_columns, *each._from_obj)  # what was written down, before it is compiled
            bare.update(part.name for part in parts if isinstance(part, Table) and not part._annotations)
    unheld = sorted((bare & Base.metadata.tables.keys()) | (loose - modelled))
    if unheld:
        raise OutOfScope(f"{', '.join(unheld)} by its table, which the guard cannot hold; say it with the models")
    return tables


def _refuse_new_owners(state: ORMExecuteState, models: list[tuple[type[Base], Owners]]) -> None:
    """A row keeps its owners: an update that would give it others is refused, and one that names its rows in a list."""
    statement, parameters = state.statement, state.parameters
    if isinstance(parameters, (list, tuple)):
        raise OutOfScope(f"change rows of {_names(models)} as objects, or by a condition")
    changed = {getattr(key, "key", key) for key in statement._values or ()}  # type: ignore[attr-defined]  # told nowhere else
    for model, owners in models:
        if model.__table__.name == statement.table.name and owners.columns & (changed | set(parameters or ())):  # type: ignore[attr-defined]  # of an Update
            raise OutOfScope(f"an update that gives rows of {model.__name__} another owner")


_by_table: dict[Table, type[Base]] = {}


def _models_by_table() -> dict[Table, type[Base]]:
    mappers: frozenset[Mapper[Any]] = Base.registry.mappers
    if len(_by_table) != len(mappers):
        _by_table.update((mapper.local_table, mapper.class_) for mapper in mappers)  # type: ignore[misc]  # ours are all tables
    return _by_table


guard = Guard()


class ScopedSession(Session):
    """A session that is held to the scope in its `info`; without the three ways of writing that no event sees."""

    def bulk_save_objects(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise OutOfScope("rows are written one by one, so that their owner can be checked")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


event.listen(ScopedSession, "after_begin", guard.tell_database)
event.listen(ScopedSession, "do_orm_execute", guard.hold_statement)
event.listen(ScopedSession, "before_flush", guard.hold_rows)
