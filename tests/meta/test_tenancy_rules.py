"""What the guard cannot see is written down here, so that a person looks at each new one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from metro.config import ROOT
from metro.kernel.permissions import TABLE, Permission
from metro.web.permissions import PUBLIC, door_of, permission_of

CODE = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("metro", "lines", "academies")
    for path in sorted((ROOT / folder).rglob("*.py"))
}

# Raw SQL, and tables by themselves, have no scope.
RAW = {
    "lines/search/repository.py": {"literal_column"},  # the weights A to D, which only fit as constants
    "metro/database.py": {"text", "exec_driver_sql"},  # roles, rights, and the operator's own deletes
    "academies/companies/models.py": {"sql"},  # conditions of indexes
    "academies/members/models.py": {"sql"},
    "metro/accounts/models.py": {"sql"},
    "metro/cli/doctor.py": {"text"},  # the server's version and role
    "metro/kernel/db.py": {"text"},  # whether the database answers
    "metro/kernel/tenancy.py": {"exec_driver_sql", "__table__"},  # the guard itself
}

DOORS = {
    "arrivals.accept_invitation": "accept an invitation",
    "arrivals.open_invitation": "open an invitation",
    "company_sign_up.ask_access": "ask access to a company",
    "company_sign_up.start_company": "sign up a company",
    "files.signed": "open a file by a signed link",
    "franchise_request.ask": "ask to become an academy",
    "operator.stop_viewing": "stop looking along",
    "own_account.erase_data": "erase a person",
    "sign_in.ask_link": "ask a mail link",
    "sign_in.check_code": "check an authenticator's code",
    "sign_in.enrol_device": "enrol a device with a card",
    "sign_in.open_card": "open a card",
    "sign_in.open_link": "open a mail link",
    "sign_in.sign_in_by_password": "sign in with a password",
    "sign_in.sign_in_by_pin": "sign in with a PIN",
    "sign_in.sign_out": "sign out",
    "sign_in.use_link": "use a mail link",
}

SYSTEM = {
    ("academies/companies/tasks.py", "mail a request for access"),
    ("academies/companies/tasks.py", "mail the answer to a request for access"),
    ("academies/franchise/tasks.py", "mail that a request came in"),
    ("academies/impact/tasks.py", "team figures"),
    ("academies/members/tasks.py", "mail an invitation"),
    ("academies/web/academy_members.py", "end work at an academy"),
    ("academies/web/cards.py", "print a card"),
    ("academies/web/cards.py", "register a card holder"),
    ("academies/web/cards.py", "revoke a card"),
    ("academies/web/franchise_pipeline.py", "name the people of the office"),
    ("academies/web/franchise_pipeline.py", "open an academy that asked for it"),
    ("academies/web/office.py", "open an academy"),
    ("academies/web/places.py", "leave a place"),
    ("metro/accounts/tasks.py", "mail a link"),
    ("metro/cli/doctor.py", "doctor"),
    ("metro/web/actors.py", "identity"),
    ("metro/web/actors.py", "operator"),
    ("metro/web/actors.py", "reason"),  # a door's
    ("metro/cli/retention.py", "REASON"),
    ("metro/cli/sessions.py", "reason"),  # a command's: COMMANDS
    ("metro/retention.py", "REASON"),
}
COMMANDS = {
    ("metro/cli/academies.py", "open an academy"),
    ("metro/cli/academies.py", "list the academies"),
    ("metro/cli/catalogue.py", "catalogue import"),
    ("metro/cli/catalogue.py", "catalogue export"),
    ("metro/cli/office.py", "appoint to the office"),
}
BY_DOOR = {Permission.ACCOUNT_DATA_ERASE}  # stands in the table for people; its route is the door "erase a person"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == name:
            yield node


def _raw_in(tree: ast.AST) -> set[str]:
    """What stands in a module that no scope can be added to."""
    from_sqlalchemy = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name in ("text", "literal_column")
    }
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return from_sqlalchemy | (attributes & {"exec_driver_sql", "__table__", "literal_column"})


def test_raw_sql_and_bare_tables_stand_in_few_modules() -> None:
    found = {path: raw for path, tree in CODE.items() if "/migrations/" not in path and (raw := _raw_in(tree))}
    assert found == RAW


def test_every_door_is_one_that_a_person_has_looked_at(application: Flask) -> None:
    doors = {name: reason for name, view in application.view_functions.items() if (reason := door_of(view))}
    assert doors == DOORS


def test_the_page_about_permissions_lists_the_doors() -> None:
    page = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    listed = [line.removeprefix("- ") for line in page.splitlines() if line.startswith("- `")]
    assert listed == [f"`{endpoint}`: {reason}" for endpoint, reason in sorted(DOORS.items())]


def test_every_use_of_the_whole_database_is_one_that_a_person_has_looked_at() -> None:
    calls = [(path, call) for path, tree in CODE.items() for call in _calls(tree, "system")]
    said = {(path, ast.unparse(call.args[0]).strip("'")) for path, call in calls}
    assert said == SYSTEM


def test_every_command_on_the_whole_database_is_one_that_a_person_has_looked_at() -> None:
    commands = {path: tree for path, tree in CODE.items() if path.startswith("metro/cli/")}
    said = {
        (path, call.args[0].value)
        for path, tree in commands.items()
        for call in _calls(tree, "transaction")
        if len(call.args) == 1 and isinstance(call.args[0], ast.Constant)
    }
    assert said == COMMANDS


def test_nothing_else_makes_a_scope_that_sees_everything() -> None:
    made = {path for path, tree in CODE.items() for call in _calls(tree, "Scope") if _is_told(call, "reason")}
    assert made == {"metro/kernel/scopes.py"}


def _is_told(call: ast.Call, name: str) -> bool:
    return any(keyword.arg in (name, None) for keyword in call.keywords) or len(call.args) > 5


def test_each_permission_is_asked_by_a_route_and_each_route_asks_one_in_the_table(application: Flask) -> None:
    asked = {permission_of(view) for view in application.view_functions.values()} - {PUBLIC}
    assert asked | BY_DOOR == set(Permission) == set(TABLE)
    assert not asked & BY_DOOR


def test_the_rules_read_code_that_is_there() -> None:
    assert {Path(path).parts[0] for path in CODE} == {"metro", "lines", "academies"}
